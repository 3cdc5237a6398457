/**
 * One kafkajs consumer, from its start to its end. It ends by what kafkajs says, or by its silence: kafkajs can wait for an
 * answer that never comes, or go on beating with nothing to fetch because what it knows of the cluster is out of date.
 */
import { AppError, type Clock } from '@facteur/primitives';
import type { Consumer } from 'kafkajs';
import { coPartitioned } from './assigner-protocol.ts';
import { CLOSE_WITHIN_MS, REQUEST_TIMEOUT_MS } from './client.ts';
import type { LastingOptions } from './lasting-options.ts';
import type { Assigned } from './places.ts';
import { createWatchdog } from './watchdog.ts';
import { settledWithin } from './within.ts';

/**
 * Long enough for a coordinator to move to another broker: a consumer that outlives this keeps its place, while a new one
 * waits until the session of the one before has ended.
 */
const RETRY = { initialRetryTime: 100, multiplier: 2, maxRetryTime: 1_000, retries: 10 };
/** To connect and to learn of the topics: more than kafkajs takes for it, all its attempts together. */
const START_WITHIN_MS = 2 * REQUEST_TIMEOUT_MS;
/** A join waits for the other members, and for a coordinator that may still be loading. */
const JOIN_MARGIN_MS = 30_000;

/** What a consumer shows: that it has joined; later that brokers answer its fetches, and its group's coordinator its heartbeats. */
type Sign = 'join' | 'fetch' | 'heartbeat';

/** A consumer that was begun. */
export interface Life {
  /** Resolves with what it died of, and takes no further part in anything; pending as long as it lives. */
  readonly died: Promise<unknown>;
  /** Leaves the group, dead or alive; resolves once it has left, or after 30 s. */
  end(): Promise<void>;
}

/** How long joining a group may take, in milliseconds. */
export function joinWithinMs({ rebalanceTimeout }: { readonly rebalanceTimeout: number }): number {
  return rebalanceTimeout + JOIN_MARGIN_MS;
}

/** How long a member may be silent: its session, and a request that was under way. In milliseconds. */
function silentWithinMs({ sessionTimeout }: { readonly sessionTimeout: number }): number {
  return sessionTimeout + REQUEST_TIMEOUT_MS;
}

/** Begins to join; `onJoined` is told of each join, after `onJoin`. */
export function beginLife(options: LastingOptions, onJoined: () => void): Life {
  const { newClient, clock, config, topics, concurrency, eachBatch } = options;
  const watchdog = createWatchdog<Sign>(clock);
  const over = new AbortController();
  const consumer = newClient().consumer({
    ...config,
    allowAutoTopicCreation: false,
    partitionAssigners: [coPartitioned(beforeJoin)],
    retry: { ...RETRY, restartOnFailure: async () => false },
  });
  let assigned: Assigned = {};

  /** kafkajs asks to join, for the first time or again. It must not once another consumer is to have its place. */
  async function beforeJoin(): Promise<void> {
    if (!over.signal.aborted) {
      watchdog.expect(['join'], joinWithinMs(config));
      await options.beforeJoin();
      watchdog.saw('join');
    }
    if (over.signal.aborted) throw new Error('This consumer was given up');
  }
  const crashed = new Promise<unknown>((resolve) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => resolve(payload.error));
  });
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    if (over.signal.aborted) return; // it leaves as soon as kafkajs lets it
    assigned = payload.memberAssignment;
    watchdog.expect(['fetch', 'heartbeat'], silentWithinMs(config));
    options.onJoin(assigned, consumer);
    onJoined();
  });
  consumer.on(consumer.events.HEARTBEAT, () => watchdog.saw('heartbeat'));
  consumer.on(consumer.events.REQUEST, ({ payload }) => {
    if (payload.apiName === 'Fetch') watchdog.saw('fetch');
  });
  consumer.on(consumer.events.FETCH, () => {
    if (isIdle(assigned, consumer)) watchdog.saw('fetch');
  });

  const start = async (): Promise<void> => {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    const handle = eachBatch(consumer);
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: concurrency,
      eachBatch: async (payload) => {
        if (!over.signal.aborted) await handle(payload);
      },
    });
  };
  watchdog.expect(['join'], START_WITHIN_MS);
  const started = start();
  let left: Promise<void> | undefined;
  const giveUp = (): void => {
    over.abort();
    watchdog.stop();
  };
  // What fails before the group is joined, kafkajs throws; afterwards it tells by an event.
  const death = [crashed, failureOf(started), watchdog.overdue.then((sign) => silence(sign, config))];
  return {
    died: Promise.race(death).finally(giveUp),
    end: () => {
      giveUp();
      left ??= leave(consumer, started, clock);
      return left;
    },
  };
}

/** True when there is nothing to be fetched: no partition is this member's, or its lanes are full. */
function isIdle(assigned: Assigned, consumer: Consumer): boolean {
  const count = (all: readonly (readonly number[])[]): number => all.reduce((sum, { length }) => sum + length, 0);
  return count(Object.values(assigned)) <= count(consumer.paused().map(({ partitions }) => partitions));
}

function failureOf(work: Promise<unknown>): Promise<unknown> {
  return new Promise((resolve) => {
    work.catch(resolve);
  });
}

function silence(sign: Sign, { groupId }: LastingOptions['config']): AppError {
  const text = `A consumer of group ${groupId} has shown no ${sign} for too long`;
  return new AppError('BUS_UNAVAILABLE', text, { retry: 'later', group: groupId, missing: sign });
}

/** kafkajs cannot be stopped while it joins: it would join nevertheless, and go on. Until then it is left to itself. */
async function leave(consumer: Consumer, started: Promise<void>, clock: Clock): Promise<void> {
  const left = started.catch(() => undefined).then(() => consumer.disconnect());
  await settledWithin(clock, CLOSE_WITHIN_MS, left);
}
