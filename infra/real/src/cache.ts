/** Downloads and builds, kept between runs under a name that says what they were made from. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { underLock } from './lock.ts';

/** `name` with a hash of the files and words that the entry is made from. */
export async function cacheKey(name: string, files: readonly string[], words: readonly string[] = []): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) hash.update(await readFile(file)).update('\0');
  for (const word of words) hash.update(word).update('\0');
  return `${name}-${hash.digest('hex').slice(0, 12)}`;
}

/** Whether the entry is there, whole: entries appear by renaming. */
export function isCached(cacheFolder: string, key: string): boolean {
  return existsSync(join(cacheFolder, key));
}

/** The folder of the entry; `make` fills a new one when it is missing, in one process at a time. */
export async function cached(
  cacheFolder: string,
  key: string,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const entry = join(cacheFolder, key);
  if (isCached(cacheFolder, key)) return entry;
  await mkdir(cacheFolder, { recursive: true });
  return underLock(`${entry}.lock`, async () => {
    if (isCached(cacheFolder, key)) return entry;
    const draft = await mkdtemp(join(cacheFolder, 'draft-'));
    try {
      await make(draft);
      await rename(draft, entry);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
    return entry;
  });
}
