/**
 * A lane carries one partition to one group: a single loop reads, hands over and commits, so that batches never overlap,
 * whichever consumer owns the lane at the moment. One closure holds it all, because loop and owner share its state.
 */
import { backOffMs, type Clock, type Random } from '@facteur/primitives';
import type { ConsumerOptions, Delivered } from '../bus.ts';
import { createBell } from './bell.ts';
import type { Commits } from './commits.ts';
import { createReader } from './reader.ts';
import type { Storage } from './storage.ts';
import type { Partition } from './topics.ts';

const DEFAULT_MAX_BATCH = 500;

/** What lanes need of the bus. */
export interface LanePorts {
  readonly storage: Storage;
  readonly commits: Commits;
  readonly clock: Clock;
  readonly random: Random;
  /** Told of every failed batch, which will be handed over again. */
  readonly onFailure: (error: unknown, group: string, partition: Partition, attempt: number) => void;
  /** Told of every commit. */
  readonly onProgress: () => void;
}

/** One partition on its way to one group. */
export interface Lane {
  readonly partition: Partition;
  owner(): ConsumerOptions | undefined;
  /** Hands the lane over: a running batch of the former owner is told to stop and ends before the next begins. */
  assign(owner: ConsumerOptions | undefined): void;
  /** Resolves when no batch of `owner` is running, and what it has handled is committed. */
  released(owner: ConsumerOptions): Promise<void>;
  /** Ends the loop, after the running batch. */
  close(): Promise<void>;
}

/** Starts the loop; it waits until there is an owner. */
export function createLane(group: string, partition: Partition, ports: LanePorts): Lane {
  const bell = createBell();
  const reader = createReader(ports.storage, partition.number);
  let owner: ConsumerOptions | undefined;
  let running: { owner: ConsumerOptions; controller: AbortController; ended: Promise<void> } | undefined;
  /** The next offset to hand over, when that is ahead of the durable commit. */
  let position: number | undefined;
  /** The commit under way; the next batch is handled meanwhile, but not committed. */
  let saving: Promise<void> | undefined;
  let attempt = 0;
  let closed = false;

  /** Hands over the next messages, if any; throws what the handler, or the commit before, threw. */
  const handNext = async (consumer: ConsumerOptions, signal: AbortSignal): Promise<boolean> => {
    const from = position ?? ports.commits.committed(group, partition) ?? 0;
    const limit = consumer.maxBatch ?? DEFAULT_MAX_BATCH;
    const messages = from < partition.end ? reader.read(from, limit) : [];
    if (messages.length > 0) {
      await consumer.handle({ topic: partition.topic, partition: partition.index, messages, signal });
    }
    await saving;
    if (messages.length === 0) return false;
    position = nextOffset(messages);
    saving = ports.commits.commit(group, partition, position).then(ports.onProgress);
    saving.catch(() => undefined); // whoever awaits it next throws it
    attempt = 0;
    return true;
  };

  const turn = async (consumer: ConsumerOptions, signal: AbortSignal): Promise<boolean> => {
    try {
      return await handNext(consumer, signal);
    } catch (error) {
      position = undefined; // so that the messages come from the log again, as they were published
      saving = undefined;
      attempt += 1;
      ports.onFailure(error, group, partition, attempt);
      await ports.clock.wait(backOffMs(attempt, ports.random), signal);
      return true;
    }
  };

  const loop = async (): Promise<void> => {
    while (!closed) {
      const rung = bell.next();
      let busy = false;
      if (owner !== undefined) {
        const controller = new AbortController();
        const consumer = owner;
        // Begins after `running` is set: a handler may close its own subscription at once.
        const ended = Promise.resolve().then(async () => {
          busy = await turn(consumer, controller.signal);
        });
        running = { owner: consumer, controller, ended };
        await ended;
        running = undefined;
      }
      if (!busy) await rung;
    }
  };

  partition.readers.add(bell);
  const ended = loop();
  return {
    partition,
    owner: () => owner,
    assign: (next) => {
      if (next === owner) return;
      owner = next;
      attempt = 0;
      running?.controller.abort();
      bell.ring();
    },
    released: async (former) => {
      if (running?.owner === former) await running.ended;
      await saving?.catch(() => undefined); // the next owner tries again
    },
    close: async () => {
      closed = true;
      partition.readers.delete(bell);
      running?.controller.abort();
      bell.ring();
      await ended;
    },
  };
}

function nextOffset(messages: readonly Delivered[]): number {
  return (messages.at(-1)?.offset ?? -1) + 1;
}
