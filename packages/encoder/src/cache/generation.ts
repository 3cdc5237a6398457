/** One append-only file of vectors, and where in it each key is. */
import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

/** Bytes of a key. */
const keyBytes = 16;
const magic = Buffer.from('FACTVEC1');
const stampBytes = 32;
const headerBytes = magic.length + stampBytes + 8;
const checkBytes = 4;
const chunkBytes = 4 * 2 ** 20;

/** A file that is open. */
export interface Generation {
  /** Records in the file, dead ones too. */
  readonly size: number;
  /** The vectors of these keys, where they are here and whole. */
  read(keys: readonly string[]): Promise<ReadonlyMap<string, Float32Array>>;
  /** Adds what is not here yet. */
  append(entries: ReadonlyMap<string, Float32Array>): Promise<void>;
  close(): Promise<void>;
}

/** What a file must be. */
export interface GenerationOptions {
  /** 32 bytes that say whose vectors these are. */
  readonly stamp: Buffer;
  readonly dimensions: number;
  readonly onDamage: (report: string) => void;
}

/** Bytes of one record. */
export function recordBytes(dimensions: number): number {
  return keyBytes + dimensions * Float32Array.BYTES_PER_ELEMENT + checkBytes;
}

/**
 * Opens the file, made when missing. A torn tail is cut off, a damaged record left out, a file of another kind emptied: each reported.
 * Throws what `node:fs` throws.
 */
export async function openGeneration(
  path: string,
  { stamp, dimensions, onDamage }: GenerationOptions,
): Promise<Generation> {
  const bytes = recordBytes(dimensions);
  const header = headerOf(stamp, dimensions);
  const file = await openFile(path);
  const places = new Map<string, number>();
  const offsetOf = (place: number): number => headerBytes + place * bytes;
  let size = 0;
  try {
    const length = (await file.stat()).size;
    const start = Buffer.alloc(headerBytes);
    await file.read(start, 0, headerBytes, 0);
    if (length > 0 && !start.equals(header)) onDamage(`${path} was emptied: it is no file of these vectors`);
    if (!start.equals(header)) {
      await file.truncate(0);
      await file.write(header, 0, headerBytes, 0);
    } else {
      size = Math.floor((length - headerBytes) / bytes);
      if (offsetOf(size) < length) {
        onDamage(`The last record of ${path} was dropped: it is torn`);
        await file.truncate(offsetOf(size));
      }
      const damaged = await scan(file, { bytes, size, places });
      if (damaged > 0) onDamage(`${damaged} records of ${path} were left out: they are damaged`);
    }
  } catch (error) {
    await file.close();
    throw error;
  }

  return {
    get size() {
      return size;
    },
    read: async (keys) => {
      const found = new Map<string, Float32Array>();
      for (const key of keys) {
        const place = places.get(key);
        if (place === undefined) continue;
        const record = Buffer.alloc(bytes);
        await file.read(record, 0, bytes, offsetOf(place));
        if (isWhole(record) && keyOf(record) === key) found.set(key, vectorOf(record));
        else places.delete(key);
      }
      return found;
    },
    append: async (entries) => {
      const fresh = [...entries].filter(([key, vector]) => !places.has(key) && vector.length === dimensions);
      if (fresh.length === 0) return;
      const records = Buffer.concat(fresh.map(([key, vector]) => recordOf(key, vector)));
      for (let done = 0; done < records.length; )
        done += (await file.write(records, done, records.length - done, offsetOf(size) + done)).bytesWritten;
      for (const [key] of fresh) {
        places.set(key, size);
        size += 1;
      }
    },
    close: () => file.close(),
  };
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r+');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return open(path, 'wx+', 0o600);
  }
}

function headerOf(stamp: Buffer, dimensions: number): Buffer {
  const rest = Buffer.alloc(4);
  rest.writeUInt32LE(dimensions);
  const start = Buffer.concat([magic, stamp, rest]);
  const check = Buffer.alloc(checkBytes);
  check.writeUInt32LE(crc32(start));
  return Buffer.concat([start, check]);
}

/** Fills `places`; returns how many records are damaged. */
async function scan(
  file: FileHandle,
  { bytes, size, places }: { bytes: number; size: number; places: Map<string, number> },
): Promise<number> {
  const each = Math.max(1, Math.floor(chunkBytes / bytes));
  const chunk = Buffer.alloc(each * bytes);
  let damaged = 0;
  for (let first = 0; first < size; first += each) {
    const count = Math.min(each, size - first);
    await file.read(chunk, 0, count * bytes, headerBytes + first * bytes);
    for (let i = 0; i < count; i += 1) {
      const record = chunk.subarray(i * bytes, (i + 1) * bytes);
      if (isWhole(record)) places.set(keyOf(record), first + i);
      else damaged += 1;
    }
  }
  return damaged;
}

function recordOf(key: string, vector: Float32Array): Buffer {
  const record = Buffer.alloc(recordBytes(vector.length));
  record.write(key, 0, keyBytes, 'hex');
  vector.forEach((value, i) => {
    record.writeFloatLE(value, keyBytes + i * 4);
  });
  record.writeUInt32LE(crc32(record.subarray(0, -checkBytes)), record.length - checkBytes);
  return record;
}

function isWhole(record: Buffer): boolean {
  return crc32(record.subarray(0, -checkBytes)) === record.readUInt32LE(record.length - checkBytes);
}

function keyOf(record: Buffer): string {
  return record.toString('hex', 0, keyBytes);
}

function vectorOf(record: Buffer): Float32Array {
  const count = (record.length - keyBytes - checkBytes) / 4;
  return Float32Array.from({ length: count }, (_, i) => record.readFloatLE(keyBytes + i * 4));
}
