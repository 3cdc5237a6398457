/** A subscription: a consumer in its group, and what it has been given, which changes at every rebalance. */
import type { Consumer, EachBatchHandler } from 'kafkajs';
import type { ConsumerOptions, Subscription } from '../bus.ts';
import { feed } from './feed.ts';
import { createGeneration, type FormerLanes, type Generation } from './generation.ts';
import { openLastingConsumer } from './lasting-consumer.ts';
import type { Assigned } from './places.ts';
import type { MemberPorts } from './ports.ts';
import { untilAborted } from './within.ts';

/** What one request may bring on top of what waits already. */
const FETCH_BYTES = 8 * 1024 * 1024;
const FETCH_BYTES_PER_PARTITION = 512 * 1024;
/** Part of the rebalance timeout that running batches may take: the rest is for joining in time. */
const REVOKE_SHARE = 0.8;

/**
 * For a batch that no lane takes. After a join that failed in the middle (a coordinator still loading), kafkajs goes on
 * fetching and beating in its old place, while what the member had there has ended: nothing would be handled any more. Of an
 * error with this type kafkajs joins again, and fetches anew from the commits.
 */
function mustJoinAgain(): Error {
  return Object.assign(new Error('This member has no lane for the partition'), { type: 'REBALANCE_IN_PROGRESS' });
}

const noHeartbeat = async (): Promise<void> => undefined;

/** Joins the group; resolves once it has a place in every partition given to this member. @throws AppError `BUS_UNAVAILABLE` */
export async function openMember(options: ConsumerOptions, ports: MemberPorts): Promise<Subscription> {
  const { names, clock, random, report, times } = ports;
  const { group } = options;
  const former: FormerLanes = new Map();
  let generation: Generation | undefined;
  let ended: Promise<unknown> = Promise.resolve();
  let heartbeat = noHeartbeat;
  let isClosing = false;
  /** Aborts once the group has a place in every partition of a generation. */
  const placed = new AbortController();

  const endGeneration = (): Promise<unknown> => {
    if (generation !== undefined) ended = Promise.all([ended, generation.end()]);
    generation = undefined;
    return ended;
  };
  const begin = (assigned: Assigned, consumer: Consumer): void => {
    if (isClosing) return;
    consumer.resume(Object.entries(assigned).map(([topic, partitions]) => ({ topic, partitions: [...partitions] })));
    generation = createGeneration(assigned, consumer, former, options, ports);
    void generation.claimed.then((isClaimed) => {
      if (isClaimed) placed.abort();
    });
  };
  const eachBatch =
    (consumer: Consumer): EachBatchHandler =>
    async (payload) => {
      heartbeat = payload.heartbeat;
      const { topic, partition } = payload.batch;
      const lane = generation?.lane(topic, partition);
      if (lane !== undefined) return feed(lane, payload, consumer, clock);
      if (isClosing) return void payload.pause();
      const error = mustJoinAgain();
      report(error, { activity: 'consume', group, topic: names.declared(topic) ?? topic, partition });
      throw error;
    };
  /** Lets running batches end before their partitions go to others, for as long as the group waits for this member. */
  const revoke = async (): Promise<void> => {
    const done = new AbortController();
    const { signal } = done;
    const all = endGeneration().then(() => done.abort());
    const giveUpAt = clock.now() + times.rebalanceTimeoutMs * REVOKE_SHARE;
    while (!signal.aborted && clock.now() < giveUpAt) {
      await Promise.race([all, clock.wait(times.heartbeatIntervalMs, signal)]);
      // Refused, but taken as a sign of life. Not awaited: the answer may never come.
      if (!signal.aborted) void heartbeat().catch(() => undefined);
    }
  };

  const topics = [...new Set(options.topics)];
  const consumer = await openLastingConsumer({
    newClient: ports.newClient,
    clock,
    random,
    config: {
      groupId: names.group(group),
      sessionTimeout: times.sessionTimeoutMs,
      rebalanceTimeout: times.rebalanceTimeoutMs,
      heartbeatInterval: times.heartbeatIntervalMs,
      maxWaitTimeInMs: times.fetchWaitMs,
      maxBytes: FETCH_BYTES,
      maxBytesPerPartition: FETCH_BYTES_PER_PARTITION,
    },
    topics: topics.map(names.topic),
    concurrency: names.topics.reduce((sum, topic) => sum + (topics.includes(topic.name) ? topic.partitions : 0), 0),
    stopping: ports.stopping,
    beforeJoin: revoke,
    onJoin: begin,
    eachBatch,
    onCrash: (error, attempt) => {
      generation?.lose();
      heartbeat = noHeartbeat; // its place must not outlive it: the next consumer would wait for it to end
      report(error, { activity: 'consume', group, attempt });
    },
  });
  await untilAborted(ports.stopping, placed.signal);
  return {
    close: async () => {
      isClosing = true;
      await endGeneration();
      await consumer.close();
    },
  };
}
