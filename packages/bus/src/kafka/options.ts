/** How to open the bus on Kafka, and what is assumed of what is not said. */
import type { Clock, Random } from '@facteur/primitives';
import type { TopicSettings } from '../bus.ts';
import type { OnRequest } from './client.ts';
import type { Report } from './failures.ts';
import type { KafkaSettings } from './settings.ts';

/** How a member of a group keeps time. */
export interface ConsumerTimes {
  /** A member not heard of for that long is given up, and its partitions go to others. Default 30 000. */
  readonly sessionTimeoutMs: number;
  /** At a rebalance, how long the group waits for members whose batches are still running. Default 60 000. */
  readonly rebalanceTimeoutMs: number;
  /** How often a member shows that it lives, and learns of a rebalance. Default 1 000. */
  readonly heartbeatIntervalMs: number;
  /** How long a broker holds back the answer to a fetch that finds nothing. Default 250. */
  readonly fetchWaitMs: number;
}

/** How to open the bus on Kafka. */
export interface KafkaBusOptions extends Partial<ConsumerTimes> {
  /** Where the cluster is: see `kafkaSettings`. */
  readonly settings: KafkaSettings;
  /** The topics that may be used; missing ones are created. */
  readonly topics: readonly TopicSettings[];
  /** How brokers' logs and quotas name this process. Default `facteur`. */
  readonly clientId?: string;
  /** Put before the names of topics and groups, so that installations can share a cluster. Default none. */
  readonly prefix?: string;
  /** Copies of each new topic. Default: 3, or as many as there are brokers. */
  readonly replicationFactor?: number;
  /** After that long without success, `publish` gives up. Default 10 000. */
  readonly publishTimeoutMs?: number;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** For the jitter of back-offs. Default: the operating system's. */
  readonly random?: Random;
  /** Told of failures that no caller sees: handlers, commits and consumers, which try again; tail listeners; topics not kept as declared. */
  readonly onError?: Report;
  /** Told of every request to a broker. */
  readonly onRequest?: OnRequest;
}

/** The times with their defaults. */
export function timesOf(options: Partial<ConsumerTimes>): ConsumerTimes {
  const {
    sessionTimeoutMs = 30_000,
    rebalanceTimeoutMs = 60_000,
    heartbeatIntervalMs = 1_000,
    fetchWaitMs = 250,
  } = options;
  return { sessionTimeoutMs, rebalanceTimeoutMs, heartbeatIntervalMs, fetchWaitMs };
}
