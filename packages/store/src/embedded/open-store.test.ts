import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CollectionDefinition, Store } from '../store.ts';
import { declareCollection } from './catalog.ts';
import { openEnvironment } from './environment.ts';
import { openEmbeddedStore } from './index.ts';
import { tableKey } from './table-key.ts';

let folder: string;
const opened: Store[] = [];

async function open(): Promise<Store> {
  const store = await openEmbeddedStore({ folder });
  opened.push(store);
  return store;
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facteur-store-'));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
  await rm(folder, { recursive: true });
});

describe('the embedded store', () => {
  it('takes part in nothing once it is closed', async () => {
    const store = await open();
    const collection = await store.collection({ name: 'cases' });
    const writing = collection.write([{ op: 'insert', doc: { _id: 'a' } }]);
    await Promise.all([store.close(), store.close()]);
    expect(await writing).toEqual([{ outcome: 'done', version: 1 }]);
    const refused = { code: 'STORE_UNAVAILABLE', retry: 'later' };
    await expect(collection.get('a')).rejects.toMatchObject(refused);
    await expect(collection.write([{ op: 'delete', id: 'a', at: 1 }])).rejects.toMatchObject(refused);
    await expect(store.collection({ name: 'other' })).rejects.toMatchObject(refused);
  });

  it('opens a folder that is not there yet, and one with a dot in its name', async () => {
    const store = await openEmbeddedStore({ folder: join(folder, 'new', 'v1.2') });
    await store.close();
    const again = await openEmbeddedStore({ folder: join(folder, 'new', 'v1.2') });
    await again.close();
  });

  it('refuses a folder that is a file', async () => {
    await writeFile(join(folder, 'file'), '');
    const opening = openEmbeddedStore({ folder: join(folder, 'file') });
    await expect(opening).rejects.toMatchObject({ code: 'DATA_FOLDER_UNUSABLE', retry: 'never' });
  });

  it.each([
    { name: 'text', bytes: Buffer.alloc(100_000, 'x') },
    { name: 'a few bytes', bytes: Buffer.from('x') },
    { name: 'a long run of zeros', bytes: Buffer.alloc(100_000) },
  ])('refuses a file that is no store ($name)', async ({ bytes }) => {
    await writeFile(join(folder, 'store.mdb'), bytes);
    await expect(open()).rejects.toMatchObject({ code: 'DATA_FOLDER_UNUSABLE', retry: 'never' });
  });

  it.each([0, 100, 16_384])('begins anew in a file that a power cut left with %i zeros', async (length) => {
    await writeFile(join(folder, 'store.mdb'), Buffer.alloc(length));
    const collection = await (await open()).collection({ name: 'cases' });
    expect(await collection.write([{ op: 'insert', doc: { _id: 'a' } }])).toEqual([{ outcome: 'done', version: 1 }]);
  });

  it('refuses the store of a later version', async () => {
    const environment = await openEnvironment(folder);
    const catalog = Buffer.from(JSON.stringify({ format: 4, shape: 'unknown' }));
    await environment.commit(0, () => environment.put(tableKey(0, 'catalog'), catalog));
    await environment.close();
    await expect(open()).rejects.toMatchObject({ code: 'DATA_FOLDER_NEWER', retry: 'never' });
  });

  it('refuses a name that is open with other indexes', async () => {
    const store = await open();
    await store.collection({ name: 'cases', indexes: { n: ['n'] } });
    const second = store.collection({ name: 'cases', indexes: { n: ['m'] } });
    await expect(second).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('refuses values that are too long together for one index entry, and writes nothing of the batch', async () => {
    const collection = await (await open()).collection({ name: 'cases', indexes: { three: ['x', 'y', 'z'] } });
    const long = '€'.repeat(500);
    const writing = collection.write([
      { op: 'insert', doc: { _id: 'a' } },
      { op: 'insert', doc: { _id: 'b', x: long, y: long, z: long } },
    ]);
    await expect(writing).rejects.toMatchObject({ code: 'BAD_INPUT', details: { id: 'b', index: 'three' } });
    expect(await collection.get('a')).toBeUndefined();
  });

  it('leaves nothing behind of indexes that are not declared any more, even when a rebuilding failed or never began', async () => {
    const name = 'cases';
    const docs = Array.from({ length: 120 }, (_, i) => ({ _id: `case-${i}`, n: i, same: i === 119 ? 0 : i }));
    const store = await open();
    await (await store.collection({ name, indexes: { n: ['n'] } })).write(docs.map((doc) => ({ op: 'insert', doc })));
    await declaredOnly({ name, indexes: { other: ['n'] } });
    await expect(reopened({ n: ['n'] }, { same: ['same'] })).rejects.toMatchObject({ code: 'CONFLICT' });
    await reopened({ same: ['same'] }, {});
    await Promise.all(opened.splice(0).map((other) => other.close()));
    const environment = await openEnvironment(folder);
    expect(await environment.reading(() => environment.countKeys(tableKey(1), tableKey(1000)))).toBe(3 * docs.length);
    await environment.close();

    async function declaredOnly(definition: CollectionDefinition): Promise<void> {
      await Promise.all(opened.splice(0).map((other) => other.close()));
      const before = await openEnvironment(folder);
      await declareCollection(before, definition);
      await before.close();
    }
    async function reopened(indexes: Record<string, string[]>, unique: Record<string, string[]>): Promise<void> {
      await Promise.all(opened.splice(0).map((other) => other.close()));
      await (await open()).collection({ name, indexes, unique });
    }
  });
});
