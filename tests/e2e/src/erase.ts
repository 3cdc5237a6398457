/** Erases a case as the product does: its data key is destroyed, and with it whatever was sealed, wherever that lies. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the packages of the product can be had by their names. */
const PRODUCT = fileURLToPath(new URL('../../../packages/cli/', import.meta.url));
const SCRIPT = `
  import { openEmbeddedKeyStore } from '@facteur/keys/embedded';
  const [folder, number] = process.argv.slice(1);
  const keys = await openEmbeddedKeyStore({ folder });
  await keys.destroy(number);
  await keys.close();
`;

/** For a product that does not run. @throws Error when it could not be done */
export async function eraseCase(home: string, number: string): Promise<void> {
  const args = ['--input-type=module', '--eval', SCRIPT, join(home, 'keys'), number];
  const child = spawn(process.execPath, args, { cwd: PRODUCT, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`The key of ${number} could not be destroyed: ${code}`);
}
