import { AppError } from '@facteur/primitives';
import { describe, expect, it } from '@jest/globals';
import { toBusError } from './failures.ts';

describe('a failure of the storage', () => {
  it.each([
    { message: 'MDB_MAP_FULL: Environment mapsize limit reached', freeBytes: 1e12, code: 'DISK_FULL' },
    { message: 'No space left on device', freeBytes: 1e12, code: 'DISK_FULL' },
    { message: 'ENOSPC: no space left on device, open', freeBytes: 1e12, code: 'DISK_FULL' },
    { message: 'Disk quota exceeded', freeBytes: 1e12, code: 'DISK_FULL' },
    { message: 'Input/output error', freeBytes: 4096, code: 'DISK_FULL' },
    { message: 'Input/output error', freeBytes: 1e12, code: 'BUS_UNAVAILABLE' },
    { message: 'MDB_CORRUPTED: Located page was wrong type', freeBytes: 0, code: 'BUS_UNAVAILABLE' },
  ])('$message with $freeBytes bytes free is $code, to be tried later', ({ message, freeBytes, code }) => {
    const cause = new Error(message);
    expect(toBusError(cause, freeBytes)).toMatchObject({ code, retry: 'later', cause });
  });

  it('that is named already stays as it is', () => {
    const named = new AppError('NOT_FOUND', 'there is none');
    expect(toBusError(named)).toBe(named);
  });
});
