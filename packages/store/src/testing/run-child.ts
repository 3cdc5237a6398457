/** Starts children as built; builds them first when the sources are newer. */
import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));
const ROOT = join(PACKAGE, '../..');
const BUILT = join(PACKAGE, 'dist/testing');

/** A started child; its stderr is the parent's, unless it is expected to complain. */
export type Child = ChildProcessByStdio<null, Readable, null>;

/** Builds the package unless it was built after its last change. */
export function buildChild(): void {
  const sources = readdirSync(join(PACKAGE, 'src'), { recursive: true, encoding: 'utf8' });
  const newest = Math.max(...sources.map((file) => statSync(join(PACKAGE, 'src', file)).mtimeMs));
  const built = statSync(join(PACKAGE, 'dist/.tsbuildinfo'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (existsSync(BUILT) && built > newest) return;
  execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-b', PACKAGE], { cwd: ROOT });
}

/** Runs a child (default: that of the embedded store) behind `wrapper` (a command and its arguments, as `strace -f`). */
export function startChild(
  args: readonly string[],
  wrapper: readonly string[] = [],
  stderr: 'inherit' | 'ignore' = 'inherit',
  script = 'crash-child',
): Child {
  const [command = process.execPath, ...rest] = [...wrapper, process.execPath, join(BUILT, `${script}.js`), ...args];
  return spawn(command, rest, { stdio: ['ignore', 'pipe', stderr] });
}

/** All that a child says until it ends, as whole lines; what it was cut short in is left out. */
export async function linesOf(child: Child): Promise<readonly string[]> {
  let text = '';
  for await (const chunk of child.stdout) text += String(chunk);
  return text.split('\n').slice(0, -1);
}
