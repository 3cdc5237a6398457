import { inspect } from 'node:util';
import { afterAll, describe, expect, it } from '@jest/globals';
import { MongoServerError } from 'mongodb';
import { keyDatabase } from './database.ts';

describe('failures of the key database', () => {
  const database = keyDatabase({ uri: 'mongodb://127.0.0.1:1' }, 'keys', 1_000);
  afterAll(() => database.close());

  it('are to be tried again later, and show no key that was in a document', async () => {
    const key = Buffer.alloc(32, 'k');
    const refusal = new MongoServerError({ code: 8_000, errmsg: `no room for ${key.toString('latin1')}`, op: { key } });
    const error: unknown = await database.ask(() => Promise.reject(refusal)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'KEYS_UNAVAILABLE', retry: 'later', message: expect.stringContaining('8000') });
    expect(inspect(error, { depth: 20 })).not.toMatch(/kkkk|6b 6b/);
  });
});
