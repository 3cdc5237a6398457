/** Before all tests: the folder in which test files find the servers that they share. Nothing is started here. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identityOf } from '../guard/processes.mjs';

// biome-ignore lint/style/noDefaultExport: jest calls the default export
export default function setUpRealRun() {
  const folder = mkdtempSync(join(tmpdir(), 'facteur-run-'));
  writeFileSync(join(folder, 'owner.json'), JSON.stringify(identityOf(process.pid)));
  // biome-ignore lint/style/noProcessEnv: the only way from here to the workers
  process.env.FACTEUR_REAL_RUN = folder;
}
