/** The Java of this machine. */
import { join } from 'node:path';
import type { Environment } from './environment.ts';
import { findProgram, runProgram } from './run-program.ts';

/** A `java` that runs. */
export interface Java {
  readonly program: string;
  /** 17 for 17.0.15, 8 for 1.8.0. */
  readonly major: number;
}

/** `JAVA_HOME` wins over `PATH`; `undefined` when there is none, or it does not run. */
export async function findJava({ javaHome, path }: Environment): Promise<Java | undefined> {
  const atHome = javaHome === undefined ? undefined : await findProgram('java', join(javaHome, 'bin'));
  const program = atHome ?? (await findProgram('java', path));
  if (program === undefined) return undefined;
  try {
    const { stderr, stdout } = await runProgram(program, ['-version'], { withinMs: 30_000 });
    const major = javaMajor(stderr + stdout);
    return major === undefined ? undefined : { program, major };
  } catch {
    return undefined;
  }
}

/** The major version in what `java -version` prints. */
export function javaMajor(printed: string): number | undefined {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(printed) ?? [];
  if (first === undefined) return undefined;
  return Number(first === '1' ? second : first);
}
