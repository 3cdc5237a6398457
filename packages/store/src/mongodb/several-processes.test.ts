import type { Clock } from '@facteur/primitives';
import { fakeClock } from '@facteur/primitives/testing';
import { describeReal, realMongodb } from '@facteur/real';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Collection, CollectionDefinition, Store, Write } from '../store.ts';
import { type FreshDatabase, freshDatabase } from '../testing/fresh-database.ts';
import { type MongoStoreOptions, openMongoStore } from './index.ts';

const OLD = { name: 'cases', indexes: { rank: ['rank'] } };
const NEW = { name: 'cases', indexes: { rank: ['rank'], group: ['group'] }, unique: { mail: ['mail'] } };

describeReal('Several processes on one database', await realMongodb(), ({ uri }) => {
  let database: FreshDatabase;
  const stores: Store[] = [];
  /** Each looks the layout up before every write; an opening waits a moment for writes under way. */
  const open = async (
    definition: CollectionDefinition,
    options: Partial<MongoStoreOptions> = {},
  ): Promise<Collection> => {
    const timing = { timeoutMs: 30_000, layoutAgeMs: 0, settleMs: 300 };
    const store = await openMongoStore({ uri, database: database.name, ...timing, ...options });
    stores.push(store);
    return store.collection(definition);
  };
  beforeEach(async () => {
    database = await freshDatabase(uri);
  });
  afterEach(async () => {
    await Promise.all(stores.splice(0).map((store) => store.close()));
    await database.drop();
  });

  it('opens a new collection in all of them at once', async () => {
    // Their clocks stand still: nobody waits for anybody.
    const clock = fakeClock();
    const collections = await Promise.all(Array.from({ length: 5 }, () => open(NEW, { clock, settleMs: 1 })));
    const outcomes = await Promise.all(collections.map((one, i) => one.write([insert(`case-${i}`, i, 'same@x')])));
    expect(outcomes.flat().filter(({ outcome }) => outcome === 'done')).toHaveLength(1);
    expect(await collections[0]?.count({ index: 'group' })).toBe(1);
  });

  it('has a new index complete although the version before goes on writing', async () => {
    const old = await open(OLD);
    await old.write(Array.from({ length: 60 }, (_, i) => insert(`before-${i}`, i)));
    let isOpen = false;
    let written = 0;
    const writing = (async () => {
      for (; !isOpen || written < 40; written += 1) {
        await old.write([insert(`while-${written}`, written), replace(`before-${written % 60}`, written)]);
      }
    })();
    const fresh = await open(NEW);
    const known = await fresh.count({ index: 'group' });
    isOpen = true;
    await writing;
    expect(known).toBeGreaterThanOrEqual(60);
    expect(await fresh.count({ index: 'group' })).toBe(60 + written);
    expect(await old.count({ index: 'rank' })).toBe(60 + written);
    const taken = await old.write([insert('other', 0, 'while-0@x')]);
    expect(taken).toEqual([{ outcome: 'duplicate', key: 'mail' }]);
  });

  it('enters documents once for all that open at the same time, and keeps their versions', async () => {
    const old = await open(OLD);
    await old.write(Array.from({ length: 40 }, (_, i) => insert(`case-${i}`, i)));
    await old.write([replace('case-7', 7, 1)]);
    const opened = await Promise.all(Array.from({ length: 3 }, () => open(NEW)));
    for (const collection of opened) {
      expect(await collection.count({ index: 'group' })).toBe(40);
      expect((await collection.get('case-7'))?.version).toBe(2);
    }
  });

  it('keeps the index of the version before up to date while the new one writes', async () => {
    const old = await open(OLD);
    const fresh = await open({ name: 'cases', indexes: { group: ['group'] } });
    await fresh.write([insert('a', 3), insert('b', 1)]);
    expect((await old.find({ index: 'rank' })).documents.map(({ _id }) => _id)).toEqual(['b', 'a']);
    await expect(fresh.find({ index: 'rank' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('lets an opening that was cut short be finished by the next one', async () => {
    const old = await open(OLD);
    await old.write(Array.from({ length: 40 }, (_, i) => insert(`case-${i}`, i)));
    // Its clock stands still: it declares, and never comes to enter the documents.
    const clock = fakeClock();
    const waited = new Promise((resolve) => {
      const wait: Clock['wait'] = (ms, signal) => {
        resolve(ms);
        return clock.wait(ms, signal);
      };
      open(NEW, { clock: { ...clock, wait }, settleMs: 7 }).catch(() => undefined);
    });
    expect(await waited).toBe(7);
    const fresh = await open(NEW);
    expect(await fresh.count({ index: 'group' })).toBe(40);
  });

  it('refuses a database that a later version of the product wrote', async () => {
    await open(OLD);
    const declarations = database.db.collection<{ _id: string }>('facteur_collections');
    await declarations.updateOne({ _id: 'cases' }, { $set: { format: 2 } });
    await expect(open(OLD)).rejects.toMatchObject({ code: 'DATA_FOLDER_NEWER', retry: 'never' });
  });
});

function insert(_id: string, rank: number, mail = `${_id}@x`): Write {
  return { op: 'insert', doc: { _id, rank, group: rank % 3, mail } };
}

function replace(_id: string, rank: number, at = 1): Write {
  return { op: 'replace', doc: { _id, rank, group: rank % 3, mail: `${_id}@x` }, at };
}
