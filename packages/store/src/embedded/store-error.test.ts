import { tmpdir } from 'node:os';
import { AppError } from '@facteur/primitives';
import { describe, expect, it } from '@jest/globals';
import { storeError } from './store-error.ts';

const failed = (code: unknown): Error => Object.assign(new Error('failed'), { code });

describe('storeError', () => {
  it.each([
    { name: 'ENOSPC', error: failed(28), code: 'DISK_FULL' },
    { name: 'EDQUOT', error: failed(122), code: 'DISK_FULL' },
    { name: 'MDB_MAP_FULL', error: failed(-30792), code: 'DISK_FULL' },
    { name: 'ENOSPC of Node', error: failed('ENOSPC'), code: 'DISK_FULL' },
    { name: 'MDB_CORRUPTED', error: failed(-30796), code: 'STORE_UNAVAILABLE' },
    { name: 'an error without code', error: new Error('failed'), code: 'STORE_UNAVAILABLE' },
    { name: 'something that is no error', error: undefined, code: 'STORE_UNAVAILABLE' },
  ])('makes $code of $name, to be tried again later', async ({ error, code }) => {
    expect(await storeError(error, tmpdir())).toMatchObject({ code, retry: 'later' });
  });

  it('takes the reason of a failed commit from beside its error', async () => {
    const error = Object.assign(new Error('Commit failed'), { commitError: Promise.reject(failed(28)) });
    expect(await storeError(error, tmpdir())).toMatchObject({ code: 'DISK_FULL', cause: { code: 28 } });
  });

  it('leaves an error of the product as it is', async () => {
    const error = new AppError('BAD_INPUT', 'no');
    expect(await storeError(error, tmpdir())).toBe(error);
  });
});
