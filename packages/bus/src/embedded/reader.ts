/** Reads a partition in order, chunk by chunk, keeping what of a chunk did not fit into the last batch. */
import { AppError } from '@facteur/primitives';
import type { Delivered } from '../bus.ts';
import { decodeChunkKey, highestKey, lowestKey } from './chunk-key.ts';
import { decodeChunk } from './encode.ts';
import type { Storage } from './storage.ts';

/** A batch takes no further chunk once it holds that many bytes, so that large messages do not fill the memory. */
const BATCH_BYTES = 8 * 1024 * 1024;

/** Reads one partition for one consumer group. */
export interface PartitionReader {
  /** At most `limit` messages from offset `from` on, never the same objects twice; fewer at the end or when they are large. */
  read(from: number, limit: number): Delivered[];
}

/** Reads the partition that is stored under `partition`. */
export function createReader({ log }: Storage, partition: number): PartitionReader {
  let kept: Delivered[] = [];
  return {
    read: (from, limit) => {
      const messages = kept[0]?.offset === from ? kept : load(log, partition, from, limit);
      kept = messages.slice(limit);
      return messages.length > limit ? messages.slice(0, limit) : messages;
    },
  };
}

/** The offset of the oldest message kept, or `end` when there is none. */
export function oldestOffset({ log }: Storage, { number, end }: { number: number; end: number }): number {
  for (const key of log.getKeys({ start: lowestKey(number), end: lowestKey(number + 1), limit: 1 })) {
    return decodeChunkKey(key).first;
  }
  return end;
}

function load(log: Storage['log'], partition: number, from: number, limit: number): Delivered[] {
  log.resetReadTxn();
  const messages: Delivered[] = [];
  let bytes = 0;
  for (const { key, value } of log.getRange({
    start: startKey(log, partition, from),
    end: lowestKey(partition + 1),
  })) {
    append(messages, decode(value, decodeChunkKey(key).first, partition), from);
    bytes += value.length;
    if (messages.length >= limit || bytes >= BATCH_BYTES) break;
  }
  return messages;
}

function append(messages: Delivered[], chunk: readonly Delivered[], from: number): void {
  for (const message of chunk) if (message.offset >= from) messages.push(message);
}

/** The chunk that holds `from`, or, when it was trimmed, the place where it would be. */
function startKey(log: Storage['log'], partition: number, from: number): Uint8Array {
  const backwards = { start: highestKey(partition, from), end: lowestKey(partition), reverse: true, limit: 1 };
  for (const key of log.getKeys(backwards)) return key;
  return lowestKey(partition, from);
}

function decode(chunk: Uint8Array, first: number, partition: number): Delivered[] {
  try {
    return decodeChunk(chunk, first);
  } catch (cause) {
    throw new AppError('EVENT_UNREADABLE', `The chunk at offset ${first} of partition ${partition} is damaged`, {
      cause,
    });
  }
}
