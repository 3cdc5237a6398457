/** What a lasting consumer is told. */
import type { Clock, Random } from '@facteur/primitives';
import type { Consumer, ConsumerConfig, EachBatchHandler } from 'kafkajs';
import type { NewClient } from './client.ts';
import type { Assigned } from './places.ts';

/** What a lasting consumer does; callbacks must not throw. */
export interface LastingOptions {
  readonly newClient: NewClient;
  readonly clock: Clock;
  readonly random: Random;
  readonly config: ConsumerConfig & { readonly rebalanceTimeout: number; readonly sessionTimeout: number };
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
