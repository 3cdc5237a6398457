import { seededRandom } from '@facteur/primitives/testing';
import { describeReal, realKafka } from '@facteur/real';
import { afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Batch } from '../bus.ts';
import { buildChildren, type Child, childPath, startChild } from '../testing/child-process.ts';
import { CRASH_TOPIC, readCrashMessage } from '../testing/crash-messages.ts';
import { createRecorder } from '../testing/recorder.ts';
import { expectAllInOrder, keysOf, numbered } from '../testing/samples.ts';
import type { TestBus } from '../testing/test-bus.ts';
import { KAFKA_CRASH_TOPIC, SHORTEST_SESSION_MS } from './testing/crash-topic.ts';
import { openTestBus } from './testing/open-for-test.ts';

/** Offsets by partition. */
type Places = ReadonlyMap<number, number>;

const ROUNDS = 8;
const SEED = 20_260_105;

describeReal('processes on Kafka that are killed', await realKafka(), ({ brokers }) => {
  let test: TestBus & { readonly prefix: string };
  const children: Child[] = [];
  const start = (name: string, ...args: string[]): Child => {
    const path = childPath(`../kafka/testing/${name}`);
    const child = startChild(process.execPath, [path, brokers.join(','), test.prefix, ...args]);
    children.push(child);
    return child;
  };
  beforeAll(() => buildChildren());
  beforeEach(async () => {
    test = await openTestBus(brokers, [KAFKA_CRASH_TOPIC], { sessionTimeoutMs: SHORTEST_SESSION_MS });
  });
  afterEach(async () => {
    for (const child of children) child.kill();
    await test.dispose();
  });

  /** Per key the highest number that the child said was acknowledged. */
  function acknowledgedBy({ lines }: Child): Map<string, number> {
    const highest = new Map<string, number>();
    for (const line of lines) {
      const [word, key = '', number] = line.split(' ');
      if (word === 'acknowledged') highest.set(key, Number(number));
    }
    return highest;
  }

  /**
   * Checks where handling went on, and returns per partition the offset behind the last handled: not before the commit that
   * was seen (one sent just before the kill may have come after that look), not behind what was handled, then without a gap.
   */
  function handledBy({ lines }: Child, before: Places, seen: Places): Map<number, number> {
    const next = new Map<number, number>();
    for (const line of lines) {
      const [word, ...rest] = line.split(' ');
      if (word !== 'handled') continue;
      const [partition = 0, first = 0, last = 0] = rest.map(Number);
      expect(first).toBeGreaterThanOrEqual(next.get(partition) ?? seen.get(partition) ?? 0);
      expect(first).toBeLessThanOrEqual(next.get(partition) ?? before.get(partition) ?? 0);
      next.set(partition, last + 1);
    }
    return new Map([...before, ...next]);
  }

  async function committed(): Promise<Map<number, number>> {
    const lag = await test.bus.lag('worker');
    return new Map(lag.map(({ partition, committed }) => [partition, committed]));
  }

  /** Per round and key the numbers found, in order: each exactly one more than the one before. */
  async function inspect(): Promise<Map<string, number>> {
    const found = new Map<string, number>();
    const wrong: string[] = [];
    const handle = async ({ messages }: Batch): Promise<void> => {
      for (const { key, value, offset } of messages) {
        const read = readCrashMessage(key, value);
        const sequence = `${read?.round} ${key}`;
        const expected = (found.get(sequence) ?? -1) + 1;
        if (read?.number !== expected) wrong.push(`${key} at ${offset}: ${JSON.stringify(read)}, not ${expected}`);
        found.set(sequence, expected);
      }
    };
    await test.bus.subscribe({ group: 'inspector', topics: [CRASH_TOPIC.name], handle });
    await test.bus.idle();
    expect(wrong).toEqual([]);
    return found;
  }

  it(`lose and reorder nothing that was acknowledged, and repeat only what was not committed, ${ROUNDS} times over`, async () => {
    const random = seededRandom(SEED);
    const acknowledged: Map<string, number>[] = [];
    let places: Places = new Map();
    let handled: Places = new Map();
    let repeated = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const child = start('crash-child', String(round));
      const until = Math.floor(random.next() * 60);
      await child.saidTimes(until === 0 ? 'ready' : 'acknowledged', Math.max(1, until));
      if (until > 0) await child.saidTimes('handled', 1);
      child.kill();
      expect({ code: await child.ended, errors: child.errors() }).toEqual({ code: null, errors: '' });

      handled = handledBy(child, handled, places);
      places = await committed();
      for (const [partition, offset] of places) {
        expect(offset).toBeLessThanOrEqual(handled.get(partition) ?? 0);
        repeated += (handled.get(partition) ?? 0) - offset;
      }
      acknowledged.push(acknowledgedBy(child));
    }
    const found = await inspect();
    const expected = acknowledged.flatMap((keys, round) =>
      [...keys].map(([key, number]) => [`${round} ${key}`, number]),
    );
    expect(expected.length).toBeGreaterThan(ROUNDS);
    for (const [sequence, number] of expected)
      expect(found.get(String(sequence))).toBeGreaterThanOrEqual(Number(number));
    expect(repeated).toBeLessThan([...places.values()].reduce((sum, offset) => sum + offset, 0));
  }, 180_000);

  it('leave what they had not committed to the others of their group', async () => {
    const stuck = start('stuck-child');
    await stuck.saidTimes('ready', 1);
    const recorder = createRecorder();
    await test.bus.subscribe({ group: 'worker', topics: [CRASH_TOPIC.name], handle: recorder.handle });
    const keys = keysOf(30);
    await test.bus.publish(numbered(CRASH_TOPIC.name, keys, 90));
    await stuck.saidTimes('given', 1);
    await recorder.until(() => recorder.messages.length > 0);
    const given = new Set(stuck.lines.filter((line) => line.startsWith('given')).map((line) => line.split(' ')[1]));
    expect(recorder.messages.filter(({ key }) => given.has(key))).toEqual([]);
    stuck.kill();
    await test.bus.idle();
    expectAllInOrder(recorder.messages, keys, 3);
  }, 60_000);
});
