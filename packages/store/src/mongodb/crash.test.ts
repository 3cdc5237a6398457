import { once } from 'node:events';
import { seededRandom } from '@facteur/primitives/testing';
import { describeReal, realMongodb } from '@facteur/real';
import { beforeAll, expect, it } from '@jest/globals';
import type { Collection } from '../store.ts';
import { CASES } from '../testing/crash-cases.ts';
import { checkAll, checkRound } from '../testing/crash-checks.ts';
import { freshDatabase } from '../testing/fresh-database.ts';
import { buildChild, type Child, startChild } from '../testing/run-child.ts';
import { openMongoStore } from './index.ts';

const KILLS = 8;
/** Of a batch of 20 cases, each has a line: a child lives for about so many batches. */
const MOST_LINES = 240;
const PROBED = 10;
const ALIKE = 5;
const MOST_LOOKS = 1000;

describeReal('A process killed while it writes to MongoDB', await realMongodb(), ({ uri }) => {
  beforeAll(buildChild, 120_000);

  it(`loses no acknowledged write and tears no document (${KILLS} times)`, async () => {
    const { name: database, drop } = await freshDatabase(uri);
    const store = await openMongoStore({ uri, database, timeoutMs: 30_000 });
    const collection = await store.collection(CASES);
    const random = seededRandom(20261122);
    const acknowledged = new Map<string, number>();
    for (let round = 0; round < KILLS; round += 1) {
      const child = startChild([uri, database, String(round)], [], 'inherit', 'mongodb-crash-child');
      const acks = await acksUntilKilled(child, 1 + Math.floor(random.next() * MOST_LINES));
      for (const [id, version] of acks) acknowledged.set(id, version);
      await untilStill(collection, [...acks.keys()]);
      await checkRound(collection, acks, PROBED);
    }
    await checkAll(collection, acknowledged);
    expect(acknowledged.size).toBeGreaterThan(KILLS * 10);
    await store.close();
    await drop();
  }, 180_000);
});

/** Kills the child once it has said `lines` lines; what it was doing then is cut short. Gives the versions that it acknowledged. */
async function acksUntilKilled(child: Child, lines: number): Promise<ReadonlyMap<string, number>> {
  const closed = once(child, 'close');
  let text = '';
  for await (const chunk of child.stdout) {
    text += String(chunk);
    if (text.split('\n').length > lines) child.kill('SIGKILL');
  }
  await closed;
  expect(child.signalCode).toBe('SIGKILL');
  const acks = text.split('\n').slice(1, -1);
  return new Map(acks.map((line) => line.split(' ')).map(([id = '', version]) => [id, Number(version)]));
}

/** The server goes on for a moment with what the killed process had asked: resolves once several looks, with a write between them, were alike. */
async function untilStill(collection: Collection, ids: readonly string[]): Promise<void> {
  let before = '';
  for (let alike = 0, looks = 0; alike < ALIKE; looks += 1) {
    if (looks > MOST_LOOKS) throw new Error('Documents of a killed process keep changing');
    const marker = `marker-${ids[0] ?? 'none'}-${looks}`;
    await collection.write([{ op: 'insert', doc: { _id: marker } }]);
    const versions = JSON.stringify((await collection.getMany(ids)).map((doc) => doc?.version));
    alike = versions === before ? alike + 1 : 0;
    before = versions;
  }
}
