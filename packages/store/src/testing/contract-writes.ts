/** Single documents: insert, read, replace and delete at a version, outcomes of a batch. */
import { describe, expect, it } from '@jest/globals';
import type { NewDocument, Write } from '../store.ts';
import { idsOf, insertAll, type StoreFixture } from './contract-fixture.ts';

/** Declares the tests. */
export function describeWrites(fixture: StoreFixture): void {
  describe('writes', () => {
    it('gives back what was inserted, at version 1', async () => {
      const collection = await fixture.fresh();
      const doc = { _id: 'a', text: 'Où est mon colis ?', list: [1, null, { deep: true }], nothing: null };
      expect(await collection.write([{ op: 'insert', doc }])).toEqual([{ outcome: 'done', version: 1 }]);
      expect(await collection.get('a')).toEqual({ ...doc, version: 1 });
    });

    it('keeps every field and value exactly as JSON has it', async () => {
      const collection = await fixture.fresh({ indexes: { dotted: ['a.b'] }, unique: { $key: ['$key'] } });
      const json =
        '{"_id":"a","10":1,"9":2,"a.b":3,"$key":"k","$set":{"$inc":{"x.y":[]}},"":null,"__proto__":{"p":1},"constructor":"c",' +
        '"n":[1e308,5e-324,0.1,9007199254740991,-1.5],"half":"\\ud83d","nul":"\\u0000","text":{"":""}}';
      const doc = JSON.parse(json) as NewDocument;
      await insertAll(collection, [doc]);
      const { version, ...found } = (await collection.get('a')) ?? { version: 0 };
      expect(version).toBe(1);
      expect(JSON.stringify(found)).toBe(JSON.stringify(doc));
      expect(await idsOf(collection, { index: 'dotted', equals: { 'a.b': 3 } })).toEqual(['a']);
      expect(await collection.write([{ op: 'insert', doc: { _id: 'b', $key: 'k' } }])).toEqual([
        { outcome: 'duplicate', key: '$key' },
      ]);
    });

    it('knows no document that was not inserted', async () => {
      const collection = await fixture.fresh();
      expect(await collection.get('a')).toBeUndefined();
      expect(await collection.get('')).toBeUndefined();
    });

    it('gets many in the order asked for, with gaps and repetitions', async () => {
      const collection = await fixture.fresh();
      await insertAll(collection, [{ _id: 'a' }, { _id: 'b' }]);
      const found = await collection.getMany(['b', 'missing', 'a', 'b']);
      expect(found.map((doc) => doc?._id)).toEqual(['b', undefined, 'a', 'b']);
      expect(await collection.getMany([])).toEqual([]);
    });

    it('replaces the whole document and counts its versions', async () => {
      const collection = await fixture.fresh();
      await insertAll(collection, [{ _id: 'a', old: 1 }]);
      const outcomes = await collection.write([{ op: 'replace', doc: { _id: 'a', fresh: 2 }, at: 1 }]);
      expect(outcomes).toEqual([{ outcome: 'done', version: 2 }]);
      expect(await collection.get('a')).toEqual({ _id: 'a', fresh: 2, version: 2 });
    });

    it('takes a document back as it was read, whatever version stands in it', async () => {
      const collection = await fixture.fresh();
      await insertAll(collection, [{ _id: 'a', n: 1, version: 70 }]);
      const read = await collection.get('a');
      expect(read).toEqual({ _id: 'a', n: 1, version: 1 });
      await collection.write([{ op: 'replace', doc: { _id: 'a', ...read, n: 2 }, at: 1 }]);
      expect(await collection.get('a')).toEqual({ _id: 'a', n: 2, version: 2 });
    });

    it.each<{ name: string; write: Write }>([
      { name: 'a replace at a version before', write: { op: 'replace', doc: { _id: 'a', n: 9 }, at: 1 } },
      { name: 'a replace at a version to come', write: { op: 'replace', doc: { _id: 'a', n: 9 }, at: 3 } },
      { name: 'a replace of a missing document', write: { op: 'replace', doc: { _id: 'b', n: 9 }, at: 1 } },
      { name: 'a delete at a version before', write: { op: 'delete', id: 'a', at: 1 } },
      { name: 'a delete of a missing document', write: { op: 'delete', id: 'b', at: 1 } },
    ])('finds a conflict in $name, and changes nothing', async ({ write }) => {
      const collection = await fixture.fresh();
      await insertAll(collection, [{ _id: 'a', n: 1 }]);
      await collection.write([{ op: 'replace', doc: { _id: 'a', n: 2 }, at: 1 }]);
      expect(await collection.write([write])).toEqual([{ outcome: 'conflict' }]);
      expect(await collection.getMany(['a', 'b'])).toEqual([{ _id: 'a', n: 2, version: 2 }, undefined]);
    });

    it('refuses a second document of one _id', async () => {
      const collection = await fixture.fresh();
      await insertAll(collection, [{ _id: 'a', n: 1 }]);
      const outcomes = await collection.write([{ op: 'insert', doc: { _id: 'a', n: 2 } }]);
      expect(outcomes).toEqual([{ outcome: 'duplicate', key: '_id' }]);
      expect(await collection.get('a')).toEqual({ _id: 'a', n: 1, version: 1 });
    });

    it('starts at version 1 again after a delete', async () => {
      const collection = await fixture.fresh();
      await insertAll(collection, [{ _id: 'a' }]);
      expect(await collection.write([{ op: 'delete', id: 'a', at: 1 }])).toEqual([{ outcome: 'done', version: 0 }]);
      expect(await collection.get('a')).toBeUndefined();
      expect(await collection.write([{ op: 'insert', doc: { _id: 'a' } }])).toEqual([{ outcome: 'done', version: 1 }]);
    });

    it('says in order what became of each write, and does those that can be done', async () => {
      const collection = await fixture.fresh();
      await insertAll(collection, [{ _id: 'a' }, { _id: 'b' }]);
      const outcomes = await collection.write([
        { op: 'insert', doc: { _id: 'a', n: 1 } },
        { op: 'replace', doc: { _id: 'b', n: 1 }, at: 1 },
        { op: 'delete', id: 'c', at: 1 },
        { op: 'insert', doc: { _id: 'd', n: 1 } },
      ]);
      expect(outcomes).toEqual([
        { outcome: 'duplicate', key: '_id' },
        { outcome: 'done', version: 2 },
        { outcome: 'conflict' },
        { outcome: 'done', version: 1 },
      ]);
      const ids = ['a', 'b', 'c', 'd'];
      expect((await collection.getMany(ids)).map((doc) => doc?.n)).toEqual([undefined, 1, undefined, 1]);
    });

    it('writes to one document in the order given', async () => {
      const collection = await fixture.fresh();
      const outcomes = await collection.write([
        { op: 'insert', doc: { _id: 'a', n: 1 } },
        { op: 'replace', doc: { _id: 'a', n: 2 }, at: 1 },
        { op: 'replace', doc: { _id: 'a', n: 3 }, at: 1 },
        { op: 'delete', id: 'a', at: 2 },
        { op: 'insert', doc: { _id: 'a', n: 4 } },
      ]);
      const versions = outcomes.map((it) => (it.outcome === 'done' ? it.version : it.outcome));
      expect(versions).toEqual([1, 2, 'conflict', 0, 1]);
      expect(await collection.get('a')).toEqual({ _id: 'a', n: 4, version: 1 });
    });

    it('does nothing in an empty batch', async () => {
      expect(await (await fixture.fresh()).write([])).toEqual([]);
    });

    it('keeps a document as it was when write was called', async () => {
      const collection = await fixture.fresh();
      const doc = { _id: 'a', list: ['before'] };
      const writing = collection.write([{ op: 'insert', doc }]);
      doc.list.push('after');
      await writing;
      expect(await collection.get('a')).toEqual({ _id: 'a', list: ['before'], version: 1 });
    });

    it('lets exactly one of many replaces at one version win', async () => {
      const collection = await fixture.fresh();
      await insertAll(collection, [{ _id: 'a' }]);
      const writers = Array.from({ length: 10 }, (_, writer) => writer);
      const outcomes = await Promise.all(
        writers.map((writer) => collection.write([{ op: 'replace', doc: { _id: 'a', writer }, at: 1 }])),
      );
      const winners = writers.filter((writer) => outcomes[writer]?.[0]?.outcome === 'done');
      expect(winners).toHaveLength(1);
      expect(await collection.get('a')).toEqual({ _id: 'a', writer: winners[0], version: 2 });
    });

    it('lets exactly one of many inserts of one _id win', async () => {
      const collection = await fixture.fresh();
      const writers = Array.from({ length: 10 }, (_, writer) => writer);
      const outcomes = await Promise.all(
        writers.map((writer) => collection.write([{ op: 'insert', doc: { _id: 'a', writer } }])),
      );
      const winners = writers.filter((writer) => outcomes[writer]?.[0]?.outcome === 'done');
      expect(winners).toHaveLength(1);
      expect((await collection.get('a'))?.writer).toBe(winners[0]);
    });
  });
}
