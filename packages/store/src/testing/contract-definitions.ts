/** Collections: opened once, opened again, and declared anew over documents that are there. */
import { describe, expect, it } from '@jest/globals';
import type { CollectionDefinition } from '../store.ts';
import { idsOf, insertAll, type StoreFixture } from './contract-fixture.ts';

/** Declares the tests. */
export function describeDefinitions(fixture: StoreFixture): void {
  describe('collections', () => {
    it('gives the same collection for the same name', async () => {
      const name = fixture.freshName();
      const [first, second] = await Promise.all([fixture.open({ name }), fixture.open({ name })]);
      await insertAll(first, [{ _id: 'a' }]);
      expect(second).toBe(first);
      expect(await fixture.open({ name })).toBe(first);
    });

    it('keeps collections apart', async () => {
      const first = await fixture.fresh({ indexes: { n: ['n'] }, unique: { u: ['u'] } });
      const second = await fixture.fresh({ indexes: { n: ['n'] }, unique: { u: ['u'] } });
      await insertAll(first, [{ _id: 'a', n: 1, u: 1 }]);
      expect(await second.get('a')).toBeUndefined();
      expect(await second.find({ index: 'n' })).toEqual({ documents: [] });
      await insertAll(second, [{ _id: 'a', n: 2, u: 1 }]);
      expect((await first.get('a'))?.n).toBe(1);
    });

    it('takes the name of a property that every object has', async () => {
      const collection = await fixture.open({ name: 'constructor', unique: { u: ['u'] } });
      await insertAll(collection, [{ _id: 'constructor', u: 1 }]);
      expect((await collection.get('constructor'))?.version).toBe(1);
      expect(await collection.get('toString')).toBeUndefined();
    });

    it('has all documents, indexes and unique keys after it was opened again', async () => {
      const definition = { name: fixture.freshName(), indexes: { n: ['n'] }, unique: { u: ['u'] } };
      const before = await fixture.open(definition);
      await insertAll(before, [
        { _id: 'a', n: 2, u: 'x' },
        { _id: 'b', n: 1, u: 'y' },
        { _id: 'c', n: 3 },
      ]);
      await before.write([
        { op: 'replace', doc: { _id: 'a', n: 0, u: 'z' }, at: 1 },
        { op: 'delete', id: 'c', at: 1 },
      ]);
      await fixture.reopen();
      const after = await fixture.open(definition);
      expect((await after.find({ index: 'n' })).documents).toEqual([
        { _id: 'a', n: 0, u: 'z', version: 2 },
        { _id: 'b', n: 1, u: 'y', version: 1 },
      ]);
      const outcomes = await after.write(['x', 'y', 'z'].map((u) => ({ op: 'insert', doc: { _id: `new-${u}`, u } })));
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['done', 'duplicate', 'duplicate']);
    });

    it('fills an index that is declared later, and forgets one that is not declared any more', async () => {
      const name = fixture.freshName();
      const docs = Array.from({ length: 250 }, (_, i) => ({ _id: `case-${i}`, n: i % 5, m: -i }));
      await insertAll(await fixture.open({ name, indexes: { n: ['n'] } }), docs);
      await fixture.reopen();
      const second = await fixture.open({ name, indexes: { m: ['m'] }, unique: { m: ['m'] } });
      expect(await idsOf(second, { index: 'm', limit: 2 })).toEqual(['case-249', 'case-248']);
      expect(await second.count({ index: 'm' })).toBe(250);
      await expect(second.find({ index: 'n' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
      expect(await second.write([{ op: 'insert', doc: { _id: 'new', m: 0 } }])).toEqual([
        { outcome: 'duplicate', key: 'm' },
      ]);
      await second.write([{ op: 'replace', doc: { _id: 'case-7', n: 99 }, at: 1 }]);
      await fixture.reopen();
      const third = await fixture.open({ name, indexes: { n: ['n'], m: ['n', 'm'] } });
      expect(await idsOf(third, { index: 'n', equals: { n: 99 } })).toEqual(['case-7']);
      expect(await third.count({ index: 'n' })).toBe(250);
      expect(await third.count({ index: 'm' })).toBe(249);
      expect((await third.get('case-7'))?.version).toBe(2);
    });

    it('refuses a unique key that two documents share already, and opens without it', async () => {
      const name = fixture.freshName();
      await insertAll(await fixture.open({ name }), [
        { _id: 'a', u: 1 },
        { _id: 'b', u: 1 },
      ]);
      await fixture.reopen();
      await expect(fixture.open({ name, unique: { u: ['u'] } })).rejects.toMatchObject({ code: 'CONFLICT' });
      const collection = await fixture.open({ name, indexes: { u: ['u'] } });
      expect(await idsOf(collection, { index: 'u' })).toEqual(['a', 'b']);
    });

    it.each<CollectionDefinition>([
      { name: '' },
      { name: 'Upper' },
      { name: 'two words' },
      { name: 'a', indexes: { n: [] } },
      { name: 'a', indexes: { n: ['n', 'n'] } },
      { name: 'a', indexes: { n: ['version'] } },
      { name: 'a', unique: { _id: ['n'] } },
    ])('refuses the definition %j', async (definition) => {
      await expect(fixture.open(definition)).rejects.toMatchObject({ code: 'BAD_INPUT', retry: 'never' });
    });
  });
}
