/** Live listeners: a consumer each, in a group of its own that commits nothing and is removed at the end. */
import type { Random } from '@facteur/primitives';
import type { Consumer, EachBatchHandler } from 'kafkajs';
import type { Delivered, Subscription } from '../bus.ts';
import { decodeMessage, takeMessage } from './encode.ts';
import { toBusError } from './failures.ts';
import { openLastingConsumer } from './lasting-consumer.ts';
import { type Assigned, extentOf } from './places.ts';
import type { MemberPorts } from './ports.ts';

type Listener = (topic: string, message: Delivered) => unknown;
/** The next offset to be told of, by topic and partition. */
type Positions = Map<string, Map<number, number>>;

/**
 * Tells `listener` of what is published from now on: where each partition ends is asked before anything else, and a
 * consumer that takes another's place goes on where that one stopped. @throws AppError `BUS_UNAVAILABLE`
 */
export async function openTail(
  topics: readonly string[],
  listener: Listener,
  ports: MemberPorts,
): Promise<Subscription> {
  const { names, times, report, clock, random, newClient, admin, stopping } = ports;
  const wanted = [...new Set(topics)].map(names.topic);
  const positions = await endsOf(wanted, ports);
  const groupId = names.group(`tail-${idOf(random)}`);

  const seek = (assigned: Assigned, consumer: Consumer): void => {
    for (const [topic, partitions] of Object.entries(assigned)) {
      for (const partition of partitions) {
        const offset = positions.get(topic)?.get(partition) ?? 0; // a partition added since: all of it is new
        consumer.seek({ topic, partition, offset: String(offset) });
      }
    }
  };
  const eachBatch: EachBatchHandler = async ({ batch, resolveOffset }) => {
    const topic = names.declared(batch.topic) ?? batch.topic;
    for (const message of batch.messages) {
      tell(listener, topic, decodeMessage(takeMessage(message)), (error) => report(error, { activity: 'tail', topic }));
      positions.get(batch.topic)?.set(batch.partition, Number(message.offset) + 1);
    }
    resolveOffset(batch.lastOffset());
  };

  const consumer = await openLastingConsumer({
    newClient,
    clock,
    random,
    config: {
      groupId,
      sessionTimeout: times.sessionTimeoutMs,
      rebalanceTimeout: times.rebalanceTimeoutMs,
      heartbeatInterval: times.heartbeatIntervalMs,
      maxWaitTimeInMs: times.fetchWaitMs,
    },
    topics: wanted,
    concurrency: 1,
    stopping,
    beforeJoin: async () => undefined,
    onJoin: seek,
    eachBatch: () => eachBatch,
    onCrash: (error, attempt) => report(error, { activity: 'tail', attempt }),
  });
  return {
    close: async () => {
      await consumer.close();
      // A group without commits is forgotten by the broker in time: failing to remove it harms nobody.
      await admin.use((connected) => connected.deleteGroups([groupId])).catch(() => undefined);
    },
  };
}

async function endsOf(topics: readonly string[], { admin }: MemberPorts): Promise<Positions> {
  try {
    return await admin.use(async (connected) => {
      const positions: Positions = new Map();
      for (const topic of topics) {
        const extents = await extentOf(connected, topic);
        positions.set(topic, new Map(extents.map(({ partition, high }) => [partition, high])));
      }
      return positions;
    });
  } catch (error) {
    throw toBusError(error, 'say where topics end');
  }
}

function idOf(random: Random): string {
  return random.bytes(12).toString('hex');
}

function tell(listener: Listener, topic: string, message: Delivered, onError: (error: unknown) => void): void {
  try {
    const outcome = listener(topic, message);
    if (outcome instanceof Promise) outcome.catch(onError);
  } catch (error) {
    onError(error);
  }
}
