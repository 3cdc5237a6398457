/** FerretDB as a program, built once by Go (80 s) and kept. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached, cacheKey } from './cache.ts';
import type { Environment } from './environment.ts';
import { MissingError } from './missing.ts';
import { findProgram, runProgram } from './run-program.ts';

const SOURCES = fileURLToPath(new URL('../ferretdb', import.meta.url));

/** The name that the program's folder has in the cache. */
export function ferretdbKey(): Promise<string> {
  const files = ['main.go', 'go.mod', 'go.sum'].map((file) => join(SOURCES, file));
  return cacheKey('ferretdb', files, [process.platform, process.arch]);
}

/** The program. @throws MissingError without Go, or when Go cannot build it */
export async function ferretdbProgram({ cacheFolder, path }: Environment): Promise<string> {
  const folder = await cached(cacheFolder, await ferretdbKey(), async (draft) => {
    const go = await findProgram('go', path);
    if (go === undefined) throw new MissingError('MongoDB: needs Go (apt-get install golang-go)');
    // SQLite is translated to Go there: no C compiler is needed. The checksums of go.sum hold.
    const env = { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly -trimpath -buildvcs=false' };
    await runProgram(go, ['build', '-o', join(draft, 'ferretdb'), '.'], { cwd: SOURCES, env }).catch((error: Error) => {
      throw new MissingError(`MongoDB: Go could not build FerretDB: ${error.message}`, { cause: error });
    });
  });
  return join(folder, 'ferretdb');
}
