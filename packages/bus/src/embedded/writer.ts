/**
 * The only way into the storage: what is asked for while a transaction runs goes together into the next one, so that
 * concurrent callers share one fsync. Jobs take effect in the order in which they were asked for.
 */
import type { Clock } from '@facteur/primitives';
import { encodeChunkKey } from './chunk-key.ts';
import { charactersOf, createChunkEncoder, type EncodedMessage } from './encode.ts';
import { closedError } from './failures.ts';
import type { StateKey, StateValue, Storage } from './storage.ts';
import type { Partition } from './topics.ts';

/** A chunk is closed once it has that many characters: enough to make a put cheap, few enough pages to be reused soon. */
const CHUNK_CHARACTERS = 64 * 1024;
const CHUNK_MESSAGES = 4096;
/** More than this waits for the next transaction. */
const TRANSACTION_CHARACTERS = 32 * 1024 * 1024;

/** One thing to make durable; all its parts go into one transaction. */
export interface WriteJob {
  readonly messages?: readonly EncodedMessage[];
  readonly state?: readonly (readonly [StateKey, StateValue])[];
  /** Chunks with their keys, as they come from another log. */
  readonly chunks?: readonly (readonly [Uint8Array, Uint8Array])[];
  readonly removedChunks?: readonly Uint8Array[];
  /** Called in job order once it is durable, before anyone's promise resolves. */
  readonly onDurable?: () => void;
}

/** A chunk that was written. */
export interface WrittenChunk {
  readonly partition: Partition;
  readonly first: number;
  readonly messages: readonly EncodedMessage[];
}

/** The queue in front of the storage. */
export interface Writer {
  /** Resolves once durable. @throws AppError `DISK_FULL`, `BUS_UNAVAILABLE` (both: retry later) */
  write(job: WriteJob): Promise<void>;
  /** Nothing is queued or being written. */
  isIdle(): boolean;
  /** Resolves once what was asked for so far is written or has failed. */
  settled(): Promise<void>;
  /** Refuses new work, and resolves once the old is done. */
  close(): Promise<void>;
}

interface QueuedJob extends WriteJob {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** `onWritten` is told of every chunk once it is durable and those who published it know. */
export function createWriter(storage: Storage, clock: Clock, onWritten: (chunk: WrittenChunk) => void): Writer {
  const encode = createChunkEncoder();
  const queue: QueuedJob[] = [];
  let draining: Promise<void> | undefined;
  let closed = false;

  const flush = async (jobs: readonly QueuedJob[]): Promise<void> => {
    const chunks = packChunks(jobs);
    const timeMs = clock.now();
    const encoded = chunks.map(({ partition: { number }, first, messages }): [Uint8Array, Uint8Array] => [
      encodeChunkKey({ partition: number, first, timeMs, count: messages.length }),
      encode(messages),
    ]);
    try {
      await putAll(storage, jobs, encoded);
    } catch (failure) {
      for (const job of jobs) job.reject(failure);
      return;
    }
    for (const { partition, first, messages } of chunks) partition.end = first + messages.length;
    for (const job of jobs) job.onDurable?.();
    for (const job of jobs) job.resolve();
    for (const chunk of chunks) onWritten(chunk);
  };

  const drain = async (): Promise<void> => {
    await Promise.resolve(); // lets everyone of this turn join
    while (queue.length > 0) {
      const jobs = queue.splice(0, countOfNext(queue));
      await flush(jobs);
    }
    draining = undefined;
  };

  return {
    write: (job) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(closedError());
        queue.push({ ...job, resolve, reject });
        draining ??= drain();
      }),
    isIdle: () => draining === undefined,
    settled: async () => draining,
    close: async () => {
      closed = true;
      await draining;
    },
  };
}

/** How many jobs go into the next transaction: at least one. */
function countOfNext(queue: readonly WriteJob[]): number {
  let characters = 0;
  let count = 0;
  for (const { messages = [] } of queue) {
    for (const message of messages) characters += charactersOf(message);
    if (count > 0 && characters > TRANSACTION_CHARACTERS) break;
    count += 1;
  }
  return count;
}

/** Puts each partition's messages together, in order. */
function packChunks(jobs: readonly WriteJob[]): WrittenChunk[] {
  const chunks: WrittenChunk[] = [];
  const open = new Map<Partition, { first: number; messages: EncodedMessage[]; characters: number }>();
  for (const message of jobs.flatMap(({ messages = [] }) => messages)) {
    const { partition } = message;
    const characters = charactersOf(message);
    let chunk = open.get(partition);
    if (
      chunk === undefined ||
      chunk.messages.length === CHUNK_MESSAGES ||
      chunk.characters + characters > CHUNK_CHARACTERS
    ) {
      const first = chunk === undefined ? partition.end : chunk.first + chunk.messages.length;
      chunk = { first, messages: [], characters: 0 };
      open.set(partition, chunk);
      chunks.push({ partition, first, messages: chunk.messages });
    }
    chunk.messages.push(message);
    chunk.characters += characters;
  }
  return chunks;
}

/** Writes everything in one transaction. */
async function putAll(
  { log, state, transact }: Storage,
  jobs: readonly WriteJob[],
  chunks: readonly (readonly [Uint8Array, Uint8Array])[],
): Promise<void> {
  await transact(() => {
    for (const [key, chunk] of chunks) void log.put(key, chunk);
    for (const job of jobs) {
      for (const [key, chunk] of job.chunks ?? []) void log.put(key, chunk);
      for (const [key, value] of job.state ?? []) void state.put(key, value);
      for (const key of job.removedChunks ?? []) void log.remove(key);
    }
  });
}
