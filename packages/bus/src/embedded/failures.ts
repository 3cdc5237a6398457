/** What storage's failures mean to who called the bus. */
import { AppError, isAppError, messageOf } from '@facteur/primitives';

const DISK_IS_FULL = /ENOSPC|No space left|EDQUOT|quota exceeded|EFBIG|File too large|MDB_MAP_FULL/i;
/** LMDB reports a write that a full disk cut short as an input/output error. */
const MAYBE_FULL = /EIO|Input\/output error/i;
/** Below this much free space, such an error means a full disk. */
const LITTLE_SPACE_BYTES = 32 * 1024 * 1024;

/**
 * Any failure of the storage as `DISK_FULL` or `BUS_UNAVAILABLE` (both: retry later); an `AppError` stays as it is.
 * `freeBytes` is what the disk has left.
 */
export function toBusError(error: unknown, freeBytes = Number.POSITIVE_INFINITY): AppError {
  if (isAppError(error)) return error;
  const message = messageOf(error);
  const isFull = DISK_IS_FULL.test(message) || (MAYBE_FULL.test(message) && freeBytes < LITTLE_SPACE_BYTES);
  return isFull
    ? new AppError('DISK_FULL', `The bus has no room left: ${message}`, { retry: 'later', cause: error })
    : new AppError('BUS_UNAVAILABLE', `The bus could not write: ${message}`, { retry: 'later', cause: error });
}

/** What an operation on a closed bus throws. */
export function closedError(): AppError {
  return new AppError('BUS_UNAVAILABLE', 'The bus is closed', { retry: 'later' });
}

/** What naming an undeclared topic throws. */
export function unknownTopic(topic: string): AppError {
  return new AppError('NOT_FOUND', `Topic ${topic} is not declared`, { topic });
}

/** lmdb says only that a commit failed, and gives the reason as a promise beside it. */
export async function reasonOf(error: unknown): Promise<unknown> {
  if (!(error instanceof Error) || !('commitError' in error)) return error;
  try {
    await error.commitError;
    return error;
  } catch (reason) {
    return reason;
  }
}
