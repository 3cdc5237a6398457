/** A file of format 1 is laid out anew when it is opened, whatever happens meanwhile; one of format 2 gets the log that it lacks. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@facteur/primitives';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { encodeValues } from '../index-key.ts';
import type { Store } from '../store.ts';
import { declareCollection } from './catalog.ts';
import { type Environment, openEnvironment } from './environment.ts';
import { openEmbeddedStore } from './index.ts';
import { placeDocuments, placesIn } from './places.ts';
import { encodeRecord } from './record.ts';
import { tableKey } from './table-key.ts';

const COUNT = 450;
const DOCUMENTS = 1;
const BY_N = 2;
const DEFINITION = { name: 'cases', indexes: { n: ['n'] } };
const OF_FORMAT_1 = {
  format: 1,
  nextTable: 3,
  collections: {
    cases: {
      documents: DOCUMENTS,
      keys: [{ name: 'n', fields: ['n'], unique: false, table: BY_N }],
      ready: true,
      leftovers: [],
    },
  },
};

let folder: string;
let store: Store | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facteur-places-'));
  const environment = await openEnvironment(folder);
  await environment.commit(0, () => {
    environment.put(tableKey(0, 'catalog'), Buffer.from(JSON.stringify(OF_FORMAT_1)));
    for (let n = 0; n < COUNT; n += 1) {
      const id = Buffer.from(idOf(n));
      const key = tableKey(BY_N, encodeValues([n]));
      const json = JSON.stringify({ _id: idOf(n), n });
      environment.put(tableKey(DOCUMENTS, id), encodeRecord(7, [key], json, json.length).bytes);
      environment.put(Buffer.concat([key, id]), id);
    }
  });
  await environment.close();
});
afterEach(async () => {
  await store?.close();
  store = undefined;
  await rm(folder, { recursive: true });
});

/** In another order than `n`. */
const idOf = (n: number): string => `case-${(n * 7919) % COUNT}`;
const everything = Array.from({ length: COUNT }, (_, n) => ({ _id: idOf(n), n, version: 7 }));

async function allOf(opened: Store) {
  const collection = await opened.collection(DEFINITION);
  return (await collection.find({ index: 'n', limit: 1_000 })).documents;
}

/** Fails with the transaction after `most`. */
function dying(environment: Environment, most: number): Environment {
  let left = most;
  return {
    ...environment,
    commit: (bytes, work) => {
      left -= 1;
      return left < 0 ? Promise.reject(new AppError('STORE_UNAVAILABLE', 'killed')) : environment.commit(bytes, work);
    },
  };
}

describe('a store of format 1', () => {
  it('keeps its documents, their versions, their order and what becomes of them', async () => {
    store = await openEmbeddedStore({ folder });
    expect(await allOf(store)).toEqual(everything);
    const cases = await store.collection(DEFINITION);
    expect(
      await cases.write([
        { op: 'replace', at: 7, doc: { _id: idOf(3), n: 9_000 } },
        { op: 'replace', at: 6, doc: { _id: idOf(4), n: 0 } },
        { op: 'insert', doc: { _id: idOf(5) } },
        { op: 'delete', id: idOf(6), at: 7 },
        { op: 'insert', doc: { _id: 'new', n: 4.5 } },
      ]),
    ).toEqual([
      { outcome: 'done', version: 8 },
      { outcome: 'conflict' },
      { outcome: 'duplicate', key: '_id' },
      { outcome: 'done', version: 0 },
      { outcome: 'done', version: 1 },
    ]);
    await store.close();
    store = await openEmbeddedStore({ folder });
    const found = await allOf(store);
    expect(found.slice(3, 6).map(({ _id }) => _id)).toEqual([idOf(4), 'new', idOf(5)]);
    expect(found.at(-1)).toEqual({ _id: idOf(3), n: 9_000, version: 8 });
    expect(found).toHaveLength(COUNT);
  });

  it.each([0, 1, 2, 3])('loses nothing when its opening is cut short after %i pieces', async (pieces) => {
    const environment = await openEnvironment(folder);
    const tables = await declareCollection(environment, DEFINITION);
    await expect(placeDocuments(dying(environment, pieces), placesIn(environment), 'cases', tables)).rejects.toThrow(
      'killed',
    );
    await environment.close();
    store = await openEmbeddedStore({ folder });
    const snapshot = await store.backup?.snapshot();
    const dumped: unknown[] = [];
    for await (const { documents } of snapshot?.documents() ?? []) dumped.push(...documents);
    await snapshot?.close();
    expect(dumped).toHaveLength(COUNT);
    expect(await allOf(store)).toEqual(everything);
  });
});

describe('a store of format 2', () => {
  it('keeps what it had, and takes in more', async () => {
    const of2 = await mkdtemp(join(tmpdir(), 'facteur-places-'));
    const environment = await openEnvironment(of2);
    const [documents, ids] = [1, 2];
    const catalog = {
      format: 2,
      nextTable: 3,
      collections: { cases: { documents, ids, keys: [], ready: true, leftovers: [] } },
    };
    await environment.commit(0, () => {
      environment.put(tableKey(0, 'catalog'), Buffer.from(JSON.stringify(catalog)));
      for (let n = 0; n < 3; n += 1) {
        const place = Buffer.from([0, 0, 0, 0, 0, n]);
        const json = JSON.stringify({ _id: idOf(n), n });
        environment.put(tableKey(documents, place), encodeRecord(4, [], json, json.length).bytes);
        environment.put(tableKey(ids, idOf(n)), place);
      }
    });
    await environment.close();
    store = await openEmbeddedStore({ folder: of2 });
    const cases = await store.collection({ name: 'cases' });
    const writes = [
      { op: 'insert' as const, doc: { _id: 'new' } },
      { op: 'insert' as const, doc: { _id: idOf(1) } },
      { op: 'replace' as const, at: 4, doc: { _id: idOf(2), n: 9 } },
    ];
    expect(await cases.write(writes)).toEqual([
      { outcome: 'done', version: 1 },
      { outcome: 'duplicate', key: '_id' },
      { outcome: 'done', version: 5 },
    ]);
    await store.close();
    store = await openEmbeddedStore({ folder: of2 });
    const again = await store.collection({ name: 'cases' });
    expect(await again.getMany([idOf(0), idOf(1), idOf(2), 'new'])).toEqual([
      { _id: idOf(0), n: 0, version: 4 },
      { _id: idOf(1), n: 1, version: 4 },
      { _id: idOf(2), n: 9, version: 5 },
      { _id: 'new', version: 1 },
    ]);
    await rm(of2, { recursive: true });
  });
});
