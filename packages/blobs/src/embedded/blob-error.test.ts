import { AppError } from '@facteur/primitives';
import { describe, expect, it } from '@jest/globals';
import { blobError } from './blob-error.ts';

describe('errors of files as errors of the port', () => {
  it.each([
    { code: 'ENOSPC', expected: 'DISK_FULL' },
    { code: 'EDQUOT', expected: 'DISK_FULL' },
    { code: 'EIO', expected: 'BLOB_UNAVAILABLE' },
    { code: 'EMFILE', expected: 'BLOB_UNAVAILABLE' },
  ])('$code is $expected, to be tried later', ({ code, expected }) => {
    const cause = Object.assign(new Error(code), { code });
    expect(blobError(cause, '/blobs')).toMatchObject({ code: expected, retry: 'later', cause });
  });
  it('leaves an error of the product as it is', () => {
    const error = new AppError('KEY_ERASED', 'gone');
    expect(blobError(error, '/blobs')).toBe(error);
  });
});
