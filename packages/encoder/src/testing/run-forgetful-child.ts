/** Runs the forgetful child as built; builds first when the sources are newer. */
import { execFile, execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));
const ROOT = join(PACKAGE, '../..');

/** What it said, once it ended; fails when it does not end within `timeoutMs`, or ends badly. */
export async function runForgetfulChild(timeoutMs: number): Promise<string> {
  const sources = readdirSync(join(PACKAGE, 'src'), { recursive: true, encoding: 'utf8' });
  const newest = Math.max(...sources.map((file) => statSync(join(PACKAGE, 'src', file)).mtimeMs));
  const built = statSync(join(PACKAGE, 'dist/.tsbuildinfo'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (built <= newest)
    execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-b', PACKAGE], { cwd: ROOT });
  const child = join(PACKAGE, 'dist/testing/forgetful-child.js');
  const { stdout } = await promisify(execFile)(process.execPath, [child], { timeout: timeoutMs });
  return stdout;
}
