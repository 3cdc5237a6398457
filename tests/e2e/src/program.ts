/** Runs the built command line as a child process: what a user types, and nothing else. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { endsWithTheTests } from './clean-up.ts';

/** The built program. */
export const PROGRAM = fileURLToPath(new URL('../../../packages/cli/bin/facteur.cjs', import.meta.url));

/** Variables beside those of this process. */
export type Env = Readonly<Record<string, string>>;

/** What a command came to. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts `facteur ARGS` on `home`; `wrapper` is a program in front of it, such as strace with its arguments. */
export function spawnProgram(
  args: readonly string[],
  { home, env = {}, wrapper = [] }: { home: string; env?: Env; wrapper?: readonly string[] },
): ChildProcess {
  const [command = '', ...rest] = [...wrapper, process.execPath, PROGRAM, ...args];
  const child = spawn(command, rest, {
    env: { ...cleanEnv(), FACTEUR_HOME: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endsWithTheTests(child);
  return child;
}

/** Runs a command to its end. */
export async function runCommand(args: readonly string[], options: { home: string; env?: Env }): Promise<Ended> {
  const child = spawnProgram(args, options);
  const printed = printedBy(child);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...printed };
}

/** What a process has printed so far. */
export interface Printed {
  stdout: string;
  stderr: string;
}

/** Gathers what `child` prints. */
export function printedBy(child: ChildProcess): Printed {
  const printed: Printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      printed[name] += text;
    });
  return printed;
}

/** Jest's options for Node must not reach the product, nor the settings of whoever runs the tests. */
function cleanEnv(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => name !== 'NODE_OPTIONS' && !name.startsWith('FACTEUR_'));
  return Object.fromEntries(kept);
}
