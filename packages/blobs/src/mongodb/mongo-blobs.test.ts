import { inspect } from 'node:util';
import type { KeyStore } from '@facteur/keys';
import { openMongoKeyStore } from '@facteur/keys/mongodb';
import { countedClient, cuttableProxy, type FreshDatabase, freshDatabase } from '@facteur/keys/testing';
import { systemClock } from '@facteur/primitives';
import { fakeClock, seededRandom } from '@facteur/primitives/testing';
import { describeReal, realMongodb } from '@facteur/real';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Db } from 'mongodb';
import type { BlobRef, Blobs } from '../blobs.ts';
import { type MongoBlobsOptions, openMongoBlobs } from './index.ts';

const MIB = 1024 * 1024;

describeReal('Blobs of several processes on one MongoDB', await realMongodb(), ({ uri, engine }) => {
  const random = seededRandom(7);
  const large = (): { scope: string; content: Buffer } => ({
    scope: 'A',
    content: Buffer.alloc(2.5 * MIB, random.bytes(4_099)),
  });
  let database: FreshDatabase;
  let keys: KeyStore;
  let ends: (() => Promise<unknown>)[];
  beforeEach(async () => {
    database = await freshDatabase(uri);
    keys = await openMongoKeyStore({ uri, database: database.name, timeoutMs: 20_000 });
    ends = [() => database.drop(), () => keys.close()];
    await keys.ensure(['A', 'B']);
  });
  afterEach(async () => {
    for (const end of ends.reverse()) await end();
  });
  const open = async (options: Partial<MongoBlobsOptions> = {}): Promise<Blobs> => {
    const blobs = await openMongoBlobs({ uri, database: database.name, keys, timeoutMs: 20_000, ...options });
    ends.push(() => blobs.close());
    return blobs;
  };

  it('costs two round trips for any number of small ones, and one to get one', async () => {
    const { client, during } = countedClient(uri);
    ends.push(() => client.close());
    const blobs = await open({ client });
    const batch = Array.from({ length: 300 }, (_, i) => ({
      scope: i % 2 ? 'A' : 'B',
      content: Buffer.from(`mail ${i}`),
    }));
    expect((await during(() => blobs.put(batch))).filter((name) => name !== 'ping')).toEqual(['find', 'insert']);
    expect(await during(() => blobs.put(batch))).toEqual(['find']);
    const [ref] = await blobs.put(batch.slice(0, 1));
    expect(await during(() => blobs.get(refOf(ref)))).toEqual(['find']);
    expect(await during(() => blobs.put([]))).toEqual([]);
  });
  it('puts many large and small ones in pieces that a command can hold', async () => {
    const { client, during } = countedClient(uri);
    ends.push(() => client.close());
    const blobs = await open({ client });
    const batch = Array.from({ length: 13 }, (_, i) => ({ scope: 'A', content: Buffer.alloc(MIB - 29, `mail ${i}`) }));
    let refs: readonly BlobRef[] = [];
    const names = await during(async () => {
      refs = await blobs.put(batch);
    });
    expect(names.filter((name) => name !== 'ping')).toEqual(['find', 'insert', 'find', 'insert']);
    expect(await storedLarge(database.db)).toEqual({ entries: 13, uploads: 0, files: 0 });
    for (const [i, ref] of refs.entries())
      expect((await blobs.get(ref)).equals(batch[i]?.content ?? (ref.id as never))).toBe(true);
  });
  it.each([
    { name: 'the largest that lies in its entry', bytes: MIB - 29, uploads: 0 },
    { name: 'the smallest that does not', bytes: MIB - 28, uploads: 1 },
    { name: 'one of whole pieces', bytes: 3 * MIB - 29, uploads: 1 },
  ])('gives back $name', async ({ bytes, uploads }) => {
    const blobs = await open();
    const content = Buffer.alloc(bytes, random.bytes(4_099));
    const [ref] = await blobs.put([{ scope: 'A', content }]);
    expect((await (await open()).get(refOf(ref))).equals(content)).toBe(true);
    expect(await storedLarge(database.db)).toEqual({ entries: 1, uploads, files: uploads });
  });
  it('reads nothing of a reference but scope and id', async () => {
    const blobs = await open();
    const [ref] = await blobs.put([large()]);
    expect((await blobs.get({ ...refOf(ref), bytes: 0 })).length).toBe(refOf(ref).bytes);
  });
  it('keeps each once when several put the same at the same moment', async () => {
    const processes = [await open(), await open(), await open()];
    const batch = [
      large(),
      ...Array.from({ length: 20 }, (_, i) => ({ scope: 'B', content: Buffer.from(`mail ${i}`) })),
    ];
    const answers = await Promise.all(processes.map((blobs) => blobs.put(batch)));
    for (const refs of answers) expect(refs).toEqual(answers[0]);
    for (const blobs of processes)
      for (const [i, ref] of (answers[0] ?? []).entries())
        expect((await blobs.get(ref)).equals(batch[i]?.content ?? Buffer.alloc(0))).toBe(true);
    expect(await storedLarge(database.db)).toEqual({ entries: 21, uploads: 1, files: 1 });
  });

  it.each([
    { name: 'all parts and the description', spoil: async () => undefined },
    { name: 'some parts', spoil: async (db: Db) => void (await db.collection('blobs.large.files').deleteMany({})) },
  ])(
    'does not take $name of an upload that a crash left for a blob, and removes them when it comes again',
    async ({ spoil }) => {
      const blobs = await open();
      const blob = large();
      const [ref] = await blobs.put([blob]);
      await database.db.collection('blobs').deleteMany({});
      await spoil(database.db);
      await expect(blobs.get(refOf(ref))).rejects.toMatchObject({ code: 'BLOB_MISSING', retry: 'never' });
      await blobs.put([blob]);
      expect((await blobs.get(refOf(ref))).equals(blob.content)).toBe(true);
      expect(await storedLarge(database.db)).toEqual({ entries: 1, uploads: 1, files: 1 });
    },
  );
  it.each([
    { name: 'its first part is gone', spoil: (db: Db) => db.collection('blobs.large.chunks').deleteOne({ n: 0 }) },
    { name: 'its last part is gone', spoil: (db: Db) => db.collection('blobs.large.chunks').deleteOne({ n: 2 }) },
    {
      name: 'a part was changed',
      spoil: (db: Db) => db.collection('blobs.large.chunks').updateOne({ n: 1 }, { $set: { data: Buffer.alloc(MIB) } }),
    },
    { name: 'its description is gone', spoil: (db: Db) => db.collection('blobs.large.files').deleteMany({}) },
  ])('says that a large one is unreadable when $name, and mends it when it comes again', async ({ spoil }) => {
    const blobs = await open();
    const blob = large();
    const [ref] = await blobs.put([blob]);
    await spoil(database.db);
    await expect(blobs.get(refOf(ref))).rejects.toMatchObject({ code: 'EVENT_UNREADABLE', retry: 'never' });
    await blobs.put([blob]);
    expect((await blobs.get(refOf(ref))).equals(blob.content)).toBe(true);
    expect(await storedLarge(database.db)).toEqual({ entries: 1, uploads: 1, files: 1 });
  });
  it('does not read what a later version stored otherwise', async () => {
    const blobs = await open();
    const [ref] = await blobs.put([{ scope: 'A', content: Buffer.from('mail') }]);
    await database.db.collection('blobs').updateMany({}, { $set: { format: 2 } });
    await expect(blobs.get(refOf(ref))).rejects.toMatchObject({ code: 'DATA_FOLDER_NEWER' });
  });

  it.each(['cut', 'silence'] as const)(
    'fails in time on a connection that was lost (%s), and works again after',
    async (how) => {
      const proxy = await cuttableProxy(uri);
      ends.push(() => proxy.close());
      const blobs = await eventually(() => open({ uri: proxy.uri, timeoutMs: 5_000 }));
      const batch = [{ scope: 'A', content: Buffer.from('mail') }, large()];
      const [small, big] = await (await open()).put(batch);
      await eventually(() => blobs.get(refOf(small)));
      proxy[how]();
      const works = [
        () => blobs.get(refOf(small)),
        () => blobs.get(refOf(big)),
        () => blobs.put([{ scope: 'A', content: Buffer.from('other') }]),
        () => blobs.put([large()]),
        () => blobs.freeBytes(),
      ];
      for (const failed of await Promise.all(works.map((work) => outcome(work()))))
        expect(failed).toMatchObject({ code: 'BLOB_UNAVAILABLE', retry: 'later' });
      proxy.mend();
      expect(String(await eventually(() => blobs.get(refOf(small))))).toBe('mail');
      expect((await eventually(() => blobs.get(refOf(big)))).equals(batch[1]?.content ?? Buffer.alloc(0))).toBe(true);
    },
    60_000,
  );
  it('keeps a large one whose upload was cut when it is put again', async () => {
    const proxy = await cuttableProxy(uri);
    ends.push(() => proxy.close());
    const blobs = await eventually(() => open({ uri: proxy.uri, timeoutMs: 10_000 }));
    const blob = large();
    proxy.cutAfter(1.5 * MIB);
    expect(await outcome(blobs.put([blob]))).toMatchObject({ code: 'BLOB_UNAVAILABLE', retry: 'later' });
    expect(await storedLarge(database.db)).toEqual({ entries: 0, uploads: 1, files: 0 });
    proxy.mend();
    const [ref] = await eventually(() => blobs.put([blob]));
    expect((await blobs.get(refOf(ref))).equals(blob.content)).toBe(true);
    expect(await storedLarge(database.db)).toEqual({ entries: 1, uploads: 1, files: 1 });
  }, 60_000);
  it('does not open where nobody answers, and does not tell the password', async () => {
    const proxy = await cuttableProxy(uri);
    await proxy.close();
    const error = await outcome(open({ uri: proxy.uri.replace('//', '//facteur:s3cr3t@'), timeoutMs: 500 }));
    expect(error).toMatchObject({ code: 'BLOB_UNAVAILABLE', retry: 'later' });
    expect(inspect(error, { depth: 20 })).not.toContain('s3cr3t');
    const unreadable = await outcome(open({ uri: 'mongodb://facteur:s3cr3t@[' }));
    expect(unreadable).toMatchObject({ code: 'CONFIG_INVALID', retry: 'never' });
    expect(inspect(unreadable, { depth: 20 })).not.toContain('s3cr3t');
  });

  it('asks the server about its disk once a second', async () => {
    const { client, during } = countedClient(uri);
    ends.push(() => client.close());
    const clock = fakeClock();
    const blobs = await open({ client, clock });
    const free = await blobs.freeBytes();
    if (engine === 'ferretdb') expect(free).toBe(Number.MAX_SAFE_INTEGER);
    expect(free).toBeGreaterThan(0);
    await clock.advance(999);
    expect(await during(() => blobs.freeBytes())).toEqual([]);
    await clock.advance(1);
    expect(await during(() => blobs.freeBytes())).toEqual(['dbStats']);
  });
});

function refOf(ref: BlobRef | undefined): BlobRef {
  if (ref === undefined) throw new Error('put answered no reference');
  return ref;
}

/** How many entries there are, uploads with parts, and descriptions of uploads. */
async function storedLarge(db: Db): Promise<{ entries: number; uploads: number; files: number }> {
  const chunks = await db
    .collection('blobs.large.chunks')
    .find({}, { projection: { files_id: 1 } })
    .toArray();
  return {
    entries: await db.collection('blobs').countDocuments(),
    uploads: new Set(chunks.map(({ files_id }) => String(files_id))).size,
    files: await db.collection('blobs.large.files').countDocuments(),
  };
}

/** What `work` was rejected with; `late` when it takes much longer than any limit set here. */
async function outcome(work: Promise<unknown>): Promise<unknown> {
  const late = systemClock.wait(15_000).then(() => 'late');
  return Promise.race([work.then(() => 'done').catch((error: unknown) => error), late]);
}

/** The first answer; the driver may need a moment to find the server again. */
async function eventually<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 10) throw error;
    }
  }
}
