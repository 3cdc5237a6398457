/**
 * Blobs in a folder: small ones in one file together, large ones each in a file. Each is sealed with the key of its scope and bound to its
 * name, so that they cannot be swapped.
 */
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
import { fileBlobsBackup, type Places } from './dump.ts';
import { type DurableFolder, openDurableFolder } from './durable-folder.ts';
import { inLanes } from './in-lanes.ts';
import { openSmallBlobs, type SmallBlobs } from './small-blobs.ts';

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
  /** Content up to so many bytes is small. Default 64 KiB. */
  readonly smallBytes?: number;
}

const SMALL_BYTES = 64 * 1024;
/** Files written at a time; bounds open files, and leaves the disk enough to do. */
const LANES = 64;

/**
 * Opens the blobs in `folder`.
 * @throws AppError `BLOB_UNAVAILABLE`, `DISK_FULL` (retry later)
 */
export async function openFileBlobs(options: FileBlobsOptions): Promise<Blobs> {
  const { folder, keys, smallBytes = SMALL_BYTES } = options;
  const files = await orBlobError(folder, () => openDurableFolder(folder));
  const places: Places = { files, small: await orBlobError(folder, () => openSmallBlobs(folder)), smallBytes };
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
    put: (blobs) => guarded(() => putAll(places, keys, blobs)),
    get: (ref) => guarded(() => getOne(places, keys, ref)),
    freeBytes: () => guarded(freeBytes),
    backup: fileBlobsBackup(places, guarded),
    async close() {
      if (closed) return;
      closed = true;
      await files.close();
      await places.small.close();
    },
  };
}

async function putAll(places: Places, keys: KeyStore, blobs: readonly NewBlob[]): Promise<readonly BlobRef[]> {
  const named = nameBlobs(await keys.get(blobs.map(({ scope }) => scope)), blobs);
  const distinct = [...distinctBlobs(named).values()];
  const isSmall = ({ content }: NamedBlob): boolean => content.length <= places.smallBytes;
  await putSmall(places.small, distinct.filter(isSmall));
  await putLarge(
    places.files,
    distinct.filter((blob) => !isSmall(blob)),
  );
  return refsOf(named);
}

async function putSmall(small: SmallBlobs, blobs: readonly NamedBlob[]): Promise<void> {
  const there = blobs.length === 0 ? [] : await small.read(blobs.map(({ id }) => id));
  const missing = blobs.filter((blob, index) => !isThere(blob, there[index]));
  if (missing.length > 0) await small.write(missing.map((blob) => ({ name: blob.id, bytes: sealBlob(blob) })));
}

async function putLarge(files: DurableFolder, blobs: readonly NamedBlob[]): Promise<void> {
  await inLanes(blobs, LANES, async (blob) => {
    const there = files.has(blob.id) ? await files.read(blob.id) : undefined;
    if (!isThere(blob, there)) await files.write({ name: blob.id, content: sealBlob(blob) });
  });
  // Also for those already there: the one who wrote them may not have come as far as this.
  await files.sync(blobs.map(({ id }) => id));
}

function isThere(blob: NamedBlob, stored: Buffer | undefined): boolean {
  return stored !== undefined && isWhole(blob, stored);
}

async function getOne({ files, small }: Places, keys: KeyStore, ref: BlobRef): Promise<Buffer> {
  const key = keyOf(await keys.get([ref.scope]), ref.scope);
  if (!isBlobId(ref.id)) throw missingBlob(ref);
  const [together] = await small.read([ref.id]);
  const stored = together ?? (await files.read(ref.id));
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
