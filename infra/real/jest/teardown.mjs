/** After all tests: ends the servers that test files started, and their guards, and removes the run's folder. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { endProcess } from '../guard/processes.mjs';

const GRACE_MS = 20_000;

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** The server first: its guard must not take a teardown that is itself killed for its own end. */
async function endAllIn(folder) {
  for (const file of ['server.json', 'guard.json']) {
    const identity = read(join(folder, file));
    if (identity !== undefined) await endProcess(identity, GRACE_MS);
  }
}

// biome-ignore lint/style/noDefaultExport: jest calls the default export
export default async function tearDownRealRun() {
  // biome-ignore lint/style/noProcessEnv: as setup.mjs left it
  const run = process.env.FACTEUR_REAL_RUN;
  if (run === undefined) return;
  const servers = readdirSync(run, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  await Promise.all(servers.map(({ name }) => endAllIn(join(run, name))));
  rmSync(run, { recursive: true, force: true, maxRetries: 3 });
}
