/**
 * The data keys alone, as a file of their own. A backup of the data holds none, so that destroying a key erases a person from every backup;
 * a copy of the keys undoes that, and opens everything.
 */
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { AppError, type Clock, syncFolder, writeDurably } from '@facteur/primitives';
import type { DataFolder } from '../data-folder.ts';
import { VERSION } from '../version.ts';
import { openArchive, verifyArchive, writeArchive } from './archive.ts';
import { nameIn, sectionsOf } from './content.ts';
import type { TarEntry } from './tar.ts';

/** The secret first: it never changes, and pages only gain slots, so that a copy of a store in use is sound. */
const FILES = ['digest.secret', 'pages'] as const;

/** The file of the secret behind digests. */
export const DIGEST_SECRET = FILES[0];

/** The compressed bytes of a key backup of the folder `keys`. @throws AppError `NOT_FOUND` when there are no keys */
export async function takeKeyBackup(keys: string, clock: Clock): Promise<Readable> {
  const files = new Map<string, Buffer>();
  for (const name of FILES) files.set(name, await readKeyFile(join(keys, name)));
  const entries = async function* (): AsyncGenerator<TarEntry, void, undefined> {
    for (const [name, bytes] of files) yield { name: `keys/${name}`, bytes };
  };
  const manifest = { holds: 'keys', product: VERSION, takenAt: clock.now(), places: [], collections: [] } as const;
  return Readable.from(writeArchive(manifest, entries()), { objectMode: false }).pipe(createGzip());
}

/**
 * Puts the keys of the backup at `path` into the data folder.
 * @throws AppError `CONFLICT` when there are keys already, unless `replace`; what `openArchive` throws, before anything is touched
 */
export async function restoreKeys(path: string, folder: DataFolder, replace: boolean): Promise<void> {
  const { holds } = await verifyArchive(path);
  if (holds !== 'keys') throw new AppError('BAD_INPUT', `${path} holds data, not keys: restore it without --keys`);
  const keys = folder.path('keys');
  if (!replace && (await hasKeys(keys)))
    throw new AppError(
      'CONFLICT',
      `${keys} holds keys already: newer keys open older data, so replace them (--replace) only if lost`,
    );
  const staging = folder.path('keys.restoring');
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { mode: 0o700 });
  const { entries } = await openArchive(path);
  const sections = sectionsOf(entries);
  for await (const entry of sections.take('keys')) {
    const name = FILES.find((known) => known === nameIn('keys', entry));
    if (name === undefined) throw new AppError('BAD_INPUT', `${path} holds a key file that is not known`);
    await writeDurably(join(staging, name), join(staging, `${name}.tmp`), entry.bytes);
  }
  await sections.end();
  await syncFolder(staging);
  await rm(keys, { recursive: true, force: true });
  await rename(staging, keys);
  await syncFolder(folder.path('.'));
}

/** True when the folder holds keys. */
export async function hasKeys(keys: string): Promise<boolean> {
  return readKeyFile(join(keys, DIGEST_SECRET)).then(
    () => true,
    () => false,
  );
}

async function readKeyFile(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new AppError('NOT_FOUND', `There are no keys at ${path}`, { cause });
  }
}
