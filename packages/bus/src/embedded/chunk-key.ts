/**
 * The key of a chunk: 18 bytes, big-endian, so that chunks sort by partition, then by offset. It says all that trimming
 * and recovery need, so that neither reads a value.
 */

/** Several messages of one partition, stored as one value. */
export interface ChunkKey {
  /** Number of the partition, unique in the folder. */
  readonly partition: number;
  /** Offset of the first message. */
  readonly first: number;
  /** When it was appended, in milliseconds since the epoch. */
  readonly timeMs: number;
  /** How many messages it holds, 1 to 65 535. */
  readonly count: number;
}

/** As bytes: partition (4), first offset (6), time (6), count (2). */
export function encodeChunkKey({ partition, first, timeMs, count }: ChunkKey): Buffer {
  const bytes = Buffer.allocUnsafe(18);
  bytes.writeUInt32BE(partition, 0);
  bytes.writeUIntBE(first, 4, 6);
  bytes.writeUIntBE(timeMs, 10, 6);
  bytes.writeUInt16BE(count, 16);
  return bytes;
}

/** The reverse of `encodeChunkKey`. */
export function decodeChunkKey(bytes: Uint8Array): ChunkKey {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    partition: view.readUInt32BE(0),
    first: view.readUIntBE(4, 6),
    timeMs: view.readUIntBE(10, 6),
    count: view.readUInt16BE(16),
  };
}

/** The lowest key that a chunk of `partition` starting at `offset` or later can have. */
export function lowestKey(partition: number, offset = 0): Buffer {
  return encodeChunkKey({ partition, first: offset, timeMs: 0, count: 0 });
}

/** The highest key that a chunk of `partition` starting at `offset` or earlier can have. */
export function highestKey(partition: number, offset: number): Buffer {
  return encodeChunkKey({ partition, first: offset, timeMs: 2 ** 48 - 1, count: 0xffff });
}
