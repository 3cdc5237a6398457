/** The event bus port: durable, partitioned by key, at-least-once per group. It carries JSON and knows no event by name. */
import type { Json } from '@facteur/primitives';
import type { BusBackup } from './backup.ts';

/** The largest message, as UTF-8 JSON. Larger content goes by blob reference. */
export const MAX_MESSAGE_BYTES = 900_000;

/** One message to publish; `key` picks the partition. */
export interface Message {
  readonly topic: string;
  readonly key: string;
  readonly value: Json;
}

/** A message as delivered; `offset` grows within its partition. */
export interface Delivered {
  readonly key: string;
  readonly offset: number;
  readonly value: Json;
}

/** Messages of one partition, in order. */
export interface Batch {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly Delivered[];
  /** Aborts when the partition is taken away or the consumer closes. To stop early, throw: all of it is redelivered. What resolves is committed. */
  readonly signal: AbortSignal;
}

/** What a topic is declared to be. */
export interface TopicSettings {
  readonly name: string;
  readonly partitions: number;
  /** How long messages are kept at least, in milliseconds. */
  readonly retentionMs: number;
}

/** How a consumer takes part in a group. */
export interface ConsumerOptions {
  /** Consumers of one group share the partitions; each group gets every message. A group is durable from its first subscription on. */
  readonly group: string;
  readonly topics: readonly string[];
  /** Most messages in one batch. Default 500. */
  readonly maxBatch?: number;
  /**
   * Handles a batch; the offset is committed once it resolves. When it throws, the same messages come again after a
   * back-off. Batches of different partitions are handled concurrently, those of one partition never.
   */
  readonly handle: (batch: Batch) => Promise<void>;
}

/** A consumer's place in its group; closing lets running batches end first, and gives its partitions to the others. */
export interface Subscription {
  close(): Promise<void>;
}

/** How far a group is behind, per partition. `committed` is the next offset it will get; `end` the next to be written. */
export interface PartitionLag {
  readonly topic: string;
  readonly partition: number;
  readonly committed: number;
  readonly end: number;
}

export interface Bus {
  /**
   * Resolves once all are durable (all or none of a call is not promised; what is acknowledged is). Same topic and `key`,
   * same order, delivered at least once to each group.
   * @throws AppError `EVENT_TOO_LARGE` (never) above `MAX_MESSAGE_BYTES`, and then nothing of the call is published;
   *   `BUS_UNAVAILABLE` (retry later); `NOT_FOUND` for a topic that was not declared
   */
  publish(messages: readonly Message[]): Promise<void>;
  /** Joins a group; its first ever subscription to a topic starts at the oldest message kept. */
  subscribe(options: ConsumerOptions): Promise<Subscription>;
  /** Calls `listener` with every message published to `topics` from now on, best effort: holds nothing back, survives nothing. */
  tail(topics: readonly string[], listener: (topic: string, message: Delivered) => void): Promise<Subscription>;
  /** How far `group` is behind. */
  lag(group: string): Promise<readonly PartitionLag[]>;
  /** Resolves when every message published so far is committed by every group that has consumers here. */
  idle(): Promise<void>;
  /** Cuts what is older than its topic's retention, never past a durable group's commit. Returns how many messages went. */
  trim(): Promise<number>;
  /** Notes and sets the groups' places, copies the log. */
  readonly backup?: BusBackup;
  /** Lets running batches end, then closes. */
  close(): Promise<void>;
}
