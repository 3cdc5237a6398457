/**
 * A lane carries one partition to one member for as long as it has it: it hands over what was fetched in slices, the same
 * slice until its handler resolves, and marks it for commit. Handlers run here and not inside kafkajs's loop, which
 * fetches nothing for anyone, from a broker, until all that it handed out is done.
 */
import { backOffMs, type Clock, type Random } from '@facteur/primitives';
import type { ConsumerOptions } from '../bus.ts';
import { createBell } from '../embedded/bell.ts';
import { decodeMessage, type FetchedMessage } from './encode.ts';

/** What a lane needs of its member. */
export interface LanePorts {
  readonly handle: ConsumerOptions['handle'];
  readonly maxBatch: number;
  readonly clock: Clock;
  readonly random: Random;
  /** More characters than that waiting here, and the lane is full. */
  readonly maxQueued: number;
  /** Told of every failed batch, which will be handed over again. */
  readonly onFailure: (error: unknown, attempt: number) => void;
  /** Told of the next offset once everything below it is handled. */
  readonly onHandled: (nextOffset: number) => void;
}

/** One partition on its way to one member. */
export interface Lane {
  push(messages: readonly FetchedMessage[]): void;
  /** True until half of what made it full is handed over. */
  isFull(): boolean;
  /** Resolves once it is not full, or is to end. */
  room(): Promise<void>;
  hasEnded(): boolean;
  /** Tells the running batch to stop and hands over nothing more; resolves when that batch has ended. */
  end(): Promise<void>;
  /** Resolves when it has ended, whoever asked for that. */
  readonly ended: Promise<void>;
}

/** Hands over what is pushed, once `ready` resolves, which must not reject. */
export function createLane(topic: string, partition: number, ready: Promise<unknown>, ports: LanePorts): Lane {
  const { handle, maxBatch, clock, random, maxQueued, onFailure, onHandled } = ports;
  const stop = new AbortController();
  const { signal } = stop;
  const bell = createBell();
  let queue: FetchedMessage[] = [];
  let queued = 0;
  let isFull = false;

  const take = (): FetchedMessage[] => {
    const slice = queue.slice(0, maxBatch);
    queue = queue.slice(maxBatch);
    for (const { json } of slice) queued -= json.length;
    if (isFull && queued <= maxQueued / 2) {
      isFull = false;
      bell.ring();
    }
    return slice;
  };

  const handOver = async (slice: readonly FetchedMessage[]): Promise<void> => {
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      try {
        // Decoded for each attempt: a handler may have changed what it was given.
        await handle({ topic, partition, messages: slice.map(decodeMessage), signal });
        onHandled((slice.at(-1)?.offset ?? -1) + 1);
        return;
      } catch (error) {
        onFailure(error, attempt);
        await clock.wait(backOffMs(attempt, random), signal);
      }
    }
  };

  const run = async (): Promise<void> => {
    await ready;
    while (!signal.aborted) {
      const rung = bell.next();
      if (queue.length === 0) await rung;
      else await handOver(take());
    }
  };

  const ended = run();
  return {
    push: (messages) => {
      queue = queue.length === 0 ? [...messages] : queue.concat(messages);
      for (const { json } of messages) queued += json.length;
      isFull ||= queued > maxQueued;
      bell.ring();
    },
    isFull: () => isFull && !signal.aborted,
    room: async () => {
      while (isFull && !signal.aborted) await bell.next();
    },
    hasEnded: () => signal.aborted,
    ended,
    end: () => {
      stop.abort();
      bell.ring();
      return ended;
    },
  };
}
