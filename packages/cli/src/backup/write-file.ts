/** A file that is whole or absent: written beside its place under a temporary name, checked, synced, renamed. */
import { createWriteStream } from 'node:fs';
import { access, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError, messageOf, syncFolder } from '@facteur/primitives';

/**
 * Writes what `source` gives to `path` (mode 0600), once `check` has found the whole of it sound. Resolves with its size in bytes.
 * @throws AppError `CONFLICT` when `path` is taken; what `source` and `check` throw; then nothing is left behind
 */
export async function writeWhole(
  path: string,
  source: () => Promise<Readable>,
  check: (temporary: string) => Promise<unknown>,
): Promise<number> {
  if (await isThere(path))
    throw new AppError('CONFLICT', `${path} is there already, and a backup is never overwritten`);
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await pipeline(await source(), createWriteStream(temporary, { mode: 0o600, flags: 'wx' }));
    await check(temporary);
    const bytes = await synced(temporary);
    await rename(temporary, path);
    await syncFolder(dirname(path));
    return bytes;
  } catch (error) {
    await rm(temporary, { force: true });
    throw isSystemError(error) ? new AppError('BAD_INPUT', `${path} cannot be written: ${messageOf(error)}`) : error;
  }
}

async function synced(path: string): Promise<number> {
  const file = await open(path, 'r');
  try {
    await file.sync();
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function isSystemError(error: unknown): boolean {
  return ['ENOENT', 'EACCES', 'ENOTDIR', 'EEXIST', 'ENOSPC', 'EROFS'].includes(String(Object(error).code));
}
