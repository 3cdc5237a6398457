/**
 * Vectors by key, on disk. A cache: whatever is wrong with its files costs vectors, which are computed again, and never an error.
 *
 * A file is a header and records of one size, [key 16 bytes][vector, Float32][CRC-32]. Records are only ever appended, so that a killed
 * process leaves a torn tail at worst. Bounded by generations: a file that has grown to half of the bound is followed by a new one,
 * and the one before it is removed; what is still asked for moves along.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '@facteur/primitives';
import { type Generation, openGeneration, recordBytes } from './generation.ts';

/** Vectors on disk. */
export interface VectorCache {
  /** The vectors of these keys, where there are any. */
  get(keys: readonly string[]): Promise<ReadonlyMap<string, Float32Array>>;
  /** Keeps vectors, some time after this returns; the vectors are copied. */
  put(entries: ReadonlyMap<string, Float32Array>): void;
  /** Resolves when everything that was put is in the file. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** How a cache on disk is kept. */
export interface VectorCacheOptions {
  /** Numbers in a vector. */
  readonly dimensions: number;
  /** Bytes that the files may take together. Default 256 MiB: 172 000 vectors of 384 numbers. */
  readonly maxBytes?: number;
  /** Told, in words, what was thrown away or could not be kept. */
  readonly onDamage?: (report: string) => void;
}

/**
 * Opens the vectors of the embedder `embedderId` in `folder` (made when missing). Several embedders may share a folder; of each, one
 * process at a time. Removing the folder erases everything.
 *
 * Keys are 32 hexadecimal digits. A folder that cannot be used gives a cache that keeps nothing, and a report. Long because its small
 * functions share the files and the turn in which they are used.
 */
export async function openVectorCache(
  folder: string,
  embedderId: string,
  options: VectorCacheOptions,
): Promise<VectorCache> {
  const { dimensions, maxBytes = 256 * 2 ** 20, onDamage = () => undefined } = options;
  const stamp = createHash('sha256').update(embedderId).digest();
  const prefix = `${stamp.toString('hex').slice(0, 16)}-`;
  const path = (sequence: number): string => join(folder, `${prefix}${sequence}.vectors`);
  const maxRecords = Math.max(1, Math.floor(maxBytes / 2 / recordBytes(dimensions)));
  /** Newest last; two at most. */
  const generations: { sequence: number; file: Generation }[] = [];
  let isBroken = false;
  let turn = Promise.resolve();

  const add = async (sequence: number): Promise<void> => {
    const file = await openGeneration(path(sequence), { stamp, dimensions, onDamage });
    generations.push({ sequence, file });
  };
  const giveUp = (error: unknown): void => {
    isBroken = true;
    onDamage(`No more vectors are kept in ${folder}: ${messageOf(error)}`);
  };
  const remove = async ({ sequence, file }: { sequence: number; file: Generation }): Promise<void> => {
    await file.close();
    await rm(path(sequence), { force: true });
  };

  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const sequences = sequencesIn(await readdir(folder), prefix);
    for (const old of sequences.slice(0, -2)) await rm(path(old), { force: true });
    for (const sequence of sequences.length === 0 ? [1] : sequences.slice(-2)) await add(sequence);
  } catch (error) {
    giveUp(error);
  }

  const append = async (entries: ReadonlyMap<string, Float32Array>): Promise<void> => {
    if (isBroken) return;
    try {
      const newest = generations.at(-1);
      if (newest === undefined) return;
      if (newest.file.size >= maxRecords) {
        await add(newest.sequence + 1);
        for (const old of generations.splice(0, generations.length - 2)) await remove(old);
      }
      await generations.at(-1)?.file.append(entries);
    } catch (error) {
      giveUp(error);
    }
  };
  const put = (entries: ReadonlyMap<string, Float32Array>): void => {
    const kept = new Map([...entries].map(([key, vector]) => [key, vector.slice()]));
    turn = turn.then(() => append(kept));
  };
  const get = async (keys: readonly string[]): Promise<ReadonlyMap<string, Float32Array>> => {
    const found = new Map<string, Float32Array>();
    if (isBroken) return found;
    try {
      const [newest, older] = [generations.at(-1)?.file, generations.at(-2)?.file];
      for (const [key, vector] of (await newest?.read(keys)) ?? []) found.set(key, vector);
      const moved = await older?.read(keys.filter((key) => !found.has(key)));
      for (const [key, vector] of moved ?? []) found.set(key, vector);
      if (moved !== undefined && moved.size > 0) put(moved);
    } catch (error) {
      giveUp(error);
    }
    return found;
  };

  return {
    // In turn: no file is removed while it is read.
    get: (keys) => {
      const outcome = turn.then(() => get(keys));
      turn = outcome.then(() => undefined);
      return outcome;
    },
    put,
    flush: () => turn,
    close: async () => {
      await turn;
      // Reading an older generation puts what it found: that is written as well.
      await turn;
      isBroken = true;
      for (const { file } of generations.splice(0)) await file.close();
    },
  };
}

function sequencesIn(names: readonly string[], prefix: string): readonly number[] {
  return names
    .filter((name) => name.startsWith(prefix) && name.endsWith('.vectors'))
    .map((name) => Number(name.slice(prefix.length, -'.vectors'.length)))
    .filter((sequence) => Number.isSafeInteger(sequence) && sequence > 0)
    .sort((a, b) => a - b);
}
