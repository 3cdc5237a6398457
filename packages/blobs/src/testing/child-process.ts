/** Building and starting the process made to be killed. */
import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import type { Acknowledged } from './crash-rounds.ts';

const PACKAGE = resolve(import.meta.dirname, '../..');
const ROOT = resolve(PACKAGE, '../..');

/** A process made to be killed. */
type CrashChildName = 'crash-child' | 'mongodb-crash-child';

/** The compiled child; compiles it first when it is missing or older than its sources. */
export async function buildCrashChild(name: CrashChildName = 'crash-child'): Promise<string> {
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  await promisify(execFile)(process.execPath, [compiler, '-b', PACKAGE], { cwd: ROOT }).catch((error: unknown) => {
    throw new Error(`The child cannot be compiled: ${Object(error).stdout}`, { cause: error });
  });
  return join(PACKAGE, `dist/testing/${name}.js`);
}

/** A running child. */
export interface CrashChild {
  /** Resolves once it wrote so many lines; also when it ends before. */
  wrote(lines: number): Promise<void>;
  /** Ends it with SIGKILL. Resolves with what it acknowledged: its whole lines. */
  kill(): Promise<readonly Acknowledged[]>;
}

/** Starts the child compiled at `script` on `place` (a folder, or what else that child takes), from round `first` on. */
export function startCrashChild(script: string, place: string, first: number): CrashChild {
  const child: ChildProcessByStdio<null, Readable, null> = spawn(process.execPath, [script, place, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const closed = new Promise<void>((done) => child.once('close', () => done()));
  return {
    async wrote(lines) {
      const ended = closed.then(() => true);
      while (output.split('\n').length <= lines) {
        const next = new Promise<boolean>((done) => child.stdout.once('data', () => done(false)));
        if (await Promise.race([ended, next])) return;
      }
    },
    async kill() {
      child.kill('SIGKILL');
      await closed;
      const lines = output.split('\n').slice(0, -1);
      return lines.map((line): Acknowledged => JSON.parse(line));
    },
  };
}
