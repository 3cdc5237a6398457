import { inspect } from 'node:util';
import { AppError } from '@facteur/primitives';
import { describe, expect, it } from '@jest/globals';
import { MongoNetworkError, MongoServerError } from 'mongodb';
import { openMongoStore } from './index.ts';
import { indexNamedBy, isDuplicate, isLostAnswer, storeError } from './mongo-error.ts';

const SQLITE = "constraint failed: UNIQUE constraint failed: index 'cases_1a2b_u_mail_0123456789' (2067)";

describe('errors of the driver as errors of the port', () => {
  it.each([
    { name: 'no room', error: serverError(14_031, 'OutOfDiskSpace'), code: 'DISK_FULL' },
    { name: 'no room for SQLite', error: serverError(1, 'database or disk is full (13)'), code: 'DISK_FULL' },
    { name: 'a cut connection', error: new MongoNetworkError('closed'), code: 'STORE_UNAVAILABLE' },
    { name: 'a refusal of the server', error: serverError(13, 'not authorized'), code: 'STORE_UNAVAILABLE' },
    { name: 'anything else', error: 'what', code: 'STORE_UNAVAILABLE' },
  ])('makes $code of $name, to be tried again later', ({ error, code }) => {
    expect(storeError(error)).toMatchObject({ code, retry: 'later' });
  });
  it('leaves an error of the product as it is', () => {
    const error = new AppError('BAD_INPUT', 'no');
    expect(storeError(error)).toBe(error);
  });
  it('says nothing of documents and passwords in its message', () => {
    expect(storeError(serverError(2, 'bad value: { mail: "jean@exemple.fr" }')).message).not.toContain('jean');
    const error = new MongoNetworkError('connect mongodb://jean:secret@db.example:27017 failed');
    expect(storeError(error).message).toContain('mongodb://db.example:27017');
    expect(storeError(error).message).not.toContain('secret');
  });
  it.each(['mongo://jean:secret@db', 'mongodb://jean:secret@db:port', 'mongodb://jean:se%cret@db', 'secret'])(
    'does not repeat the address %s, which cannot be read',
    async (uri) => {
      const error: unknown = await openMongoStore({ uri, database: 'x' }).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'CONFIG_INVALID', retry: 'never' });
      expect(inspect(error, { depth: 9 }).replaceAll(/\n\s+at .*/g, '')).not.toMatch(/se%?cret/);
    },
  );
});

describe('what a refused write was refused for', () => {
  it.each([
    {
      name: 'MongoDB',
      message: 'E11000 duplicate key error collection: x.cases index: u_mail_01 dup key: { u: "v" }',
      index: 'u_mail_01',
    },
    {
      name: 'MongoDB, with values that look alike',
      message: 'E11000 … collection: x.c index: _id_ dup key: { _id: " index: u_a dup key" }',
      index: '_id_',
    },
    { name: 'SQLite', message: SQLITE, index: 'cases_1a2b_u_mail_0123456789' },
    { name: 'FerretDB', message: 'E11000 duplicate key error collection: x.cases', index: undefined },
  ])('is read from what $name says', ({ message, index }) => {
    expect(indexNamedBy(message)).toBe(index);
  });
  it('is a key, by code or by what SQLite says', () => {
    expect([serverError(11_000, ''), serverError(1, SQLITE), serverError(1, 'no')].map(isDuplicate)).toEqual([
      true,
      true,
      false,
    ]);
  });
  it('is not known when the answer was lost', () => {
    expect([new MongoNetworkError('cut'), serverError(1, 'no')].map(isLostAnswer)).toEqual([true, false]);
  });
});

function serverError(code: number, errmsg: string): MongoServerError {
  return new MongoServerError({ code, errmsg });
}
