import { isAppError } from '@facteur/primitives';
import { seededRandom } from '@facteur/primitives/testing';
import { describeReal, realMongodb } from '@facteur/real';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Collection, Store, Write, WriteOutcome } from '../store.ts';
import { type FreshDatabase, freshDatabase } from '../testing/fresh-database.ts';
import { openTcpProxy, type TcpProxy } from '../testing/tcp-proxy.ts';
import { openMongoStore } from './index.ts';

const TIMEOUT_MS = 2000;
const DEFINITION = { name: 'cases', unique: { mail: ['mail'] } };

describeReal('The store behind a connection that is cut', await realMongodb(), ({ uri }) => {
  let database: FreshDatabase;
  let proxy: TcpProxy;
  let store: Store;
  let collection: Collection;
  beforeEach(async () => {
    database = await freshDatabase(uri);
    const server = new URL(uri);
    proxy = await openTcpProxy(server.hostname, Number(server.port || 27_017));
    // Past the proxy's address the driver must not look for the server's own.
    const through = new URL(uri);
    through.host = `127.0.0.1:${proxy.port}`;
    through.searchParams.set('directConnection', 'true');
    store = await openMongoStore({ uri: String(through), database: database.name, timeoutMs: TIMEOUT_MS });
    collection = await store.collection(DEFINITION);
  });
  afterEach(async () => {
    await store.close();
    await proxy.close();
    await database.drop();
  });

  it.each<{ name: string; command: string; writes: readonly Write[]; expected: readonly WriteOutcome[] }>([
    {
      name: 'replaces',
      command: 'update',
      writes: [replace('a', 1), replace('b', 9), replace('c', 1)],
      expected: [{ outcome: 'done', version: 2 }, { outcome: 'conflict' }, { outcome: 'done', version: 2 }],
    },
    {
      name: 'a single replace',
      command: 'update',
      writes: [replace('a', 1)],
      expected: [{ outcome: 'done', version: 2 }],
    },
    {
      name: 'inserts',
      command: 'insert',
      writes: [insert('d', 'd@x'), insert('a', 'e@x'), insert('f', 'b@x'), insert('g', 'g@x')],
      expected: [
        { outcome: 'done', version: 1 },
        { outcome: 'duplicate', key: '_id' },
        { outcome: 'duplicate', key: 'mail' },
        { outcome: 'done', version: 1 },
      ],
    },
  ])('knows its own $name again when the answer was lost', async ({ command, writes, expected }) => {
    await collection.write([insert('a', 'a@x'), insert('b', 'b@x'), insert('c', 'c@x')]);
    proxy.loseAnswerTo(`${command}\0`);
    expect(await collection.write(writes)).toEqual(expected);
    for (const [i, outcome] of expected.entries()) {
      const write = writes[i];
      if (outcome.outcome !== 'done' || write === undefined || write.op === 'delete') continue;
      expect(await collection.get(write.doc._id)).toEqual({ ...write.doc, version: outcome.version });
    }
  });

  it('does not take the write of another for its own when the answer was lost', async () => {
    await collection.write([insert('a', 'a@x'), insert('b', 'b@x')]);
    const other = await openMongoStore({ uri, database: database.name });
    await (await other.collection(DEFINITION)).write([replace('a', 1)]);
    proxy.loseAnswerTo('update\0');
    const outcomes = await collection.write([replace('a', 1), replace('b', 1)]);
    expect(outcomes).toEqual([{ outcome: 'conflict' }, { outcome: 'done', version: 2 }]);
    await other.close();
  });

  it.each(['cut', 'silence'] as const)('fails in time while the connection is %s, and works after', async (fault) => {
    await collection.write([insert('a', 'a@x')]);
    proxy[fault]();
    const calls = [collection.write([replace('a', 1)]), collection.get('a'), collection.count({ index: 'none' })];
    const [write, get, wrong] = await Promise.allSettled(calls);
    for (const result of [write, get]) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'STORE_UNAVAILABLE', retry: 'later' } });
    }
    expect(wrong).toMatchObject({ status: 'rejected', reason: { code: 'BAD_INPUT' } });
    proxy.mend();
    const version = (await untilAnswered(() => collection.get('a')))?.version ?? 0;
    expect(await collection.write([replace('a', version)])).toEqual([{ outcome: 'done', version: version + 1 }]);
  });

  it('gives no wrong outcome, however often it is cut in the middle of writes', async () => {
    const random = seededRandom(4);
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const versions = new Map(ids.map((id) => [id, 1]));
    await collection.write(ids.map((id) => insert(id, `${id}@x`)));
    let uncertain = 0;
    for (let round = 0; round < 30; round += 1) {
      const writes = ids.map((id) => replace(id, versions.get(id) ?? 0, round));
      const writing = collection.write(writes).catch((error: unknown) => error);
      for (let turns = Math.floor(random.next() * 30); turns > 0; turns -= 1) await new Promise(setImmediate);
      proxy.cut();
      await new Promise(setImmediate);
      proxy.mend();
      const outcomes = await writing;
      const stored = await untilAnswered(() => collection.getMany(ids));
      for (const [i, id] of ids.entries()) {
        const before = versions.get(id) ?? 0;
        const after = stored[i]?.version ?? 0;
        if (Array.isArray(outcomes)) {
          expect(outcomes[i]).toEqual({ outcome: 'done', version: before + 1 });
          expect(stored[i]).toEqual({ _id: id, mail: `${id}@x`, round, version: before + 1 });
        } else {
          expect(isAppError(outcomes, 'STORE_UNAVAILABLE')).toBe(true);
          expect([before, before + 1]).toContain(after);
          uncertain += 1;
        }
        versions.set(id, after);
      }
    }
    expect(uncertain).toBeLessThan(30 * ids.length);
  }, 60_000);

  it('does not open while nobody answers', async () => {
    const refused = openMongoStore({ uri: 'mongodb://someone:secret@127.0.0.1:1', database: 'x', timeoutMs: 300 });
    await expect(refused).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', retry: 'later' });
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
  });
});

function insert(_id: string, mail: string): Write {
  return { op: 'insert', doc: { _id, mail } };
}

function replace(_id: string, at: number, round = 0): Write {
  return { op: 'replace', doc: { _id, mail: `${_id}@x`, round }, at };
}

/** What `work` gives once the server can be reached again. */
async function untilAnswered<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isAppError(error, 'STORE_UNAVAILABLE') || attempt >= 20) throw error;
    }
  }
}
