/**
 * Sends requests with an idempotent producer, and replaces it after every failure. kafkajs takes back the numbers of a
 * request that failed; if the broker had written it nevertheless, the next request with those numbers would be taken for
 * a repetition: acknowledged, and dropped. A new producer numbers anew, and the same messages may be written twice.
 */
import { backOffMs, type Clock, type Random } from '@facteur/primitives';
import { CompressionTypes, Partitioners, type Producer, type TopicMessages } from 'kafkajs';
import { CLOSE_WITHIN_MS, type NewClient } from './client.ts';
import type { EncodedMessage } from './encode.ts';
import { toBusError } from './failures.ts';
import { settledWithin, within } from './within.ts';

/** Within one producer, so that a request that was written but not acknowledged is recognised by its numbers. */
const RETRY = { initialRetryTime: 50, multiplier: 2, maxRetryTime: 1_000, retries: 4 };
const BACK_OFF = { baseMs: 50, maxMs: 1_000 };
const CONNECT_WITHIN_MS = 60_000;
/** More than all of kafkajs's attempts take: one given up earlier could still write, behind what is sent after it. */
const SEND_WITHIN_MS = 120_000;

/** What sending needs. */
export interface SenderPorts {
  readonly newClient: NewClient;
  readonly clock: Clock;
  readonly random: Random;
  /** No attempt begins later than this after the first. */
  readonly timeoutMs: number;
}

/** Sends one request at a time: a kafkajs producer loses messages when requests overlap. */
export interface Sender {
  /** Connects, unless it is connected. @throws AppError `BUS_UNAVAILABLE` */
  connect(): Promise<void>;
  /** Resolves once all in-sync replicas have them. @throws AppError `BUS_UNAVAILABLE`, `EVENT_TOO_LARGE` */
  send(messages: readonly EncodedMessage[]): Promise<void>;
  close(): Promise<void>;
}

/** Does not connect yet. */
export function createSender({ newClient, clock, random, timeoutMs }: SenderPorts): Sender {
  let current: Promise<Producer> | undefined;

  const producer = (): Promise<Producer> => {
    current ??= connectProducer(newClient);
    return current;
  };
  const discard = async (): Promise<void> => {
    const old = current;
    current = undefined;
    if (old !== undefined) {
      const gone = old.then((one) => one.disconnect());
      await settledWithin(clock, CLOSE_WITHIN_MS, gone);
    }
  };

  return {
    connect: async () => {
      try {
        await within(clock, CONNECT_WITHIN_MS, 'take a producer', producer());
      } catch (error) {
        await discard();
        throw toBusError(error, 'be reached');
      }
    },
    send: async (messages) => {
      const deadline = clock.now() + timeoutMs;
      const topicMessages = byTopic(messages);
      for (let attempt = 1; ; attempt += 1) {
        try {
          const acks = -1;
          const connected = await within(clock, CONNECT_WITHIN_MS, 'take a producer', producer());
          const sent = connected.sendBatch({ acks, compression: CompressionTypes.None, topicMessages });
          await within(clock, SEND_WITHIN_MS, 'acknowledge', sent);
          return;
        } catch (error) {
          void discard();
          const failure = toBusError(error, 'publish');
          if (failure.retry === 'never' || clock.now() >= deadline) throw failure;
        }
        await clock.wait(backOffMs(attempt, random, BACK_OFF));
      }
    },
    close: discard,
  };
}

async function connectProducer(newClient: NewClient): Promise<Producer> {
  const producer = newClient().producer({
    allowAutoTopicCreation: false,
    idempotent: true,
    maxInFlightRequests: 1,
    createPartitioner: Partitioners.DefaultPartitioner, // murmur2 of the key, as Java's: other clients find the same partition
    retry: RETRY,
  });
  try {
    await producer.connect();
    return producer;
  } catch (error) {
    await producer.disconnect().catch(() => undefined);
    throw error;
  }
}

function byTopic(messages: readonly EncodedMessage[]): TopicMessages[] {
  const topics = new Map<string, { key: Buffer; value: Buffer }[]>();
  for (const { topic, key, value } of messages) {
    const list = topics.get(topic);
    if (list === undefined) topics.set(topic, [{ key, value }]);
    else list.push({ key, value });
  }
  return [...topics].map(([topic, list]) => ({ topic, messages: list }));
}
