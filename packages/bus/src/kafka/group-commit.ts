/**
 * The queue in front of the producer: one request at a time, in the order of the calls, so that no key's order is ever
 * mixed; what is asked for while one is under way goes together into the next.
 */
import type { EncodedMessage } from './encode.ts';
import { closedError } from './failures.ts';

/** Below what a topic takes in one batch (`max.message.bytes`), even if all of it goes to one partition. */
export const MAX_REQUEST_BYTES = 1_000_000;
/** kafkajs's time per request grows with the square of its messages. */
const MAX_REQUEST_MESSAGES = 2_000;

/** The queue of one producer. */
export interface GroupCommit {
  /** Resolves once all are acknowledged; rejects as `send` did. */
  add(messages: readonly EncodedMessage[]): Promise<void>;
  /** Resolves once what was asked for so far is acknowledged or has failed. */
  settled(): Promise<void>;
  /** Refuses new work, and resolves once the old is done. */
  close(): Promise<void>;
}

interface Job {
  readonly messages: readonly EncodedMessage[];
  /** How many of them are acknowledged. */
  done: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Part of a job that goes into one request. */
interface Share {
  readonly job: Job;
  readonly count: number;
}

/** `send` gets at most `MAX_REQUEST_BYTES`, or one message; a job that is larger is sent in several requests. */
export function createGroupCommit(send: (messages: readonly EncodedMessage[]) => Promise<void>): GroupCommit {
  const queue: Job[] = [];
  let draining: Promise<void> | undefined;
  let isClosed = false;

  const sendNext = async (): Promise<void> => {
    const shares = nextRequest(queue);
    try {
      await send(shares.flatMap(({ job, count }) => job.messages.slice(job.done, job.done + count)));
    } catch (error) {
      queue.splice(0, shares.length); // the rest of a job that failed is not sent either
      for (const { job } of shares) job.reject(error);
      return;
    }
    for (const { job, count } of shares) {
      job.done += count;
      if (job.done < job.messages.length) continue;
      queue.shift(); // only the last of a request can be unfinished
      job.resolve();
    }
  };

  const drain = async (): Promise<void> => {
    await Promise.resolve(); // lets everyone of this turn join
    while (queue.length > 0) await sendNext();
    draining = undefined;
  };

  return {
    add: (messages) =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(closedError());
        if (messages.length === 0) return resolve();
        queue.push({ messages, done: 0, resolve, reject });
        draining ??= drain();
      }),
    settled: async () => draining,
    close: async () => {
      isClosed = true;
      await draining;
    },
  };
}

/** What fits into the next request, from the front of the queue: at least one message. */
function nextRequest(queue: readonly Job[]): Share[] {
  const shares: Share[] = [];
  let bytes = 0;
  let messages = 0;
  for (const job of queue) {
    let count = 0;
    for (let i = job.done; i < job.messages.length; i += 1) {
      const size = job.messages[i]?.bytes ?? 0;
      if (messages > 0 && (bytes + size > MAX_REQUEST_BYTES || messages === MAX_REQUEST_MESSAGES)) break;
      bytes += size;
      messages += 1;
      count += 1;
    }
    if (count > 0) shares.push({ job, count });
    if (job.done + count < job.messages.length) break;
  }
  return shares;
}
