/** Blobs in files: each sealed with the key of its scope and bound to its name, so that files cannot be swapped. */
import { statfs as systemStatfs } from 'node:fs/promises';
import type { KeyStore } from '@facteur/keys';
import { AppError, type Clock, systemClock } from '@facteur/primitives';
import { isBlobId } from '../blob-id.ts';
import type { BlobRef, Blobs, NewBlob } from '../blobs.ts';
import { DEFAULT_MIN_FREE_BYTES, freeBytesAbove } from '../free-bytes.ts';
import {
  distinctBlobs,
  isWhole,
  keyOf,
  missingBlob,
  type NamedBlob,
  nameBlobs,
  openStored,
  refsOf,
  sealBlob,
} from '../sealed.ts';
import { blobError } from './blob-error.ts';
import { fileBlobsBackup } from './dump.ts';
import { type DurableFolder, openDurableFolder } from './durable-folder.ts';
import { inLanes } from './in-lanes.ts';

/** How to open blobs in files. */
export interface FileBlobsOptions {
  /** Made with mode 0700 when missing. One process opens it at a time. */
  readonly folder: string;
  /** Where the scopes' keys are. It is not closed with the blobs. */
  readonly keys: KeyStore;
  /** Below this much free space `freeBytes` is 0. Default 256 MiB. */
  readonly minFreeBytes?: number;
  /** Free space of the disk that holds a folder. Default: `fs.statfs`. */
  readonly statfs?: (folder: string) => Promise<{ readonly bavail: number; readonly bsize: number }>;
  /** Default: the machine's. */
  readonly clock?: Clock;
}

/** Files written at a time; bounds open files, and leaves the disk enough to do. */
const LANES = 64;

/**
 * Opens the blobs in `folder`.
 * @throws AppError `BLOB_UNAVAILABLE`, `DISK_FULL` (retry later)
 */
export async function openFileBlobs(options: FileBlobsOptions): Promise<Blobs> {
  const { folder, keys } = options;
  const files = await orBlobError(folder, () => openDurableFolder(folder));
  const freeBytes = freeBytesOf(options);
  let closed = false;
  /** Runs `work` while open, with its errors as the port promises them. */
  function guarded<T>(work: () => Promise<T>): Promise<T> {
    return orBlobError(folder, async () => {
      if (closed) throw new AppError('BLOB_UNAVAILABLE', `The blobs in ${folder} are closed`, { retry: 'later' });
      return work();
    });
  }
  return {
    put: (blobs) => guarded(() => putAll(files, keys, blobs)),
    get: (ref) => guarded(() => getOne(files, keys, ref)),
    freeBytes: () => guarded(freeBytes),
    backup: fileBlobsBackup(files, guarded),
    async close() {
      if (closed) return;
      closed = true;
      await files.close();
    },
  };
}

async function putAll(files: DurableFolder, keys: KeyStore, blobs: readonly NewBlob[]): Promise<readonly BlobRef[]> {
  const named = nameBlobs(await keys.get(blobs.map(({ scope }) => scope)), blobs);
  const distinct = [...distinctBlobs(named).values()];
  await inLanes(distinct, LANES, (blob) => writeUnlessThere(files, blob));
  // Also for those already there: the one who wrote them may not have come as far as this.
  await files.sync(distinct.map(({ id }) => id));
  return refsOf(named);
}

async function writeUnlessThere(files: DurableFolder, blob: NamedBlob): Promise<void> {
  const there = files.has(blob.id) ? await files.read(blob.id) : undefined;
  if (there !== undefined && isWhole(blob, there)) return;
  await files.write({ name: blob.id, content: sealBlob(blob) });
}

async function getOne(files: DurableFolder, keys: KeyStore, ref: BlobRef): Promise<Buffer> {
  const key = keyOf(await keys.get([ref.scope]), ref.scope);
  const stored = isBlobId(ref.id) ? await files.read(ref.id) : undefined;
  if (stored === undefined) throw missingBlob(ref);
  return openStored(key, stored, ref);
}

function freeBytesOf(options: FileBlobsOptions): () => Promise<number> {
  const { folder, minFreeBytes = DEFAULT_MIN_FREE_BYTES, statfs = systemStatfs, clock = systemClock } = options;
  const read = async (): Promise<number> => {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  };
  return freeBytesAbove({ minFreeBytes, clock, read });
}

async function orBlobError<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw blobError(error, folder);
  }
}
