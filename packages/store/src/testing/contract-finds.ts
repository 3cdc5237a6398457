/** Look-ups on declared indexes: equality, range, order, counts, and what is refused. */
import { describe, expect, it } from '@jest/globals';
import type { NewDocument, Query } from '../store.ts';
import { idsOf, insertAll, type StoreFixture } from './contract-fixture.ts';

const CASES: readonly NewDocument[] = [
  { _id: 'c1', queue: 'sav', done: false, due: 30 },
  { _id: 'c2', queue: 'sav', done: false, due: 10 },
  { _id: 'c3', queue: 'sav', done: true, due: 20 },
  { _id: 'c4', queue: 'logistique', done: false, due: 20 },
  { _id: 'c5', queue: 'sav', done: false, due: 10 },
  { _id: 'c6', queue: 'sav', done: false },
  { _id: 'c7', due: 5, done: null },
  { _id: 'c8', queue: 'sa', done: false, due: 99 },
];
const INDEXES = { indexes: { queue: ['queue', 'done', 'due'], due: ['due'], done: ['done'] } };

/** Declares the tests. */
export function describeFinds(fixture: StoreFixture): void {
  describe('find', () => {
    it.each<{ name: string; query: Query; expected: readonly string[] }>([
      {
        name: 'by equality on the first fields, sorted by the rest, ties by _id',
        query: { index: 'queue', equals: { queue: 'sav', done: false } },
        expected: ['c2', 'c5', 'c1'],
      },
      {
        name: 'with equalities in any order',
        query: { index: 'queue', equals: { done: false, queue: 'sav' } },
        expected: ['c2', 'c5', 'c1'],
      },
      {
        name: 'by equality on one field of many',
        query: { index: 'queue', equals: { queue: 'sav' } },
        expected: ['c2', 'c5', 'c1', 'c3'],
      },
      {
        name: 'by equality on all fields',
        query: { index: 'queue', equals: { queue: 'sav', done: false, due: 10 } },
        expected: ['c2', 'c5'],
      },
      { name: 'a whole index', query: { index: 'due' }, expected: ['c7', 'c2', 'c5', 'c3', 'c4', 'c1', 'c8'] },
      {
        name: 'a range, from inclusive and below exclusive',
        query: { index: 'due', range: { from: 10, below: 30 } },
        expected: ['c2', 'c5', 'c3', 'c4'],
      },
      { name: 'a range without end', query: { index: 'due', range: { from: 20 } }, expected: ['c3', 'c4', 'c1', 'c8'] },
      {
        name: 'a range without beginning',
        query: { index: 'due', range: { below: 20 } },
        expected: ['c7', 'c2', 'c5'],
      },
      { name: 'nothing in an empty range', query: { index: 'due', range: { from: 20, below: 20 } }, expected: [] },
      {
        name: 'nothing in a range turned round',
        query: { index: 'due', range: { from: 30, below: 10 } },
        expected: [],
      },
      {
        name: 'nothing in a range turned round, descending',
        query: { index: 'due', range: { from: 30, below: 10 }, descending: true },
        expected: [],
      },
      {
        name: 'a range after equalities',
        query: { index: 'queue', equals: { queue: 'sav', done: false }, range: { from: 11 } },
        expected: ['c1'],
      },
      {
        name: 'descending, ties too',
        query: { index: 'due', range: { from: 10, below: 30 }, descending: true },
        expected: ['c4', 'c3', 'c5', 'c2'],
      },
      {
        name: 'descending after equalities',
        query: { index: 'queue', equals: { queue: 'sav' }, descending: true },
        expected: ['c3', 'c1', 'c5', 'c2'],
      },
      { name: 'booleans', query: { index: 'done', equals: { done: true } }, expected: ['c3'] },
      { name: 'no more than the limit', query: { index: 'due', limit: 2 }, expected: ['c7', 'c2'] },
      { name: 'nothing where nothing is', query: { index: 'queue', equals: { queue: 'Sav' } }, expected: [] },
      { name: 'nothing by a value of another type', query: { index: 'due', equals: { due: '10' } }, expected: [] },
    ])('finds $name', async ({ query, expected }) => {
      const collection = await fixture.fresh(INDEXES);
      await insertAll(collection, CASES);
      expect(await idsOf(collection, query)).toEqual(expected);
    });

    it('gives whole documents with their versions', async () => {
      const collection = await fixture.fresh(INDEXES);
      await insertAll(collection, [{ _id: 'a', due: 1, text: 'réclamation' }]);
      await collection.write([{ op: 'replace', doc: { _id: 'a', due: 2, text: 'remboursée' }, at: 1 }]);
      const { documents } = await collection.find({ index: 'due' });
      expect(documents).toEqual([{ _id: 'a', due: 2, text: 'remboursée', version: 2 }]);
    });

    it.each([
      { type: 'numbers', sorted: [-1e300, -20, -3, -1.5, 0, 5e-324, 0.5, 1, 2, 10, 4294967296, 1e21] },
      {
        type: 'strings',
        sorted: ['', '\u0000', '\u0001', ' ', '10', '9', 'B', 'a', 'a\u0000', 'a b', 'ab', 'b', 'é', '€', '😀'],
      },
      { type: 'booleans', sorted: [false, true] },
      { type: 'numbers before strings before booleans', sorted: [-1, 7, '', '0', 'true', false, true] },
    ])('sorts $type', async ({ sorted }) => {
      const collection = await fixture.fresh({ indexes: { value: ['value'] } });
      const docs = sorted.map((value, i) => ({ _id: `${(i * 7) % sorted.length}-${i}`, value }));
      await insertAll(collection, docs);
      const ascending = (await collection.find({ index: 'value' })).documents.map((doc) => doc.value);
      expect(ascending).toEqual(sorted);
      const descending = (await collection.find({ index: 'value', descending: true })).documents.map(
        (doc) => doc.value,
      );
      expect(descending).toEqual(sorted.toReversed());
      for (const doc of docs) {
        expect(await idsOf(collection, { index: 'value', equals: { value: doc.value } })).toEqual([doc._id]);
      }
    });

    it('keeps a range to the type of its bounds', async () => {
      const collection = await fixture.fresh({ indexes: { value: ['value'] } });
      await insertAll(collection, [
        { _id: 'number', value: 5 },
        { _id: 'string', value: '5' },
        { _id: 'boolean', value: false },
      ]);
      expect(await idsOf(collection, { index: 'value', range: { from: 0 } })).toEqual(['number']);
      expect(await idsOf(collection, { index: 'value', range: { from: '' } })).toEqual(['string']);
      expect(await idsOf(collection, { index: 'value', range: { below: 'z' } })).toEqual(['string']);
      expect(await idsOf(collection, { index: 'value', range: { below: true } })).toEqual(['boolean']);
    });

    it('takes 0 and -0 for one value', async () => {
      const collection = await fixture.fresh(INDEXES);
      await insertAll(collection, [{ _id: 'a', due: -0 }]);
      expect(await idsOf(collection, { index: 'due', equals: { due: 0 } })).toEqual(['a']);
      expect(await idsOf(collection, { index: 'due', range: { from: -0 } })).toEqual(['a']);
    });

    it('follows a document through its replaces until its delete', async () => {
      const collection = await fixture.fresh(INDEXES);
      const at = (due: number) => idsOf(collection, { index: 'due', equals: { due } });
      await insertAll(collection, [{ _id: 'a', due: 1 }]);
      await collection.write([{ op: 'replace', doc: { _id: 'a', due: 2 }, at: 1 }]);
      expect([await at(1), await at(2)]).toEqual([[], ['a']]);
      await collection.write([{ op: 'replace', doc: { _id: 'a' }, at: 2 }]);
      expect([await at(1), await at(2)]).toEqual([[], []]);
      await collection.write([{ op: 'replace', doc: { _id: 'a', due: 1 }, at: 3 }]);
      expect([await at(1), await at(2)]).toEqual([['a'], []]);
      await collection.write([{ op: 'delete', id: 'a', at: 4 }]);
      expect([await at(1), await at(2)]).toEqual([[], []]);
    });

    it.each<{ name: string; query: Pick<Query, 'index' | 'equals' | 'range'>; expected: number }>([
      { name: 'a whole index', query: { index: 'due' }, expected: 7 },
      { name: 'an equality', query: { index: 'queue', equals: { queue: 'sav', done: false } }, expected: 3 },
      { name: 'a range', query: { index: 'due', range: { from: 10, below: 30 } }, expected: 4 },
      { name: 'a range turned round', query: { index: 'due', range: { from: 30, below: 10 } }, expected: 0 },
      { name: 'nothing', query: { index: 'queue', equals: { queue: 'none' } }, expected: 0 },
    ])('counts $name', async ({ query, expected }) => {
      const collection = await fixture.fresh(INDEXES);
      await insertAll(collection, CASES);
      expect(await collection.count(query)).toBe(expected);
    });

    it.each<{ name: string; query: Query }>([
      { name: 'an index that was not declared', query: { index: 'nope' } },
      { name: 'an index named like a property of every object', query: { index: 'constructor' } },
      { name: 'a field that is not of the index', query: { index: 'due', equals: { queue: 'sav' } } },
      { name: 'a field before which one is left out', query: { index: 'queue', equals: { due: 1 } } },
      { name: 'a range behind the last field', query: { index: 'due', equals: { due: 1 }, range: { from: 1 } } },
      { name: 'bounds of two types', query: { index: 'due', range: { from: 1, below: 'b' } } },
      { name: 'no number', query: { index: 'due', equals: { due: Number.NaN } } },
      { name: 'a limit of 0', query: { index: 'due', limit: 0 } },
      { name: 'a limit above 1 000', query: { index: 'due', limit: 1001 } },
      { name: 'a broken limit', query: { index: 'due', limit: 1.5 } },
    ])('refuses $name', async ({ query }) => {
      const collection = await fixture.fresh(INDEXES);
      await expect(collection.find(query)).rejects.toMatchObject({ code: 'BAD_INPUT', retry: 'never' });
    });

    it('refuses to count on an index that was not declared', async () => {
      const collection = await fixture.fresh(INDEXES);
      await expect(collection.count({ index: 'nope' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    });
  });
}
