/**
 * A backup file: a gzipped tar that opens with a manifest and closes with the digest of everything before, so that one that is damaged
 * or was cut short is known before anything is done with it.
 */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { GroupPlace, LoggedTopic } from '@facteur/bus';
import { AppError, isAppError, messageOf } from '@facteur/primitives';
import type { CollectionDefinition } from '@facteur/store';
import { z } from 'zod';
import { damaged, encodeTarEntry, readTar, TAR_END, type TarEntry } from './tar.ts';

/** Grows when an older version could not read it. */
const FORMAT = 1;
const MANIFEST = 'facteur-backup.json';
const END = 'end.json';

const placeSchema = z.object({ group: z.string(), topic: z.string(), partition: z.int(), offset: z.int() });
const manifestSchema = z.object({
  format: z.int().positive(),
  /** `data`: store, log, blobs; `keys`: the data keys alone. */
  holds: z.enum(['data', 'keys']),
  /** Version of the product that wrote it. */
  product: z.string(),
  /** When it was taken (ms since 1970). */
  takenAt: z.number(),
  /** A digest that only the same installation's keys give. */
  keyCheck: z.string().optional(),
  places: z.array(placeSchema).default([]),
  topics: z.array(z.object({ name: z.string(), ends: z.array(z.int()) })).optional(),
  /** Where brokers keep the log: events that groups had not handled. */
  behind: z.int().optional(),
  collections: z.array(z.looseObject({ name: z.string() })).default([]),
});

/** What a backup says of itself. `topics` is absent where brokers keep the log. */
export interface Manifest {
  readonly holds: 'data' | 'keys';
  readonly product: string;
  readonly takenAt: number;
  readonly keyCheck?: string | undefined;
  readonly places: readonly GroupPlace[];
  readonly topics?: readonly LoggedTopic[] | undefined;
  /** Where brokers keep the log: how many events groups had not handled, which are not in the backup. */
  readonly behind?: number | undefined;
  readonly collections: readonly CollectionDefinition[];
}

/** The bytes of a backup, not yet compressed. */
export async function* writeArchive(
  manifest: Manifest,
  entries: AsyncIterable<TarEntry>,
): AsyncGenerator<Buffer, void, undefined> {
  const hash = createHash('sha256');
  let count = 1;
  const encode = (entry: TarEntry): Buffer => {
    const raw = encodeTarEntry(entry, manifest.takenAt);
    hash.update(raw);
    return raw;
  };
  yield encode({ name: MANIFEST, bytes: jsonBytes({ format: FORMAT, ...manifest }) });
  for await (const entry of entries) {
    yield encode(entry);
    count += 1;
  }
  yield encodeTarEntry(
    { name: END, bytes: jsonBytes({ entries: count, sha256: hash.digest('hex') }) },
    manifest.takenAt,
  );
  yield TAR_END;
}

/** A backup being read. */
export interface OpenArchive {
  readonly manifest: Manifest;
  /** What follows the manifest; ends without an error only when the digest is right. */
  readonly entries: AsyncGenerator<TarEntry, void, undefined>;
}

/**
 * Opens the backup at `path`. Its entries must be read to their end, or `return` be called on them.
 * @throws AppError `BAD_INPUT` (never), also while entries are read: damaged, cut short, no backup; `DATA_FOLDER_NEWER` (never) for one
 *   that a later version wrote; `NOT_FOUND` when the file cannot be read
 */
export async function openArchive(path: string): Promise<OpenArchive> {
  const entries = readEntries(path);
  const first = await entries.next();
  if (first.done === true || first.value.name !== MANIFEST) throw damaged('it does not begin with a manifest');
  return { manifest: manifestIn(first.value.bytes), entries };
}

/** Reads a backup from end to end. @throws as `openArchive` */
export async function verifyArchive(path: string): Promise<Manifest> {
  const { manifest, entries } = await openArchive(path);
  for await (const _ of entries);
  return manifest;
}

async function* readEntries(path: string): AsyncGenerator<TarEntry, void, undefined> {
  const hash = createHash('sha256');
  let count = 0;
  let end: Buffer | undefined;
  // Errors of the file come out of the last stream, which is read.
  const plain = pipeline(createReadStream(path), createGunzip(), () => undefined);
  try {
    for await (const { name, bytes, raw } of readTar(plain)) {
      if (end !== undefined) throw damaged('something follows its end');
      if (name === END) {
        end = bytes;
        continue;
      }
      hash.update(raw);
      count += 1;
      yield { name, bytes };
    }
    checkEnd(end, count, hash);
  } catch (error) {
    throw readError(path, error);
  } finally {
    plain.destroy();
  }
}

function checkEnd(end: Buffer | undefined, count: number, hash: Hash): void {
  if (end === undefined) throw damaged('it has no end');
  const { entries, sha256 } = parsed(end) as { entries?: number; sha256?: string };
  if (entries !== count || sha256 !== hash.digest('hex')) throw damaged('its digest is wrong');
}

function manifestIn(bytes: Buffer): Manifest {
  const { format } = Object(parsed(bytes)) as { format?: unknown };
  if (typeof format === 'number' && format > FORMAT)
    throw new AppError(
      'DATA_FOLDER_NEWER',
      `The backup is of format ${format}, this version reads up to ${FORMAT}: restore it with the version that wrote it, or a later one`,
    );
  const found = manifestSchema.safeParse(parsed(bytes));
  if (found.success) return found.data as Manifest;
  throw damaged('its manifest is not readable');
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return {};
  }
}

function jsonBytes(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`);
}

function readError(path: string, error: unknown): unknown {
  if (isAppError(error)) return error;
  const code = Object(error).code as unknown;
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR')
    return new AppError('NOT_FOUND', `The backup ${path} cannot be read: ${messageOf(error)}`, { cause: error });
  return typeof code === 'string' && code.startsWith('Z') ? damaged(messageOf(error)) : error;
}
