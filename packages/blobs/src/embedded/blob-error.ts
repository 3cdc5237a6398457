/** What a failed file operation means to the caller of the port. */
import { AppError, isAppError } from '@facteur/primitives';

/**
 * `error` as an `AppError`: one stays as it is but for the store's, in whose kind of file small blobs lie; no space is `DISK_FULL`, anything else
 * `BLOB_UNAVAILABLE`; both retry later.
 */
export function blobError(error: unknown, folder: string): AppError {
  if (isAppError(error, 'STORE_UNAVAILABLE')) {
    const options = { retry: 'later', folder, cause: error } as const;
    return new AppError('BLOB_UNAVAILABLE', `The small blobs in ${folder} cannot be read or written`, options);
  }
  if (isAppError(error)) return error;
  const { code } = error as NodeJS.ErrnoException;
  const options = { retry: 'later', folder, cause: error } as const;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new AppError('DISK_FULL', `No space is left for blobs in ${folder} (${code})`, options);
  return new AppError('BLOB_UNAVAILABLE', `The blobs in ${folder} cannot be read or written (${code})`, options);
}
