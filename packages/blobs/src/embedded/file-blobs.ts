/** Blobs in files: each sealed with the key of its scope and bound to its name, so that files cannot be swapped. */
import type { KeyObject } from 'node:crypto';
import { statfs as systemStatfs } from 'node:fs/promises';
import { type KeyStore, seal, unseal } from '@facteur/keys';
import { AppError, type Clock, isAppError, systemClock } from '@facteur/primitives';
import type { BlobRef, Blobs, NewBlob } from '../blobs.ts';
import { blobError } from './blob-error.ts';
import { blobId, isBlobId } from './blob-id.ts';
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

const PUBLIC_SCOPE = 'public';
/** How long an answer of `statfs` is believed. */
const FREE_BYTES_AGE_MS = 1000;
/** Files written at a time; bounds open files, and leaves the disk enough to do. */
const LANES = 64;

/** A blob with its key and name. */
interface Named extends NewBlob {
  readonly id: string;
  readonly key: KeyObject | undefined;
}

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
    async close() {
      if (closed) return;
      closed = true;
      await files.close();
    },
  };
}

async function putAll(files: DurableFolder, keys: KeyStore, blobs: readonly NewBlob[]): Promise<BlobRef[]> {
  const scopeKeys = await keys.get(blobs.map(({ scope }) => scope));
  const named = blobs.map((blob): Named => {
    const key = keyOf(scopeKeys, blob.scope);
    return { ...blob, key, id: blobId(key, blob.content) };
  });
  const distinct = [...new Map(named.map((blob) => [`${blob.scope}/${blob.id}`, blob])).values()];
  await inLanes(distinct, LANES, (blob) => writeUnlessThere(files, blob));
  // Also for those already there: the one who wrote them may not have come as far as this.
  await files.sync(distinct.map(({ id }) => id));
  return named.map(({ scope, id, content }) => ({ scope, id, bytes: content.length }));
}

async function writeUnlessThere(files: DurableFolder, { scope, id, key, content }: Named): Promise<void> {
  const there = files.has(id) ? await files.read(id) : undefined;
  if (there !== undefined && openOrNothing(key, there, { scope, id })?.equals(content)) return;
  const stored = key === undefined ? content : seal(key, content, boundTo({ scope, id }));
  await files.write({ name: id, content: stored });
}

async function getOne(files: DurableFolder, keys: KeyStore, ref: BlobRef): Promise<Buffer> {
  const key = keyOf(await keys.get([ref.scope]), ref.scope);
  const stored = isBlobId(ref.id) ? await files.read(ref.id) : undefined;
  if (stored === undefined)
    throw new AppError('BLOB_MISSING', `There is no blob ${ref.id} of ${ref.scope}`, { scope: ref.scope, id: ref.id });
  return openStored(key, stored, ref);
}

/** The plain content of a file. @throws AppError `EVENT_UNREADABLE` when it was damaged */
function openStored(key: KeyObject | undefined, stored: Buffer, ref: Pick<BlobRef, 'scope' | 'id'>): Buffer {
  if (key !== undefined) return unseal(key, stored, boundTo(ref));
  if (blobId(undefined, stored) === ref.id) return stored;
  throw new AppError('EVENT_UNREADABLE', `Blob ${ref.id} was damaged`, { id: ref.id });
}

function openOrNothing(...args: Parameters<typeof openStored>): Buffer | undefined {
  try {
    return openStored(...args);
  } catch (error) {
    if (isAppError(error, 'EVENT_UNREADABLE')) return undefined;
    throw error;
  }
}

function boundTo({ scope, id }: Pick<BlobRef, 'scope' | 'id'>): string {
  return `${scope}/${id}`;
}

/** The key to seal with; undefined for what is not sealed. */
function keyOf(keys: ReadonlyMap<string, KeyObject>, scope: string): KeyObject | undefined {
  if (scope === PUBLIC_SCOPE) return undefined;
  const key = keys.get(scope);
  if (key === undefined) throw new AppError('KEY_ERASED', `The key of ${scope} was erased, or never made`, { scope });
  return key;
}

function freeBytesOf(options: FileBlobsOptions): () => Promise<number> {
  const { folder, minFreeBytes = 256 * 1024 * 1024, statfs = systemStatfs, clock = systemClock } = options;
  let free = 0;
  let readAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (clock.now() - readAt >= FREE_BYTES_AGE_MS) {
      const { bavail, bsize } = await statfs(folder);
      free = Math.max(0, bavail * bsize - minFreeBytes);
      readAt = clock.now();
    }
    return free;
  };
}

async function orBlobError<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw blobError(error, folder);
  }
}
