/** How large documents and keys may be, and what happens above; text of every script. */
import { describe, expect, it } from '@jest/globals';
import { MAX_DOCUMENT_BYTES, type NewDocument } from '../store.ts';
import { idsOf, insertAll, type StoreFixture } from './contract-fixture.ts';

const INDEXES = { indexes: { name: ['name'] }, unique: { key: ['key'] } };

/** Declares the tests. */
export function describeLimits(fixture: StoreFixture): void {
  describe('limits', () => {
    it('takes a document of the largest size, and gives it back', async () => {
      const collection = await fixture.fresh(INDEXES);
      const doc = documentOfBytes('large', MAX_DOCUMENT_BYTES);
      expect(await collection.write([{ op: 'insert', doc }])).toEqual([{ outcome: 'done', version: 1 }]);
      await collection.write([{ op: 'replace', doc: { ...doc, name: 'b' }, at: 1 }]);
      const found = await collection.find({ index: 'name', equals: { name: 'b' } });
      expect(found.documents[0]?.text === doc.text).toBe(true);
    });

    it('refuses one byte more, naming the document, and writes nothing of the batch', async () => {
      const collection = await fixture.fresh(INDEXES);
      await insertAll(collection, [{ _id: 'a', name: 'a' }]);
      const writing = collection.write([
        { op: 'insert', doc: { _id: 'small', name: 'b' } },
        { op: 'replace', doc: documentOfBytes('a', MAX_DOCUMENT_BYTES + 1), at: 1 },
        { op: 'delete', id: 'a', at: 1 },
      ]);
      await expect(writing).rejects.toMatchObject({
        code: 'DOCUMENT_TOO_LARGE',
        retry: 'never',
        message: expect.stringContaining('"a"'),
      });
      expect(await collection.getMany(['a', 'small'])).toEqual([{ _id: 'a', name: 'a', version: 1 }, undefined]);
      expect(await idsOf(collection, { index: 'name' })).toEqual(['a']);
    });

    it('takes several large documents at once', async () => {
      const collection = await fixture.fresh(INDEXES);
      const ids = ['a', 'b', 'c', 'd'];
      await Promise.all(ids.map((id) => insertAll(collection, [documentOfBytes(id, MAX_DOCUMENT_BYTES)])));
      expect(await idsOf(collection, { index: 'name' })).toEqual(ids);
    });

    it.each([
      { name: 'ASCII', character: 'a' },
      { name: 'three bytes each', character: '€' },
      { name: 'control characters', character: '\u0000' },
    ])('takes an _id and an indexed string of 500 characters ($name)', async ({ character }) => {
      const collection = await fixture.fresh(INDEXES);
      const longest = character.repeat(500);
      await insertAll(collection, [{ _id: longest, name: longest, key: longest }]);
      const query = { index: 'name', equals: { name: longest }, limit: 1 };
      expect(await idsOf(collection, query)).toEqual([longest]);
      expect((await collection.get(longest))?.version).toBe(1);
    });

    it.each<{ name: string; doc: NewDocument }>([
      { name: 'an indexed string above 500 characters', doc: { _id: 'b', name: 'a'.repeat(501) } },
      { name: 'a unique string above 500 characters', doc: { _id: 'b', key: 'a'.repeat(501) } },
      { name: 'an _id above 500 characters', doc: { _id: 'a'.repeat(501) } },
      { name: 'an empty _id', doc: { _id: '' } },
      { name: 'half a character in an _id', doc: { _id: 'a\ud83d' } },
      { name: 'half a character in an indexed string', doc: { _id: 'b', name: '\ude00a' } },
    ])('refuses $name, and writes nothing of the batch', async ({ doc }) => {
      const collection = await fixture.fresh(INDEXES);
      const writing = collection.write([
        { op: 'insert', doc: { _id: 'a' } },
        { op: 'insert', doc },
      ]);
      await expect(writing).rejects.toMatchObject({ code: 'BAD_INPUT', retry: 'never' });
      expect(await collection.get('a')).toBeUndefined();
    });

    it.each(['é', 'e\u0301', '😀 𝒳', 'مرحبا', '日本語', '"\\\n\t\u2028', "l'œuvre", '\ufeffa', '\ufffd'])(
      'keeps "%s" as it is, in _id, value and field name',
      async (text) => {
        const collection = await fixture.fresh({ indexes: { name: ['name'] }, unique: { key: ['key'] } });
        const doc = { _id: text, name: text, key: text, [`field ${text}`]: [text] };
        await insertAll(collection, [doc]);
        expect(await collection.get(text)).toEqual({ ...doc, version: 1 });
        expect(await idsOf(collection, { index: 'name', equals: { name: text } })).toEqual([text]);
        const second = await collection.write([{ op: 'insert', doc: { _id: 'other', key: text } }]);
        expect(second).toEqual([{ outcome: 'duplicate', key: 'key' }]);
      },
    );

    it('tells texts apart that only look alike', async () => {
      const collection = await fixture.fresh(INDEXES);
      await insertAll(collection, [
        { _id: 'é', name: 'é' },
        { _id: 'e\u0301', name: 'e\u0301' },
      ]);
      expect(await idsOf(collection, { index: 'name', equals: { name: 'é' } })).toEqual(['é']);
    });
  });
}

/** A document whose JSON has exactly that many bytes; some of its characters have two. */
function documentOfBytes(_id: string, bytes: number): NewDocument & { readonly text: string } {
  const doc = { _id, name: _id, text: 'é' };
  const missing = bytes - Buffer.byteLength(JSON.stringify(doc));
  return { ...doc, text: `${'é'.repeat(1 + Math.floor(missing / 2))}${'x'.repeat(missing % 2)}` };
}
