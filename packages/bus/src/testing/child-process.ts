/** Runs this package's child processes, which are compiled: Node 20 runs no TypeScript. */
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../../../', import.meta.url));

/** Compiles the package, which takes half a second when nothing changed. */
export function buildChildren(): void {
  const compiler = `${repository}node_modules/typescript/bin/tsc`;
  const { status, stdout, stderr } = spawnSync(process.execPath, [compiler, '-b', 'packages/bus'], { cwd: repository });
  if (status !== 0) throw new Error(`packages/bus does not compile:\n${stdout}${stderr}`);
}

/** The compiled file of a child in this folder. */
export function childPath(name: string): string {
  return `${repository}packages/bus/dist/testing/${name}.js`;
}

/** A running child. */
export interface Child {
  /** The complete lines on its standard output so far. */
  readonly lines: readonly string[];
  /** Resolves when `count` lines that begin with `word` have come, or it has ended. */
  saidTimes(word: string, count: number): Promise<void>;
  /** Ends it at once (SIGKILL). */
  kill(): void;
  /** Resolves with its exit code (null when killed) after its last output. */
  readonly ended: Promise<number | null>;
  /** What it wrote to its standard error. */
  errors(): string;
}

/** Starts `command`. */
export function startChild(command: string, args: readonly string[]): Child {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  let rest = '';
  let errors = '';
  let look: () => void = () => undefined;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const said = (word: string): number => lines.filter((line) => line.startsWith(word)).length;
  return {
    lines,
    ended,
    kill: () => child.kill('SIGKILL'),
    errors: () => errors,
    saidTimes: async (word, count) => {
      const enough = new Promise<void>((resolve) => {
        look = () => {
          if (said(word) >= count) resolve();
        };
        look();
      });
      await Promise.race([enough, ended]);
    },
  };
}
