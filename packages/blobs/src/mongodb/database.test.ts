import { inspect } from 'node:util';
import { afterAll, describe, expect, it } from '@jest/globals';
import { MongoServerError } from 'mongodb';
import { blobDatabase } from './database.ts';

describe('failures of the blob database', () => {
  const database = blobDatabase({ uri: 'mongodb://127.0.0.1:1' }, 'blobs', 1_000);
  afterAll(() => database.close());

  it.each([
    { name: 'a full disk', error: { code: 14_031, errmsg: 'no room' }, expected: 'DISK_FULL' },
    { name: 'a full SQLite', error: { code: 1, errmsg: 'database or disk is full (13)' }, expected: 'DISK_FULL' },
    { name: 'anything else', error: { code: 91, errmsg: 'shutting down' }, expected: 'BLOB_UNAVAILABLE' },
  ])('say that $name is $expected, to be tried again later, and keep no content', async ({ error, expected }) => {
    const refusal = new MongoServerError({ ...error, op: { content: 'Bonjour' } });
    const thrown: unknown = await database.ask(() => Promise.reject(refusal)).catch((found: unknown) => found);
    expect(thrown).toMatchObject({ code: expected, retry: 'later' });
    expect(inspect(thrown, { depth: 20 })).not.toContain('Bonjour');
  });
});
