/** Retention: removes what is old enough and behind every group, regularly and on demand. */
import type { Clock } from '@facteur/primitives';
import { type ChunkKey, decodeChunkKey, lowestKey } from './chunk-key.ts';
import type { Commits } from './commits.ts';
import type { Storage } from './storage.ts';
import type { Partition, Topics } from './topics.ts';
import type { Writer } from './writer.ts';

/** Chunks removed in one transaction, so that trimming never holds up publishing for long. */
const CHUNKS_AT_ONCE = 500;

/** What trimming works on. */
export interface TrimPorts {
  readonly storage: Storage;
  readonly writer: Writer;
  readonly topics: Topics;
  readonly commits: Commits;
  readonly clock: Clock;
  readonly intervalMs: number;
  /** Told when a regular trim failed; the next one tries again. */
  readonly onFailure: (error: unknown) => void;
}

/** The trims of one bus; they never overlap. */
export interface Trimmer {
  /** Trims every partition; resolves with the number of messages removed. */
  trim(): Promise<number>;
  /** Resolves when no trim runs and none will start by itself: after `stop` aborted. */
  ended(): Promise<void>;
}

/** Trims every `intervalMs` until `stop` aborts. */
export function startTrimming(ports: TrimPorts, stop: AbortSignal): Trimmer {
  let last: Promise<unknown> = Promise.resolve();
  const trim = (): Promise<number> => {
    const next = last.then(() => trimAll(ports));
    last = next.catch(() => undefined);
    return next;
  };
  const regularly = async (): Promise<void> => {
    for (;;) {
      await ports.clock.wait(ports.intervalMs, stop);
      if (stop.aborted) return;
      await trim().catch(ports.onFailure);
    }
  };
  const regular = regularly();
  return {
    trim,
    ended: async () => {
      await regular;
      await last;
    },
  };
}

async function trimAll(ports: TrimPorts): Promise<number> {
  let removed = 0;
  for (const partition of ports.topics.all()) removed += await trimPartition(ports, partition);
  return removed;
}

async function trimPartition({ storage, writer, commits, clock }: TrimPorts, partition: Partition): Promise<number> {
  const beforeMs = clock.now() - partition.retentionMs;
  let removed = 0;
  for (;;) {
    const { keys, last, messages } = findExpired(storage, partition.number, beforeMs, commits.lowest(partition));
    if (last === undefined) return removed;
    // The end is written down: an emptied partition must not start again at 0.
    await writer.write({ removedChunks: keys, state: [[['end', partition.number], last.first + last.count]] });
    removed += messages;
  }
}

/** The oldest chunks that were appended before `beforeMs` and lie below `floor`. */
function findExpired({ log }: Storage, partition: number, beforeMs: number, floor: number) {
  const keys: Uint8Array[] = [];
  let last: ChunkKey | undefined;
  let messages = 0;
  log.resetReadTxn();
  const range = { start: lowestKey(partition), end: lowestKey(partition + 1), limit: CHUNKS_AT_ONCE };
  for (const key of log.getKeys(range)) {
    const chunk = decodeChunkKey(key);
    if (chunk.timeMs >= beforeMs || chunk.first + chunk.count > floor) break;
    keys.push(key);
    last = chunk;
    messages += chunk.count;
  }
  return { keys, last, messages };
}
