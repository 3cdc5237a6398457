/**
 * A kafkajs consumer that lasts: whatever it crashes of, a new one takes its place. kafkajs restarts some crashes by
 * itself and not others, and a client that lost its only broker may fail for ever, so that nothing is left to it.
 */
import { AppError, backOffMs, type Clock, type Random } from '@facteur/primitives';
import type { Consumer, ConsumerConfig, EachBatchHandler } from 'kafkajs';
import { coPartitioned } from './assigner-protocol.ts';
import type { NewClient } from './client.ts';
import { closedError } from './failures.ts';
import type { Assigned } from './places.ts';

const BACK_OFF = { baseMs: 100, maxMs: 5_000 };
/**
 * Long enough for a coordinator to move to another broker: a consumer that outlives this keeps its place, while a new one
 * waits until the session of the one before has ended.
 */
const RETRY = { initialRetryTime: 100, multiplier: 2, maxRetryTime: 1_000, retries: 10 };
/** The first join waits for the other members, and for a coordinator that may still be loading. */
const FIRST_JOIN_MARGIN_MS = 30_000;

/** What a lasting consumer does; callbacks must not throw. */
export interface LastingOptions {
  readonly newClient: NewClient;
  readonly clock: Clock;
  readonly random: Random;
  readonly config: ConsumerConfig & { readonly rebalanceTimeout: number };
  readonly topics: readonly string[];
  /** Partitions handled at a time inside `eachBatch`. */
  readonly concurrency: number;
  /** Aborts when nobody waits for the first join any more. */
  readonly stopping: AbortSignal;
  /** Before each join, and after each crash: resolves when partitions may be given to others. */
  readonly beforeJoin: () => Promise<void>;
  /** After each join, before anything is fetched. */
  readonly onJoin: (assigned: Assigned, consumer: Consumer) => void;
  readonly eachBatch: (consumer: Consumer) => EachBatchHandler;
  readonly onCrash: (error: unknown, attempt: number) => void;
}

/** A consumer in place, whichever it is. */
export interface LastingConsumer {
  /** Leaves the group. Running batches must have ended. */
  close(): Promise<void>;
}

/** One kafkajs consumer, from its start to its crash. */
interface Life {
  readonly consumer: Consumer;
  /** Resolves when it has joined, or has failed to. */
  readonly started: Promise<void>;
  /** Resolves with what it died of; pending as long as it lives. */
  readonly crashed: Promise<unknown>;
}

/** Resolves once it has joined the group. @throws AppError `BUS_UNAVAILABLE` when that takes too long, or is not wanted any more */
export async function openLastingConsumer(options: LastingOptions): Promise<LastingConsumer> {
  const { clock, random, config, stopping, beforeJoin, onCrash } = options;
  const closing = new AbortController();
  const { signal } = closing;
  const closed = aborted(signal);
  const joining = new AbortController();
  let life: Life | undefined;
  let lastError: unknown;
  let attempt = 0;

  const live = async (): Promise<void> => {
    life = begin(options, () => {
      attempt = 0;
      joining.abort();
    });
    const crash = await Promise.race([life.crashed.then((error) => ({ error })), closed]);
    if (crash === undefined || signal.aborted) return;
    lastError = crash.error;
    attempt += 1;
    onCrash(crash.error, attempt);
    await beforeJoin();
    await dispose(life);
    await clock.wait(backOffMs(attempt, random, BACK_OFF), signal);
  };
  const run = async (): Promise<void> => {
    while (!signal.aborted) await live();
  };
  const running = run();
  const close = async (): Promise<void> => {
    closing.abort();
    await running;
    if (life !== undefined) await dispose(life);
  };

  const timeoutMs = config.rebalanceTimeout + FIRST_JOIN_MARGIN_MS;
  await Promise.race([clock.wait(timeoutMs, joining.signal), aborted(stopping)]);
  if (joining.signal.aborted) return { close };
  await close();
  if (stopping.aborted) throw closedError();
  const text = `No place in group ${config.groupId} in ${timeoutMs} ms`;
  throw new AppError('BUS_UNAVAILABLE', text, { retry: 'later', cause: lastError });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function begin(options: LastingOptions, onJoined: () => void): Life {
  const { newClient, config, topics, concurrency, beforeJoin, onJoin, eachBatch } = options;
  const consumer = newClient().consumer({
    ...config,
    allowAutoTopicCreation: false,
    partitionAssigners: [coPartitioned(beforeJoin)],
    retry: { ...RETRY, restartOnFailure: async () => false },
  });
  const crashed = new Promise<unknown>((resolve) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => resolve(payload.error));
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      onJoin(payload.memberAssignment, consumer);
      onJoined();
    });
  });
  const start = async (): Promise<void> => {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: concurrency,
      eachBatch: eachBatch(consumer),
    });
  };
  const started = start();
  // What fails before the group is joined, kafkajs throws; afterwards it tells by an event.
  const failed = new Promise<unknown>((resolve) => {
    started.catch(resolve);
  });
  return { consumer, started: started.catch(() => undefined), crashed: Promise.race([crashed, failed]) };
}

/** kafkajs cannot be stopped while it joins: it would join nevertheless, and go on. */
async function dispose({ consumer, started }: Life): Promise<void> {
  await started;
  await consumer.disconnect().catch(() => undefined);
}
