/** What a member has from one join of its group to the next: a lane per partition, and their commits. */
import type { Consumer } from 'kafkajs';
import type { ConsumerOptions } from '../bus.ts';
import { claimPlaces } from './claim.ts';
import { type Committer, createCommitter } from './committer.ts';
import { isStaleMember } from './failures.ts';
import { createLane, type Lane } from './lane.ts';
import type { Assigned } from './places.ts';
import type { MemberPorts } from './ports.ts';
import { settledWithin, unlessAborted } from './within.ts';

const DEFAULT_MAX_BATCH = 500;
/** Characters that wait in memory for handlers: this many in all, shared by the partitions, within these bounds for each. */
const MAX_QUEUED = 32 * 1024 * 1024;
const MAX_QUEUED_PER_LANE = 1024 * 1024;
const MIN_QUEUED_PER_LANE = 64 * 1024;
/** For the last commit of a generation: what is not committed by then will be redelivered. */
const LAST_COMMIT_WITHIN_MS = 30_000;

/** A member's partitions until the next rebalance. */
export interface Generation {
  lane(topic: string, partition: number): Lane | undefined;
  /** Resolves with true once the group has a place in each partition, with false when the generation has ended before. */
  readonly claimed: Promise<boolean>;
  /** The consumer is gone, and its place with it: nothing more can be committed, what is not will be redelivered. */
  lose(): void;
  /** Tells running batches to stop; resolves once they have ended and what they did is committed, or given up. */
  end(): Promise<void>;
}

/** When the lanes of former generations have ended, by partition: one batch of a partition at a time, whoever asked. */
export type FormerLanes = Map<string, Promise<void>>;

/** Begins with what `consumer` was given at its join. */
export function createGeneration(
  assigned: Assigned,
  consumer: Consumer,
  former: FormerLanes,
  options: ConsumerOptions,
  ports: MemberPorts,
): Generation {
  const stop = new AbortController();
  const lost = new AbortController();
  const committer = committerOf(consumer, lost.signal, options.group, ports);
  const claimed = claimPlaces(assigned, options.group, committer, ports, stop.signal);
  const partitions = Object.entries(assigned).flatMap(([topic, numbers]) => numbers.map((n) => [topic, n] as const));
  const share = Math.floor(MAX_QUEUED / Math.max(1, partitions.length));
  const maxQueued = Math.min(MAX_QUEUED_PER_LANE, Math.max(MIN_QUEUED_PER_LANE, share));
  const lanes = new Map<string, Lane>();
  for (const [topic, partition] of partitions) {
    const key = keyOf(topic, partition);
    const ready = Promise.all([claimed, former.get(key)]);
    const lane = openLane({ topic, partition, maxQueued, ready, committer }, options, ports);
    lanes.set(key, lane);
    former.set(key, lane.ended);
  }
  const end = async (): Promise<void> => {
    stop.abort();
    await Promise.all([...lanes.values()].map((lane) => lane.end()));
    await settledWithin(ports.clock, LAST_COMMIT_WITHIN_MS, committer.close());
  };
  let ended: Promise<void> | undefined;
  return {
    lane: (topic, partition) => lanes.get(keyOf(topic, partition)),
    claimed,
    lose: () => lost.abort(),
    end: () => {
      ended ??= end();
      return ended;
    },
  };
}

function keyOf(topic: string, partition: number): string {
  return `${topic}/${partition}`;
}

interface LaneSeat {
  readonly topic: string;
  readonly partition: number;
  readonly maxQueued: number;
  readonly ready: Promise<unknown>;
  readonly committer: Committer;
}

function openLane(
  { topic, partition, maxQueued, ready, committer }: LaneSeat,
  { group, handle, maxBatch = DEFAULT_MAX_BATCH }: ConsumerOptions,
  { names, clock, random, report }: MemberPorts,
): Lane {
  const declared = names.declared(topic) ?? topic;
  return createLane(declared, partition, ready, {
    handle,
    maxBatch,
    clock,
    random,
    maxQueued,
    onFailure: (error, attempt) => report(error, { activity: 'handle', group, topic: declared, partition, attempt }),
    onHandled: (offset) => committer.mark({ topic, partition, offset }),
  });
}

/** A consumer that is gone may never say what became of a commit. */
function refuse(): never {
  throw new Error('The consumer is gone, and its place in the group with it');
}

function committerOf(
  consumer: Consumer,
  lost: AbortSignal,
  group: string,
  { clock, random, report, onProgress }: MemberPorts,
): Committer {
  return createCommitter({
    commit: (places) => {
      const offsets = places.map((place) => ({ ...place, offset: String(place.offset) }));
      return unlessAborted(lost, consumer.commitOffsets(offsets), refuse);
    },
    isStale: (error) => lost.aborted || isStaleMember(error),
    onCommitted: onProgress,
    onFailure: (error, attempt) => report(error, { activity: 'commit', group, attempt }),
    clock,
    random,
  });
}
