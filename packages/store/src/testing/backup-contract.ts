/** What a dump and a load promise, as tests; every adapter that has them runs this. */
import { seededRandom } from '@facteur/primitives/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import type {
  CollectionDefinition,
  DumpedDocuments,
  NewDocument,
  Store,
  StoreBackup,
  StoredDocument,
} from '../store.ts';
import type { TestStore } from './store-contract.ts';

const CASES: CollectionDefinition = {
  name: 'cases',
  indexes: { 'by-rank': ['rank'] },
  unique: { number: ['number'] },
};
const NOTES: CollectionDefinition = { name: 'notes' };

/** Declares the tests for one adapter; `openStore` gives an empty store each time. */
export function describeStoreBackup(name: string, openStore: () => Promise<TestStore>): void {
  describe(`Store backup: ${name}`, () => {
    const open: TestStore[] = [];
    const openOne = async (): Promise<Store> => {
      const test = await openStore();
      open.push(test);
      return test.store;
    };
    afterEach(async () => {
      for (const test of open.splice(0)) await test.dispose();
    });

    it('gives every document of every collection with its version, and takes them in again with their indexes', async () => {
      const source = await openOne();
      const random = seededRandom(7);
      const docs = Array.from({ length: 450 }, (_, index) => caseDocument(index, Math.floor(random.next() * 9_000)));
      const cases = await source.collection(CASES);
      await cases.write(docs.map((doc) => ({ op: 'insert', doc })));
      await cases.write([{ op: 'replace', doc: { ...caseDocument(3, 1), note: 'twice' }, at: 1 }]);
      const notes = await source.collection(NOTES);
      await notes.write([{ op: 'insert', doc: { _id: 'only', text: 'é\n"' } }]);

      const target = await openOne();
      await copy(source, target);

      const copied = await target.collection(CASES);
      const ids = docs.map(({ _id }) => _id);
      expect(await copied.getMany(ids)).toEqual(await cases.getMany(ids));
      expect((await copied.get('case-3'))?.version).toBe(2);
      const query = { index: 'by-rank', limit: 1_000 };
      expect(await copied.find(query)).toEqual(await cases.find(query));
      expect(await copied.write([{ op: 'insert', doc: { _id: 'other', number: 'N5' } }])).toEqual([
        { outcome: 'duplicate', key: 'number' },
      ]);
      expect(await (await target.collection(NOTES)).get('only')).toMatchObject({ text: 'é\n"', version: 1 });
    });

    it('shows one moment where that is promised, whatever is written while it is read', async () => {
      const store = await openOne();
      if (!backupOf(store).isOneMoment) return;
      const cases = await store.collection(CASES);
      await cases.write(Array.from({ length: 450 }, (_, index) => ({ op: 'insert', doc: caseDocument(index, 0) })));
      const snapshot = await backupOf(store).snapshot();
      const seen: StoredDocument[] = [];
      for await (const { documents } of snapshot.documents()) {
        seen.push(...documents);
        await cases.write([
          { op: 'replace', doc: { ...caseDocument(449, 0), note: 'later' }, at: 1 },
          { op: 'delete', id: 'case-448', at: 1 },
          { op: 'insert', doc: { _id: 'z-later' } },
        ]);
      }
      await snapshot.close();
      expect(seen.filter(({ version, note }) => version === 1 && note === undefined)).toHaveLength(450);
      expect(new Set(seen.map(({ _id }) => _id))).toEqual(
        new Set(Array.from({ length: 450 }, (_, index) => `case-${index}`)),
      );
    });

    it('says whether it is empty', async () => {
      const store = await openOne();
      const notes = await store.collection(NOTES);
      expect(await backupOf(store).isEmpty()).toBe(true);
      await notes.write([{ op: 'insert', doc: { _id: 'a' } }]);
      expect(await backupOf(store).isEmpty()).toBe(false);
    });

    it('takes nothing in over what is there', async () => {
      const store = await openOne();
      await (await store.collection(NOTES)).write([{ op: 'insert', doc: { _id: 'a', text: 'mine' } }]);
      const other = { collection: 'notes', documents: [{ _id: 'a', text: 'theirs', version: 4 }] };
      await expect(backupOf(store).load([NOTES], pieces(other))).rejects.toMatchObject({ code: 'CONFLICT' });
      expect(await (await store.collection(NOTES)).get('a')).toMatchObject({ text: 'mine', version: 1 });
    });

    it('takes documents into a collection that is open already, which then goes on beside them', async () => {
      const store = await openOne();
      const notes = await store.collection(NOTES);
      const loaded = ['a', 'b', 'c'].map((_id) => ({ _id, text: _id, version: 4 }));
      await backupOf(store).load([NOTES], pieces({ collection: 'notes', documents: loaded }));
      await notes.write(['d', 'e', 'f'].map((_id) => ({ op: 'insert', doc: { _id, text: _id } })));
      const texts = (await notes.getMany([...'abcdef'])).map((note) => note?.text);
      expect(texts).toEqual([...'abcdef']);
    });
  });
}

function caseDocument(index: number, rank: number): NewDocument {
  return { _id: `case-${index}`, number: `N${index}`, rank };
}

function backupOf({ backup }: Store): StoreBackup {
  if (backup === undefined) throw new Error('The adapter cannot be backed up');
  return backup;
}

async function copy(source: Store, target: Store): Promise<void> {
  const snapshot = await backupOf(source).snapshot();
  await backupOf(target).load(snapshot.collections, snapshot.documents());
  await snapshot.close();
}

async function* pieces(...all: readonly DumpedDocuments[]): AsyncGenerator<DumpedDocuments, void, undefined> {
  yield* all;
}
