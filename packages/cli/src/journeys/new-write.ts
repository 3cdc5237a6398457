/** Writes a new journey's files, never over anything that is there. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { JourneyFiles } from '@facteur/journeys';
import { AppError } from '@facteur/primitives';

/**
 * Writes `files` as a folder below `parent`. Result: the paths written, in order.
 * @throws AppError `CONFLICT` when the folder exists; `BAD_INPUT` when `parent` does not
 */
export async function writeNewJourney(parent: string, { folder, files }: JourneyFiles): Promise<string[]> {
  const target = join(parent, folder);
  await mkdir(target).catch((cause: unknown) => {
    throw folderFault(target, parent, cause);
  });
  const paths = Object.keys(files).sort();
  for (const path of paths) {
    const full = join(target, path);
    await mkdir(dirname(full), { recursive: true });
    await writeFile(full, files[path] ?? '', { flag: 'wx' });
  }
  return paths.map((path) => join(target, path));
}

function folderFault(target: string, parent: string, cause: unknown): unknown {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  if (code === 'EEXIST') {
    return new AppError('CONFLICT', `Le dossier ${target} existe déjà : choisissez un autre nom, ou supprimez-le`, {
      cause,
    });
  }
  if (code === 'ENOENT') {
    return new AppError('BAD_INPUT', `Il n’y a pas de dossier ${parent} : créez-le, ou nommez-en un autre par --dir`, {
      cause,
    });
  }
  return cause;
}
