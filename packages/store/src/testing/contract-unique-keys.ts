/** Unique keys: who holds a value, what frees it, and who is not held to it. */
import { describe, expect, it } from '@jest/globals';
import type { NewDocument, Write, WriteOutcome } from '../store.ts';
import { insertAll, type StoreFixture } from './contract-fixture.ts';

const MAIL = { unique: { mail: ['mail'] } };
const TAKEN: WriteOutcome = { outcome: 'duplicate', key: 'mail' };

/** Declares the tests. */
export function describeUniqueKeys(fixture: StoreFixture): void {
  describe('unique keys', () => {
    it.each<{ name: string; write: Write; expected: WriteOutcome }>([
      { name: 'an insert of a value that is taken', write: insert({ _id: 'c', mail: 'x' }), expected: TAKEN },
      { name: 'a replace by a value that is taken', write: replace({ _id: 'b', mail: 'x' }), expected: TAKEN },
    ])('refuses $name, and names the key', async ({ write, expected }) => {
      const collection = await fixture.fresh(MAIL);
      await insertAll(collection, [
        { _id: 'a', mail: 'x' },
        { _id: 'b', mail: 'y' },
      ]);
      expect(await collection.write([write])).toEqual([expected]);
      const mails = (await collection.getMany(['a', 'b', 'c'])).map((doc) => doc?.mail);
      expect(mails).toEqual(['x', 'y', undefined]);
    });

    it('lets a document keep its own value', async () => {
      const collection = await fixture.fresh(MAIL);
      await insertAll(collection, [{ _id: 'a', mail: 'x' }]);
      expect(await collection.write([replace({ _id: 'a', mail: 'x', n: 1 })])).toEqual([done(2)]);
      expect(await collection.write([insert({ _id: 'b', mail: 'x' })])).toEqual([TAKEN]);
    });

    it.each<{ name: string; write: Write }>([
      { name: 'a replace by another value', write: replace({ _id: 'a', mail: 'y' }) },
      { name: 'a replace without one', write: replace({ _id: 'a' }) },
      { name: 'a delete', write: { op: 'delete', id: 'a', at: 1 } },
    ])('frees a value by $name', async ({ write }) => {
      const collection = await fixture.fresh(MAIL);
      await insertAll(collection, [{ _id: 'a', mail: 'x' }]);
      await collection.write([write]);
      expect(await collection.write([insert({ _id: 'b', mail: 'x' })])).toEqual([done(1)]);
      expect(await collection.write([insert({ _id: 'c', mail: 'x' })])).toEqual([TAKEN]);
    });

    it('does not free a value by a replace that was refused', async () => {
      const collection = await fixture.fresh({ unique: { mail: ['mail'], phone: ['phone'] } });
      await insertAll(collection, [
        { _id: 'a', mail: 'x', phone: '1' },
        { _id: 'b', mail: 'y', phone: '2' },
      ]);
      const refused = await collection.write([replace({ _id: 'a', mail: 'z', phone: '2' })]);
      expect(refused).toEqual([{ outcome: 'duplicate', key: 'phone' }]);
      const after = await collection.write([
        insert({ _id: 'c', mail: 'x', phone: '3' }),
        insert({ _id: 'd', mail: 'z', phone: '4' }),
      ]);
      expect(after).toEqual([TAKEN, done(1)]);
    });

    it('holds nobody to a key of which a field is missing or null', async () => {
      const collection = await fixture.fresh({ unique: { pair: ['first', 'second'] } });
      const outcomes = await collection.write([
        insert({ _id: 'a', first: 1 }),
        insert({ _id: 'b', first: 1 }),
        insert({ _id: 'c', first: 1, second: null }),
        insert({ _id: 'd', first: 1, second: null }),
        insert({ _id: 'e' }),
        insert({ _id: 'f' }),
      ]);
      expect(outcomes).toEqual(Array.from({ length: 6 }, () => done(1)));
    });

    it('tells values apart by all fields and by type', async () => {
      const collection = await fixture.fresh({ unique: { pair: ['first', 'second'] } });
      await insertAll(collection, [
        { _id: 'a', first: 'x', second: 1 },
        { _id: 'b', first: 'x', second: '1' },
        { _id: 'c', first: 'x', second: true },
        { _id: 'd', first: 'x1', second: '' },
        { _id: 'e', first: '', second: 'x1' },
      ]);
      const outcomes = await collection.write([
        insert({ _id: 'f', first: 'x', second: 1 }),
        insert({ _id: 'g', first: 'X', second: 1 }),
      ]);
      expect(outcomes).toEqual([{ outcome: 'duplicate', key: 'pair' }, done(1)]);
    });

    it('holds long values apart that begin alike', async () => {
      const collection = await fixture.fresh({ unique: { three: ['x', 'y', 'z'] } });
      const long = '€'.repeat(499);
      const doc = (_id: string, end: string): NewDocument => ({
        _id,
        x: `${long}0`,
        y: `${long}0`,
        z: `${long}${end}`,
      });
      const outcomes = await collection.write([insert(doc('a', '1')), insert(doc('b', '2')), insert(doc('c', '3'))]);
      expect(outcomes).toEqual([done(1), done(1), done(1)]);
      const taken = await collection.write([insert(doc('d', '2'))]);
      expect(taken).toEqual([{ outcome: 'duplicate', key: 'three' }]);
    });

    it('lets exactly one write of a batch have a value', async () => {
      const collection = await fixture.fresh(MAIL);
      const ids = ['a', 'b', 'c', 'd'];
      const outcomes = await collection.write(ids.map((_id) => insert({ _id, mail: 'x' })));
      expect(outcomes.filter(({ outcome }) => outcome === 'done')).toHaveLength(1);
      expect(outcomes.filter(({ outcome }) => outcome === 'duplicate')).toHaveLength(3);
      const stored = await collection.getMany(ids);
      expect(stored.map((doc) => doc !== undefined)).toEqual(outcomes.map(({ outcome }) => outcome === 'done'));
    });

    it('lets exactly one of many concurrent writes have a value', async () => {
      const collection = await fixture.fresh(MAIL);
      const ids = Array.from({ length: 10 }, (_, i) => `case-${i}`);
      const outcomes = await Promise.all(ids.map((_id) => collection.write([insert({ _id, mail: 'x' })])));
      expect(outcomes.flat().filter(({ outcome }) => outcome === 'done')).toHaveLength(1);
    });

    it('lets a value be freed and taken by one document within a batch', async () => {
      const collection = await fixture.fresh(MAIL);
      await insertAll(collection, [{ _id: 'a', mail: 'x' }]);
      const outcomes = await collection.write([
        { op: 'delete', id: 'a', at: 1 },
        insert({ _id: 'a', mail: 'x' }),
        replace({ _id: 'a', mail: 'y' }),
      ]);
      expect(outcomes).toEqual([done(0), done(1), done(2)]);
      const after = await collection.write([insert({ _id: 'b', mail: 'x' }), insert({ _id: 'c', mail: 'y' })]);
      expect(after).toEqual([done(1), TAKEN]);
    });
  });
}

function insert(doc: NewDocument): Write {
  return { op: 'insert', doc };
}

/** A replace at version 1. */
function replace(doc: NewDocument): Write {
  return { op: 'replace', doc, at: 1 };
}

function done(version: number): WriteOutcome {
  return { outcome: 'done', version };
}
