/** The tools that read the files for containers and clusters, as real parts: there, or missing with how to get them. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Real } from '@facteur/real';
import { temporaryFolder } from '../clean-up.ts';
import type { Env } from '../program.ts';

const execute = promisify(execFile);

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

const CHECK = fileURLToPath(new URL('check', import.meta.url));
/** As check/go.mod says. */
const LEAST_GO_MINOR = 24;
const LARGEST_OUTPUT = 64 * 1024 * 1024;

/** What a tool came to. */
export interface ToolEnded {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A tool that can be run, in the root of the repository, with variables beside those of this process. */
export type Tool = (args: readonly string[], env?: Env) => Promise<ToolEnded>;

/**
 * `check compose …` and `check kubernetes …` (check/main.go), built by Go: 60 s the first time, 3 s after that.
 * @throws Error when it cannot be built; or when there is no Go and `FACTEUR_REQUIRE_REAL=1`
 */
export async function openCheck(): Promise<Real<Tool>> {
  if ((await goMinor()) < LEAST_GO_MINOR)
    return missing(
      `The loaders of Compose and Kustomize need Go 1.${LEAST_GO_MINOR} (https://go.dev/dl; Debian 12's is older)`,
    );
  const program = join(await temporaryFolder(), 'check');
  const env = { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly -trimpath -buildvcs=false' };
  await execute('go', ['build', '-o', program, '.'], { cwd: CHECK, env: { ...process.env, ...env } });
  return { at: toolOf(program) };
}

/** Of Go 1.x; 0 without Go. */
async function goMinor(): Promise<number> {
  const { stdout } = await execute('go', ['version']).catch(() => ({ stdout: '' }));
  return Number(/go1\.(\d+)/.exec(stdout)?.[1] ?? 0);
}

/** Prometheus' own checker. @throws Error when it is missing and `FACTEUR_REQUIRE_REAL=1` */
export async function openPromtool(): Promise<Real<Tool>> {
  const found = await execute('promtool', ['--version']).catch(() => undefined);
  return found === undefined ? missing('promtool is missing (apt-get install prometheus)') : { at: toolOf('promtool') };
}

/** The part that is missing, or an error where it may not be. */
export function missing(sentence: string): { readonly missing: string } {
  if (process.env.FACTEUR_REQUIRE_REAL === '1') throw new Error(sentence);
  return { missing: sentence };
}

/** Runs a program to its end. */
export async function run(program: string, args: readonly string[], env: Env = {}): Promise<ToolEnded> {
  const options = { cwd: ROOT, env: { ...process.env, ...env }, maxBuffer: LARGEST_OUTPUT };
  return new Promise((resolve, reject) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === 'number') resolve({ code, stdout, stderr });
      else reject(new Error(`${program} ${args.join(' ')} did not run: ${error?.message}`, { cause: error }));
    });
  });
}

function toolOf(program: string): Tool {
  return (args, env) => run(program, args, env);
}
