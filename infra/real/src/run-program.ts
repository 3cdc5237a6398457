/** Programs of this machine: where they are, and what they print. */
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** What a program printed on both outputs, in no particular order. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs it to its end.
 * @throws Error with the last lines that it printed when it fails or takes longer than `withinMs` (default 15 minutes)
 */
export function runProgram(
  program: string,
  args: readonly string[],
  { cwd, env, withinMs = 900_000 }: { cwd?: string; env?: Readonly<Record<string, string>>; withinMs?: number } = {},
): Promise<Printed> {
  return new Promise((resolve, reject) => {
    // biome-ignore lint/style/noProcessEnv: handed on unread to a program that needs PATH, HOME and proxies
    const options = { cwd, env: { ...process.env, ...env }, timeout: withinMs, maxBuffer: 64 * 1024 * 1024 };
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error === null) resolve({ stdout, stderr });
      else reject(new Error(`${program} ${args[0] ?? ''} failed: ${lastLines(stdout + stderr)}`, { cause: error }));
    });
  });
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-5).join('\n');
}

/** The program's path in the folders of `path` (as `PATH`), or `undefined`. */
export async function findProgram(name: string, path: string): Promise<string | undefined> {
  for (const folder of path.split(delimiter).filter((each) => each !== '')) {
    const candidate = join(folder, name);
    if (await isExecutable(candidate)) return candidate;
  }
  return undefined;
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
