/** What LMDB and the operating system throw, as the port's errors. */
import { statfs } from 'node:fs/promises';
import { AppError, isAppError, messageOf } from '@facteur/primitives';

/** ENOSPC, EDQUOT, EFBIG and MDB_MAP_FULL: no room, for whichever reason. */
const NO_ROOM: readonly unknown[] = [28, 122, 27, -30792];
/** EIO: LMDB gives it too when the disk took only the first part of a write, so whether there is room must be looked up. */
const INPUT_OUTPUT = 5;
/** With less than this on its file system, a store that failed to write is taken to be short of room: one transaction's worth. */
const NEEDED_BYTES = 16 * 1024 * 1024;

/** `DISK_FULL` when there was no room in `folder`, otherwise `STORE_UNAVAILABLE`, both to be tried again later. */
export async function storeError(error: unknown, folder: string): Promise<AppError> {
  if (isAppError(error)) return error;
  const cause = await causeOf(error);
  const code = codeOf(cause);
  const noRoom = NO_ROOM.includes(code) || code === 'ENOSPC' || (code === INPUT_OUTPUT && !(await hasRoom(folder)));
  return noRoom
    ? new AppError('DISK_FULL', `No room left for the store in ${folder}`, { retry: 'later', cause })
    : new AppError('STORE_UNAVAILABLE', `The store failed: ${messageOf(cause)}`, { retry: 'later', cause });
}

/** The `code` of anything that was thrown: LMDB's or the system's number, or the name that Node gives it. */
export function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

/** A commit that failed rejects with a general error; the reason is in a promise beside it, and must be taken from there. */
async function causeOf(error: unknown): Promise<unknown> {
  if (typeof error !== 'object' || error === null || !('commitError' in error)) return error;
  try {
    await error.commitError;
    return error;
  } catch (reason) {
    return reason;
  }
}

async function hasRoom(folder: string): Promise<boolean> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize >= NEEDED_BYTES;
  } catch {
    return true;
  }
}
