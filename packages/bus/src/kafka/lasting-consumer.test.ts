import { fakeClock, seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import { openLastingConsumer } from './lasting-consumer.ts';
import { type FakeConsumer, fakeConsumers, type Stage } from './testing/fake-consumers.ts';

const SESSION_MS = 10_000;
/** What a member may be silent: its session, and a request that was under way. */
const SILENT_WITHIN_MS = SESSION_MS + 15_000;
const START_WITHIN_MS = 30_000;
const REBALANCE_MS = 20_000;
const JOIN_WITHIN_MS = REBALANCE_MS + 30_000;
const END_WITHIN_MS = 30_000;
/** The first back-off and a little. */
const SOON_MS = 1_000;
const STEP_MS = 500;

describe('a lasting consumer', () => {
  function opening(stages: readonly Stage[], given?: readonly number[]) {
    const clock = fakeClock();
    const { newClient, made } = fakeConsumers(stages, given);
    const joins: number[] = [];
    const batches: number[] = [];
    const errors: unknown[] = [];
    const opened = openLastingConsumer({
      newClient,
      clock,
      random: seededRandom(1),
      config: { groupId: 'group', sessionTimeout: SESSION_MS, rebalanceTimeout: REBALANCE_MS },
      topics: ['topic'],
      concurrency: 2,
      stopping: new AbortController().signal,
      beforeJoin: async () => undefined,
      onJoin: () => joins.push(made.length),
      eachBatch: () => {
        const number = made.length;
        return async () => void batches.push(number);
      },
      onCrash: (error) => errors.push(error),
    });
    /** The consumers so far, the first is number 1. */
    const consumer = (number: number): FakeConsumer => {
      const found = made[number - 1];
      if (found === undefined) throw new Error(`There are ${made.length} consumers`);
      return found;
    };
    /** Lets time pass, in each step after `round`. */
    const pass = async (ms: number, round: () => void = () => undefined): Promise<void> => {
      for (let passed = 0; passed < ms; passed += STEP_MS) {
        round();
        await clock.advance(STEP_MS);
      }
    };
    return { opened, consumer, pass, made, joins, batches, errors };
  }

  it('keeps one that fetches and beats', async () => {
    const { opened, consumer, pass, made } = opening([]);
    await opened;
    await pass(10 * SILENT_WITHIN_MS, () => {
      consumer(1).fetched();
      consumer(1).beat();
    });
    expect(made.length).toBe(1);
  });

  it.each<{ name: string; given: number[]; paused: number[] }>([
    { name: 'was given no partition', given: [], paused: [] },
    { name: 'has all of its partitions paused', given: [0, 1], paused: [0, 1] },
  ])('keeps one that beats and $name', async ({ given, paused }) => {
    const { opened, consumer, pass, made } = opening([], given);
    await opened;
    consumer(1).pause(paused);
    await pass(10 * SILENT_WITHIN_MS, () => {
      consumer(1).passed();
      consumer(1).beat();
    });
    expect(made.length).toBe(1);
  });

  it.each<{ name: string; missing: string; round: (consumer: FakeConsumer) => void }>([
    {
      name: 'goes round with nothing to ask, though one partition is not paused',
      missing: 'fetch',
      round: (consumer) => {
        consumer.pause([1]);
        consumer.passed();
        consumer.beat();
      },
    },
    { name: 'fetches and does not beat', missing: 'heartbeat', round: (consumer) => consumer.fetched() },
    { name: 'does neither', missing: 'fetch', round: () => undefined },
  ])('replaces one that $name', async ({ missing, round }) => {
    const { opened, consumer, pass, made, joins, errors } = opening([]);
    await opened;
    await pass(SILENT_WITHIN_MS - STEP_MS, () => round(consumer(1)));
    expect(made.length).toBe(1);
    await pass(SOON_MS, () => round(consumer(1)));
    expect(errors).toMatchObject([{ code: 'BUS_UNAVAILABLE', retry: 'later', details: { missing } }]);
    expect(consumer(1).calls.at(-1)).toBe('disconnect');
    expect(joins).toEqual([1, 2]);
  });

  it.each<{ stage: Stage; withinMs: number }>([
    { stage: 'connect', withinMs: START_WITHIN_MS },
    { stage: 'subscribe', withinMs: START_WITHIN_MS },
    { stage: 'run', withinMs: START_WITHIN_MS },
    { stage: 'join', withinMs: JOIN_WITHIN_MS },
  ])('replaces one that hangs in its $stage', async ({ stage, withinMs }) => {
    const { opened, consumer, pass, made, joins, errors } = opening(['nowhere', stage]);
    await opened;
    consumer(1).crash(new Error('lost'));
    await pass(SOON_MS);
    expect(consumer(2).calls.at(-1)).toBe(stage);
    await pass(withinMs + END_WITHIN_MS + SOON_MS);
    expect(errors).toMatchObject([{ message: 'lost' }, { details: { missing: 'join' } }]);
    expect(made.length).toBe(3);
    expect(joins).toEqual([1, 3]);
  });

  it('replaces one that crashed and hangs in its disconnect', async () => {
    const { opened, consumer, pass, joins } = opening(['disconnect']);
    await opened;
    consumer(1).crash(new Error('lost'));
    await pass(END_WITHIN_MS + SOON_MS);
    expect(joins).toEqual([1, 2]);
  });

  it('replaces one that hangs when it joins again', async () => {
    const { opened, consumer, pass, joins } = opening(['join-again']);
    await opened;
    void consumer(1).joinAgain();
    await pass(JOIN_WITHIN_MS + SOON_MS);
    expect(joins).toEqual([1, 2]);
  });

  it('has no more to do with one that it gave up: that one leaves as soon as it can, and its batches are nobody’s', async () => {
    const { opened, consumer, pass, joins, batches } = opening(['nowhere', 'join']);
    await opened;
    consumer(1).crash(new Error('lost'));
    await pass(JOIN_WITHIN_MS + END_WITHIN_MS + 2 * SOON_MS);
    expect(joins).toEqual([1, 3]);
    consumer(2).resume();
    await pass(SOON_MS);
    await consumer(2).deliver();
    await consumer(3).deliver();
    expect(consumer(2).calls.at(-1)).toBe('disconnect');
    expect({ joins, batches }).toEqual({ joins: [1, 3], batches: [3] });
    await expect(consumer(2).joinAgain()).rejects.toThrow('given up');
  });

  it.each<{ stage: Stage }>([{ stage: 'join-again' }, { stage: 'disconnect' }])(
    'closes though kafkajs hangs in its $stage',
    async ({ stage }) => {
      const { opened, consumer, pass } = opening([stage]);
      const { close } = await opened;
      let isClosed = false;
      void consumer(1).joinAgain();
      void close().then(() => {
        isClosed = true;
      });
      await pass(END_WITHIN_MS);
      expect(isClosed).toBe(true);
    },
  );

  it('says that there is no place when no consumer ever joins', async () => {
    const { opened, pass } = opening(['connect', 'join', 'join']);
    const refused = expect(opened).rejects.toMatchObject({ code: 'BUS_UNAVAILABLE', retry: 'later' });
    await pass(JOIN_WITHIN_MS + END_WITHIN_MS + SOON_MS);
    await refused;
  });
});
