import { createSecretKey, type KeyObject } from 'node:crypto';
import { inspect } from 'node:util';
import { systemClock } from '@facteur/primitives';
import { fakeClock, seededRandom } from '@facteur/primitives/testing';
import { describeReal, realMongodb } from '@facteur/real';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { KeyStore } from '../keys.ts';
import { countedClient, cuttableProxy, type FreshDatabase, freshDatabase } from '../testing/index.ts';
import { type MongoKeyStoreOptions, openMongoKeyStore } from './index.ts';
import type { KeyRecord } from './key-record.ts';

describeReal('Several key stores on one MongoDB', await realMongodb(), ({ uri }) => {
  let database: FreshDatabase;
  let ends: (() => Promise<unknown>)[];
  beforeEach(async () => {
    database = await freshDatabase(uri);
    ends = [() => database.drop()];
  });
  afterEach(async () => {
    for (const end of ends.reverse()) await end();
  });
  const open = async (options: Partial<MongoKeyStoreOptions> = {}): Promise<KeyStore> => {
    const keys = await openMongoKeyStore({ uri, database: database.name, timeoutMs: 20_000, ...options });
    ends.push(() => keys.close());
    return keys;
  };
  const records = () => database.db.collection<KeyRecord>('facteur_keys');

  it('agree on keys that they make at the same moment', async () => {
    const stores = [await open(), await open(), await open()];
    for (const round of [1, 2, 3]) {
      const scopes = Array.from({ length: 100 }, (_, i) => `case ${round}.${i}`);
      // Each asks for two thirds of them, in an order of its own.
      const wanted = stores.map((_, nth) => scopes.filter((_scope, i) => i % 3 !== nth));
      const made = await Promise.all(stores.map((keys, nth) => keys.ensure((wanted[nth] ?? []).reverse())));
      const stored = hexOf(await (await open()).get(scopes));
      expect(stored.size).toBe(100);
      for (const [nth, keys] of made.entries())
        expect(hexOf(keys)).toEqual(new Map((wanted[nth] ?? []).map((scope) => [scope, stored.get(scope)])));
    }
  });
  it('agree on the secret of digests, also when they open for the first time at the same moment', async () => {
    const stores = await Promise.all(Array.from({ length: 5 }, () => open()));
    const digests = stores.map((keys) => keys.digest('address', 'jean@exemple.fr'));
    expect(new Set(digests).size).toBe(1);
  });
  it('hand out a key that another destroyed for no longer than they believe what they know', async () => {
    const clock = fakeClock();
    const [here, there] = [await open(), await open({ clock, believeMs: 5_000 })];
    await there.ensure(['A', 'B']);
    await clock.advance(1);
    await here.destroy('A');
    await clock.advance(4_998);
    expect([...(await there.get(['A', 'B'])).keys()]).toEqual(['A', 'B']);
    await clock.advance(1);
    expect([...(await there.get(['A', 'B'])).keys()]).toEqual(['B']);
    expect([...(await there.ensure(['A', 'B'])).keys()]).toEqual(['B']);
  });
  it.each([1, 2])('agree with a plain model over random operations (seed %d)', async (seed) => {
    const random = seededRandom(seed);
    const stores = [await open({ believeMs: 0 }), await open({ believeMs: 0, cachedKeys: 3 })];
    const model = new Map<string, string | 'destroyed'>();
    for (let step = 0; step < 120; step += 1) {
      const keys = stores[Math.floor(random.next() * stores.length)] ?? (await open());
      const scopes = Array.from(
        { length: 1 + Math.floor(random.next() * 4) },
        () => `${Math.floor(random.next() * 20)}`,
      );
      const kind = random.next();
      if (kind < 0.2) {
        await keys.destroy(scopes[0] ?? '');
        model.set(scopes[0] ?? '', 'destroyed');
        continue;
      }
      const found = hexOf(kind < 0.6 ? await keys.ensure(scopes) : await keys.get(scopes));
      if (kind < 0.6) for (const [scope, key] of found) if (!model.has(scope)) model.set(scope, key);
      const known = scopes.filter((scope) => (model.get(scope) ?? 'destroyed') !== 'destroyed');
      expect(found).toEqual(new Map(known.map((scope) => [scope, model.get(scope)])));
    }
    expect([...model.values()].filter((key) => key === 'destroyed').length).toBeGreaterThan(3);
  });
  it('take back nothing: what was stored before a tombstone stays destroyed', async () => {
    const [here, there] = [await open(), await open()];
    const making = there.ensure(['A']);
    await here.destroy('A');
    await making;
    expect((await (await open()).ensure(['A'])).size).toBe(0);
    expect(await records().findOne({ _id: 'A' })).toEqual({ _id: 'A', format: 1, destroyed: true });
  });

  it('ask as little as they can', async () => {
    const { client, during } = countedClient(uri);
    ends.push(() => client.close());
    const clock = fakeClock();
    const keys = await openMongoKeyStore({ client, database: database.name, clock, believeMs: 1_000 });
    const scopes = Array.from({ length: 200 }, (_, i) => `case ${i}`);
    expect(await during(() => keys.ensure(scopes))).toEqual(['insert']);
    expect(await during(() => keys.ensure(scopes))).toEqual([]);
    expect(await during(() => keys.get(scopes))).toEqual([]);
    await clock.advance(1_000);
    expect(await during(() => keys.get(scopes))).toEqual(['find']);
    await clock.advance(1_000);
    expect(await during(() => keys.ensure([...scopes, 'new']))).toEqual(['insert', 'find']);
    expect(await during(() => keys.destroy('new'))).toEqual(['update']);
    await clock.advance(1_000_000);
    expect(await during(() => keys.ensure(['new', 'public']))).toEqual([]);
  });
  it('keep no more keys in memory than they may, and give all', async () => {
    const { client, during } = countedClient(uri);
    ends.push(() => client.close());
    const keys = await openMongoKeyStore({ client, database: database.name, cachedKeys: 10 });
    const scopes = Array.from({ length: 50 }, (_, i) => `case ${i}`);
    const made = hexOf(await keys.ensure(scopes));
    expect(await during(() => keys.get(scopes.slice(40)))).toEqual([]);
    expect(await during(() => keys.get(scopes.slice(39)))).toEqual(['find']);
    expect(hexOf(await keys.get(scopes))).toEqual(made);
  });

  it.each(['cut', 'silence'] as const)(
    'fail in time on a connection that was lost (%s), and work again after',
    async (how) => {
      const proxy = await cuttableProxy(uri);
      ends.push(() => proxy.close());
      const keys = await eventually(() => open({ uri: proxy.uri, timeoutMs: 2_000, believeMs: 0 }));
      const made = hexOf(await eventually(() => keys.ensure(['A'])));
      proxy[how]();
      for (const work of [() => keys.get(['A']), () => keys.ensure(['A', 'B']), () => keys.destroy('C')])
        expect(await outcome(work())).toMatchObject({ code: 'KEYS_UNAVAILABLE', retry: 'later' });
      proxy.mend();
      expect(hexOf(await eventually(() => keys.get(['A'])))).toEqual(made);
      // The destruction that failed is not forgotten, whether or not it reached the database.
      expect((await keys.ensure(['C'])).size).toBe(0);
      await eventually(() => keys.destroy('C'));
      expect((await (await open()).ensure(['C'])).size).toBe(0);
    },
    60_000,
  );
  it('do not open where nobody answers, and do not tell the password', async () => {
    const proxy = await cuttableProxy(uri);
    await proxy.close();
    const withPassword = proxy.uri.replace('mongodb://', 'mongodb://facteur:s3cr3t@');
    const error = await outcome(open({ uri: withPassword, timeoutMs: 500 }));
    expect(error).toMatchObject({ code: 'KEYS_UNAVAILABLE', retry: 'later' });
    expect(inspect(error, { depth: 20 })).not.toContain('s3cr3t');
    const unreadable = await outcome(open({ uri: 'mongodb://facteur:s3cr3t@[' }));
    expect(unreadable).toMatchObject({ code: 'CONFIG_INVALID', retry: 'never' });
    expect(inspect(unreadable, { depth: 20 })).not.toContain('s3cr3t');
  });

  it('show no key to a reader of the database when they are wrapped', async () => {
    const wrapWith = wrappingKey(1);
    const keys = await open({ wrapWith });
    const made = await keys.ensure(['A', 'B']);
    for (const key of made.values()) expect(await database.holds(key.export())).toBe(false);
    const again = await open({ wrapWith });
    expect(hexOf(await again.get(['A', 'B']))).toEqual(hexOf(made));
    expect(again.digest('address', 'x')).toBe(keys.digest('address', 'x'));
    await keys.destroy('A');
    expect([...(await (await open({ wrapWith })).ensure(['A', 'B'])).keys()]).toEqual(['B']);
  });
  it('cannot be given the wrapped key of another scope', async () => {
    const wrapWith = wrappingKey(1);
    await (await open({ wrapWith })).ensure(['A', 'B']);
    const { _id, ...stolen } = (await records().findOne({ _id: 'A' })) ?? { _id: '', format: 0 };
    await records().replaceOne({ _id: 'B' }, stolen);
    await expect((await open({ wrapWith })).get(['B'])).rejects.toMatchObject({
      code: 'KEYS_UNAVAILABLE',
      retry: 'never',
    });
  });
  it.each([
    { name: 'without the wrapping key', made: wrappingKey(1), opened: undefined, saying: 'wrapping key is needed' },
    { name: 'with another wrapping key', made: wrappingKey(1), opened: wrappingKey(2), saying: 'another wrapping key' },
    {
      name: 'with a wrapping key they were made without',
      made: undefined,
      opened: wrappingKey(1),
      saying: 'not wrapped',
    },
  ])('do not open $name', async ({ made, opened, saying }) => {
    await open(made === undefined ? {} : { wrapWith: made });
    expect(await outcome(open(opened === undefined ? {} : { wrapWith: opened }))).toMatchObject({
      code: 'KEYS_UNAVAILABLE',
      retry: 'never',
      message: expect.stringContaining(saying),
    });
  });
  it('do not open with a wrapping key of another length', async () => {
    const wrapWith = createSecretKey(Buffer.alloc(16, 1));
    await expect(open({ wrapWith })).rejects.toMatchObject({ code: 'CONFIG_INVALID', retry: 'never' });
  });
  it('do not open when the secret of digests is gone but keys are there', async () => {
    await (await open()).ensure(['A']);
    await database.db.collection('facteur_key_settings').deleteMany({});
    expect(await outcome(open())).toMatchObject({ code: 'KEYS_UNAVAILABLE', retry: 'never' });
  });
  it.each([
    { name: 'was cut short', change: { key: Buffer.alloc(31) } },
    { name: 'is of a later format', change: { format: 3 } },
  ])('hand out no key that $name', async ({ change }) => {
    await (await open()).ensure(['A', 'B']);
    await records().updateOne({ _id: 'A' }, { $set: change });
    const keys = await open();
    await expect(keys.get(['A'])).rejects.toMatchObject({ code: 'KEYS_UNAVAILABLE', retry: 'never' });
    expect((await keys.get(['B'])).size).toBe(1);
  });
});

function hexOf(keys: ReadonlyMap<string, KeyObject>): Map<string, string> {
  return new Map([...keys].map(([scope, key]) => [scope, key.export().toString('hex')]));
}

function wrappingKey(byte: number): KeyObject {
  return createSecretKey(Buffer.alloc(32, byte));
}

/** What `work` was rejected with; `late` when it takes much longer than any limit set here. */
async function outcome(work: Promise<unknown>): Promise<unknown> {
  const late = systemClock.wait(8_000).then(() => 'late');
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
