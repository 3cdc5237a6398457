/** Looks at the file before LMDB does, whose binding dies of a file that is none of its own. */
import { type FileHandle, open, rm } from 'node:fs/promises';
import { AppError } from '@facteur/primitives';
import { codeOf } from './store-error.ts';

/** Where LMDB's magic number stands in a page of meta data, little-endian. */
const MAGIC_AT = 24;
const MAGIC = 0xbeefc0de;

/**
 * Passes a file that is missing, empty or LMDB's. One as short as LMDB makes it at first (`newFileBytes`) and all zeros is left from a power cut
 * before the first commit: it is removed.
 * @throws AppError `DATA_FOLDER_UNUSABLE` for any other
 */
export async function checkDataFile(path: string, newFileBytes: number): Promise<void> {
  const start = await firstBytes(path, newFileBytes + 1);
  if (start.length === 0 || (start.length >= MAGIC_AT + 4 && start.readUInt32LE(MAGIC_AT) === MAGIC)) return;
  if (start.length > newFileBytes || start.some((byte) => byte !== 0)) {
    throw new AppError('DATA_FOLDER_UNUSABLE', `${path} is damaged, or is not a store`, { path });
  }
  await rm(path);
}

async function firstBytes(path: string, count: number): Promise<Buffer> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return Buffer.alloc(0);
    throw error;
  } finally {
    await file?.close();
  }
}
