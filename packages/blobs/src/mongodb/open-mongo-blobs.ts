/** Blobs on MongoDB, for any number of processes. */
import type { KeyStore } from '@facteur/keys';
import { type Clock, systemClock } from '@facteur/primitives';
import { isBlobId } from '../blob-id.ts';
import type { BlobRef, Blobs } from '../blobs.ts';
import { DEFAULT_MIN_FREE_BYTES, freeBytesAbove } from '../free-bytes.ts';
import { damagedBlob, distinctBlobs, fullName, keyOf, missingBlob, nameBlobs, openStored, refsOf } from '../sealed.ts';
import { type BlobEntry, type BlobPlace, storedBytes } from './blob-entry.ts';
import { blobDatabase, type MongoSource } from './database.ts';
import { mongoBlobsBackup } from './dump.ts';
import { freeDiskBytes } from './free-disk-bytes.ts';
import { openLargeBlobs } from './large-blobs.ts';
import { putBlobs } from './put-blobs.ts';

/** How to open blobs on MongoDB. */
export type MongoBlobsOptions = MongoSource & {
  /** Holds `blobs` and, for large ones, the GridFS bucket `blobs.large`. */
  readonly database: string;
  /** Where the scopes' keys are. It is not closed with the blobs. */
  readonly keys: KeyStore;
  /** After so many milliseconds without an answer a call fails. A large blob takes several answers. Default 10 000. */
  readonly timeoutMs?: number;
  /** Below this much free space on the server's disk `freeBytes` is 0. Default 256 MiB. */
  readonly minFreeBytes?: number;
  /** Default: the machine's. */
  readonly clock?: Clock;
};

/**
 * Opens the blobs in `database` of MongoDB ≥ 5 or what speaks its protocol. They are kept once the majority has them in its journal.
 * `freeBytes` is `Number.MAX_SAFE_INTEGER` where the server does not tell the size of its disk (FerretDB, sharded clusters).
 * @throws AppError `BLOB_UNAVAILABLE` (later) when nobody answers; `CONFIG_INVALID` (never) for an address that cannot be read
 */
export async function openMongoBlobs(options: MongoBlobsOptions): Promise<Blobs> {
  const { keys, timeoutMs = 10_000, minFreeBytes = DEFAULT_MIN_FREE_BYTES, clock = systemClock } = options;
  const database = blobDatabase(options, options.database, timeoutMs);
  const { ask, close } = database;
  try {
    await ask(() => database.db.command({ ping: 1 }));
  } catch (error) {
    await close();
    throw error;
  }
  const place: BlobPlace = {
    get entries() {
      return database.db.collection<BlobEntry>('blobs');
    },
    large: openLargeBlobs(database),
    ask,
  };
  const read = async (): Promise<number> => freeDiskBytes(await ask(() => database.db.command({ dbStats: 1 })));
  const freeBytes = freeBytesAbove({ minFreeBytes, clock, read });
  return {
    async put(blobs) {
      const named = nameBlobs(await keys.get(blobs.map(({ scope }) => scope)), blobs);
      await putBlobs(place, distinctBlobs(named));
      return refsOf(named);
    },
    get: (ref) => getBlob(place, keys, ref),
    freeBytes,
    backup: mongoBlobsBackup(place),
    close,
  };
}

async function getBlob(place: BlobPlace, keys: KeyStore, ref: BlobRef): Promise<Buffer> {
  const key = keyOf(await keys.get([ref.scope]), ref.scope);
  if (!isBlobId(ref.id)) throw missingBlob(ref);
  const entry = await place.ask(() => place.entries.findOne({ _id: fullName(ref) }));
  if (entry === null) throw missingBlob(ref);
  const stored = await storedBytes(place, entry);
  if (stored === undefined) throw damagedBlob(ref);
  return openStored(key, stored, ref);
}
