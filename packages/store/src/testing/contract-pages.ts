/** Pages: nothing twice and nothing left out, whatever is written between them. */
import { describe, expect, it } from '@jest/globals';
import type { Collection, Query } from '../store.ts';
import { insertAll, type StoreFixture } from './contract-fixture.ts';

const INDEXES = { indexes: { rank: ['rank'], group: ['group', 'rank'] } };
const IDS = Array.from({ length: 12 }, (_, i) => `case-${String(i).padStart(2, '0')}`);

/** Declares the tests. */
export function describePages(fixture: StoreFixture): void {
  describe('pages', () => {
    it.each([
      { name: 'ascending', descending: false, expected: IDS },
      { name: 'descending', descending: true, expected: IDS.toReversed() },
    ])('go through all documents once, $name, also where many rank alike', async ({ descending, expected }) => {
      const collection = await filled(fixture);
      for (const limit of [1, 4, 5, 12, 13]) {
        const pages = await readPages(collection, { index: 'rank', descending, limit });
        expect(pages.flat()).toEqual(expected);
        expect(pages.length).toBe(Math.ceil(IDS.length / limit));
      }
    });

    it('keep to the range and the equalities', async () => {
      const collection = await filled(fixture);
      const query: Query = { index: 'group', equals: { group: 'odd' }, range: { from: 1, below: 3 }, limit: 1 };
      expect((await readPages(collection, query)).flat()).toEqual(
        ['case-05', 'case-07', 'case-09', 'case-11'].filter(isOdd),
      );
    });

    it.each([{ descending: false }, { descending: true }])(
      'repeat and skip none that stands still while others come, move and go (descending: $descending)',
      async ({ descending }) => {
        const collection = await filled(fixture);
        const seen = await readPages(collection, { index: 'rank', descending, limit: 2 }, async (page) => {
          const [first, second] = page.documents;
          await collection.write([
            { op: 'insert', doc: { _id: `new-${page.number}`, rank: page.number % 3 } },
            ...(second === undefined ? [] : [{ op: 'delete' as const, id: second._id, at: second.version }]),
            ...(first === undefined
              ? []
              : [{ op: 'replace' as const, doc: { _id: first._id, rank: 1 }, at: first.version }]),
          ]);
        });
        const still = new Set<string>();
        for (const page of seen) for (const id of page) if (id.startsWith('case-')) still.add(id);
        expect([...still].sort()).toEqual(IDS);
        const firsts = seen.map((page) => page[0]);
        const once = seen.flat().filter((id) => !firsts.includes(id));
        expect(once).toHaveLength(new Set(once).size);
      },
    );

    it('goes on behind a document that was deleted meanwhile', async () => {
      const collection = await filled(fixture);
      const first = await collection.find({ index: 'rank', limit: 3 });
      await collection.write(first.documents.map(({ _id }) => ({ op: 'delete', id: _id, at: 1 })));
      const query: Query = { index: 'rank', limit: 3, ...(first.cursor === undefined ? {} : { after: first.cursor }) };
      const next = await collection.find(query);
      expect(next.documents.map(({ _id }) => _id)).toEqual(IDS.slice(3, 6));
    });

    it('has 100 documents unless told otherwise, and up to 1 000', async () => {
      const collection = await fixture.fresh(INDEXES);
      await insertAll(
        collection,
        Array.from({ length: 1001 }, (_, i) => ({ _id: `case-${i}`, rank: i })),
      );
      const pages = await readPages(collection, { index: 'rank', limit: 1000 });
      expect(pages.map((page) => page.length)).toEqual([1000, 1]);
      expect((await collection.find({ index: 'rank' })).documents).toHaveLength(100);
    });

    it.each<{ name: string; query: Query }>([
      { name: 'another index', query: { index: 'group' } },
      { name: 'other equalities', query: { index: 'rank', equals: { rank: 1 } } },
      { name: 'another range', query: { index: 'rank', range: { from: 1 } } },
      { name: 'the other direction', query: { index: 'rank', descending: true } },
    ])('refuse the cursor of a query with $name', async ({ query }) => {
      const collection = await filled(fixture);
      const { cursor = '' } = await collection.find({ index: 'rank', limit: 3 });
      expect(cursor).not.toBe('');
      await expect(collection.find({ ...query, after: cursor })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    });

    it.each(['', 'x', 'null', '{}', 'é', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAA'])('refuse the cursor "%s"', async (after) => {
      const collection = await filled(fixture);
      await expect(collection.find({ index: 'rank', after })).rejects.toMatchObject({
        code: 'BAD_INPUT',
        retry: 'never',
      });
    });

    it('refuse a cursor that was cut or lengthened', async () => {
      const collection = await filled(fixture);
      const { cursor = '' } = await collection.find({ index: 'rank', limit: 3 });
      for (const after of [cursor.slice(0, -4), `${cursor}AAAA`, `${cursor}${'A'.repeat(10_000)}`]) {
        await expect(collection.find({ index: 'rank', after })).rejects.toMatchObject({ code: 'BAD_INPUT' });
      }
    });

    it('takes a cursor with another limit', async () => {
      const collection = await filled(fixture);
      const { cursor = '' } = await collection.find({ index: 'rank', limit: 5 });
      const { documents } = await collection.find({ index: 'rank', limit: 100, after: cursor });
      expect(documents.map(({ _id }) => _id)).toEqual(IDS.slice(5));
    });
  });
}

/** Twelve documents, four of each rank. */
async function filled(fixture: StoreFixture): Promise<Collection> {
  const collection = await fixture.fresh(INDEXES);
  const docs = IDS.map((_id, i) => ({ _id, rank: Math.floor(i / 4), group: isOdd(_id) ? 'odd' : 'even' }));
  await insertAll(collection, docs);
  return collection;
}

function isOdd(id: string): boolean {
  return Number(id.at(-1)) % 2 === 1;
}

interface ReadPage {
  readonly number: number;
  readonly documents: readonly { readonly _id: string; readonly version: number }[];
}

/** The `_id`s of every page; `between` runs after each. */
async function readPages(
  collection: Collection,
  query: Query,
  between: (page: ReadPage) => Promise<void> = async () => {},
): Promise<readonly (readonly string[])[]> {
  const pages: (readonly string[])[] = [];
  for (let after: string | undefined; ; ) {
    const { documents, cursor } = await collection.find({ ...query, ...(after === undefined ? {} : { after }) });
    pages.push(documents.map(({ _id }) => _id));
    await between({ number: pages.length, documents });
    if (cursor === undefined || pages.length > 100) return pages;
    after = cursor;
  }
}
