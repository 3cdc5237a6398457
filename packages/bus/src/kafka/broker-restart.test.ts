import { isAppError } from '@facteur/primitives';
import { describeReal } from '@facteur/real';
import { afterAll, expect, it } from '@jest/globals';
import type { Bus } from '../bus.ts';
import { createRecorder, type Recorder } from '../testing/recorder.ts';
import { expectAllInOrder, keysOf, numbered, numberOf } from '../testing/samples.ts';
import { openTestBus } from './testing/open-for-test.ts';
import { ownKafka } from './testing/own-kafka.ts';
import { createSteps } from './testing/steps.ts';

const TOPICS = [
  { name: 'in', partitions: 3, retentionMs: 3_600_000 },
  { name: 'out', partitions: 2, retentionMs: 3_600_000 },
];
const KEYS = keysOf(12);
/** How far publishing may be ahead of the last consumer, in messages of each key. */
const AHEAD = 50;
/** Below jest's own, which would not say who stands still. */
const LIMIT_MS = 110_000;

describeReal('a broker that is restarted', await ownKafka(), (broker) => {
  afterAll(() => broker.stop());

  /** False when the bus says that it is unavailable. */
  async function isPublished(bus: Bus, number: number): Promise<boolean> {
    try {
      await bus.publish(numbered('in', KEYS, KEYS.length, number));
      return true;
    } catch (error) {
      if (isAppError(error, 'BUS_UNAVAILABLE')) return false;
      throw error;
    }
  }

  function newest({ messages }: Recorder): number {
    const last = messages.at(-1);
    return last === undefined ? -1 : numberOf(last);
  }

  /** Publishes number after number to each key, each until it is acknowledged. */
  function publishOn(bus: Bus, consumer: Recorder) {
    let next = 0;
    let isOver = false;
    const run = async (): Promise<void> => {
      while (!isOver) {
        if (await isPublished(bus, next)) next += 1;
        await consumer.until(() => isOver || newest(consumer) > next - AHEAD);
      }
    };
    const running = run();
    const stop = async (): Promise<void> => {
      isOver = true;
      await running;
    };
    return { count: () => next, stop };
  }

  it.each<{ name: string; restart: () => Promise<void> }>([
    { name: 'in an orderly way, twice', restart: () => broker.restart().then(() => broker.restart()) },
    { name: 'after SIGKILL', restart: () => broker.kill().then(() => broker.restart()) },
  ])(
    '$name, costs neither messages nor order, on the way in or out',
    async ({ restart }) => {
      const steps = createSteps(LIMIT_MS);
      const test = await steps.take('open', openTestBus(broker.at.brokers, TOPICS, { onError: steps.report }));
      const { bus } = test;
      let forwarded = 0;
      const last = createRecorder();
      const tailed = createRecorder();
      await bus.subscribe({
        group: 'first',
        topics: ['in'],
        handle: async ({ messages }) => {
          await bus.publish(messages.map(({ key, value }) => ({ topic: 'out', key, value })));
          forwarded += messages.length;
        },
      });
      await bus.subscribe({ group: 'last', topics: ['out'], handle: last.handle });
      const signal = new AbortController().signal;
      await bus.tail(['out'], (topic, message) => tailed.handle({ topic, partition: 0, messages: [message], signal }));
      const publisher = publishOn(bus, last);
      const counts = () => ({
        publisher: publisher.count(),
        first: forwarded,
        last: last.messages.length,
        tail: tailed.messages.length,
      });
      steps.watch(counts);
      await steps.take(
        'begin',
        last.until(() => newest(last) > 20),
      );

      await steps.take('restart', restart());
      steps.watch(counts);
      const before = publisher.count();
      const seen = tailed.messages.length;
      await steps.take(
        'on again',
        last.until(() => newest(last) > before),
      );
      await steps.take(
        'told again',
        tailed.until(() => tailed.messages.length > seen),
      );
      await steps.take('stop', publisher.stop());
      await steps.take('idle', bus.idle());
      expectAllInOrder(last.messages, KEYS, publisher.count());
      expect((await bus.lag('first')).every(({ committed, end }) => committed === end)).toBe(true);
      await steps.take('close', test.dispose());
    },
    120_000,
  );

  it('away for long, is said so by publish, which succeeds once it is back', async () => {
    const test = await openTestBus(broker.at.brokers, TOPICS, { publishTimeoutMs: 500 });
    expect(await isPublished(test.bus, 0)).toBe(true);
    await broker.kill();
    await expect(test.bus.publish(numbered('in', KEYS, 12, 1))).rejects.toMatchObject({
      code: 'BUS_UNAVAILABLE',
      retry: 'later',
    });
    await broker.restart();
    while (!(await isPublished(test.bus, 1)));
    await test.dispose();
  }, 120_000);
});
