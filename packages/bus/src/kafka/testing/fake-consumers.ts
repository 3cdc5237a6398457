/** Consumers as kafkajs makes them, under a test's control: each may hang where the test says. */
import type { Consumer, ConsumerConfig, EachBatchPayload, Kafka, PartitionAssigner } from 'kafkajs';
import type { NewClient } from '../client.ts';
import type { Assigned } from '../places.ts';

/** Where a consumer hangs until it is told to go on. */
export type Stage = 'connect' | 'subscribe' | 'run' | 'join' | 'join-again' | 'disconnect' | 'nowhere';

/** One consumer that was made. */
export interface FakeConsumer {
  /** What was asked of it, in order. */
  readonly calls: readonly string[];
  /** Lets it go on from where it hangs. */
  resume(): void;
  /** Its loop as kafkajs runs it: a fetch that a broker answered. */
  fetched(): void;
  /** A round in which nothing was to be asked. */
  passed(): void;
  beat(): void;
  crash(error: Error): void;
  pause(partitions: number[]): void;
  /** Hands a batch to whoever runs it. */
  deliver(): Promise<void>;
  /** Asks to join once more, as after a rebalance. */
  joinAgain(): Promise<void>;
}

const TOPIC = 'topic';

/** `stages`: where the first consumer hangs, the second, …; those that follow hang nowhere. `given` to each: partitions. */
export function fakeConsumers(stages: readonly Stage[], given: readonly number[] = [0, 1]) {
  const made: FakeConsumer[] = [];
  const newClient: NewClient = () =>
    ({
      consumer: (config: ConsumerConfig) => {
        const { consumer, control } = fakeConsumer(config, stages[made.length] ?? 'nowhere', given);
        made.push(control);
        return consumer;
      },
    }) as unknown as Kafka;
  return { newClient, made };
}

const EVENTS = {
  CRASH: 'crash',
  GROUP_JOIN: 'join',
  HEARTBEAT: 'heartbeat',
  REQUEST: 'request',
  FETCH: 'fetch',
} as const;

function fakeConsumer(config: ConsumerConfig, stage: Stage, given: readonly number[]) {
  const calls: string[] = [];
  const listeners = new Map<string, (event: { readonly payload: unknown }) => void>();
  const tell = (event: string, payload: unknown = {}): void => listeners.get(event)?.({ payload });
  let paused: number[] = [];
  let eachBatch: (payload: EachBatchPayload) => Promise<void> = async () => undefined;
  let resume: () => void = () => undefined;
  const resumed = new Promise<void>((resolve) => {
    resume = resolve;
  });
  const reach = async (at: Stage): Promise<void> => {
    calls.push(at);
    if (at === stage) await resumed;
  };
  const cluster = { findGroupCoordinator: async () => ({}) };
  const assigner = config.partitionAssigners?.[0] as unknown as (at: { cluster: typeof cluster }) => PartitionAssigner;
  assigner({ cluster });
  const join = async (at: Stage): Promise<void> => {
    await cluster.findGroupCoordinator();
    await reach(at);
    const memberAssignment: Assigned = given.length === 0 ? {} : { [TOPIC]: given };
    tell(EVENTS.GROUP_JOIN, { memberAssignment });
  };

  const consumer = {
    events: EVENTS,
    on: (event: string, listener: (event: { readonly payload: unknown }) => void) => listeners.set(event, listener),
    connect: () => reach('connect'),
    subscribe: () => reach('subscribe'),
    run: async (options: { readonly eachBatch: typeof eachBatch }) => {
      ({ eachBatch } = options);
      await reach('run');
      await join('join');
    },
    disconnect: () => reach('disconnect'),
    paused: () => (paused.length === 0 ? [] : [{ topic: TOPIC, partitions: paused }]),
  } as unknown as Consumer;
  const control: FakeConsumer = {
    calls,
    resume,
    fetched: () => tell(EVENTS.REQUEST, { apiName: 'Fetch' }),
    passed: () => tell(EVENTS.FETCH),
    beat: () => tell(EVENTS.HEARTBEAT),
    crash: (error) => tell(EVENTS.CRASH, { error }),
    pause: (partitions) => {
      paused = partitions;
    },
    deliver: () => eachBatch({} as EachBatchPayload),
    joinAgain: () => join('join-again'),
  };
  return { consumer, control };
}
