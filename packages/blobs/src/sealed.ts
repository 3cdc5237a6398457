/** What adapters store of a blob: sealed with the key of its scope and bound to its name, so that stored bytes cannot be swapped. Pure. */
import type { KeyObject } from 'node:crypto';
import { seal, unseal } from '@facteur/keys';
import { AppError, isAppError } from '@facteur/primitives';
import { blobId } from './blob-id.ts';
import type { BlobRef, NewBlob } from './blobs.ts';

/** Concerns no person: not sealed. */
const PUBLIC_SCOPE = 'public';

/** A blob with its key (undefined: not sealed) and name. */
export interface NamedBlob extends NewBlob {
  readonly id: string;
  readonly key: KeyObject | undefined;
}

/** A scope and an id: what finds a blob. */
export type BlobName = Pick<BlobRef, 'scope' | 'id'>;

/** The blobs with their keys and names, in order. @throws AppError `KEY_ERASED` (never) when a scope has no key */
export function nameBlobs(keys: ReadonlyMap<string, KeyObject>, blobs: readonly NewBlob[]): readonly NamedBlob[] {
  return blobs.map((blob) => {
    const key = keyOf(keys, blob.scope);
    return { ...blob, key, id: blobId(key, blob.content) };
  });
}

/** Each blob once, under its full name. */
export function distinctBlobs(blobs: readonly NamedBlob[]): ReadonlyMap<string, NamedBlob> {
  return new Map(blobs.map((blob) => [fullName(blob), blob]));
}

/** What `Blobs.put` answers. */
export function refsOf(blobs: readonly NamedBlob[]): readonly BlobRef[] {
  return blobs.map(({ scope, id, content }) => ({ scope, id, bytes: content.length }));
}

/** The key to open with; undefined for what is not sealed. @throws AppError `KEY_ERASED` (never) */
export function keyOf(keys: ReadonlyMap<string, KeyObject>, scope: string): KeyObject | undefined {
  if (scope === PUBLIC_SCOPE) return undefined;
  const key = keys.get(scope);
  if (key === undefined) throw new AppError('KEY_ERASED', `The key of ${scope} was erased, or never made`, { scope });
  return key;
}

/** The bytes to store. */
export function sealBlob(blob: NamedBlob): Buffer {
  return blob.key === undefined ? blob.content : seal(blob.key, blob.content, fullName(blob));
}

/** The plain content of stored bytes. @throws AppError `EVENT_UNREADABLE` when they were damaged, or are another blob's */
export function openStored(key: KeyObject | undefined, stored: Buffer, name: BlobName): Buffer {
  if (key !== undefined) return unseal(key, stored, fullName(name));
  if (blobId(undefined, stored) === name.id) return stored;
  throw damagedBlob(name);
}

/** True when the stored bytes hold the blob's content. */
export function isWhole(blob: NamedBlob, stored: Buffer): boolean {
  try {
    return openStored(blob.key, stored, blob).equals(blob.content);
  } catch (error) {
    if (isAppError(error, 'EVENT_UNREADABLE')) return false;
    throw error;
  }
}

/** `scope/id`. */
export function fullName({ scope, id }: BlobName): string {
  return `${scope}/${id}`;
}

/** What to throw for a blob that is not there. */
export function missingBlob({ scope, id }: BlobName): AppError {
  return new AppError('BLOB_MISSING', `There is no blob ${id} of ${scope}`, { scope, id });
}

/** What to throw for a blob that is not as it was put. */
export function damagedBlob({ id }: BlobName): AppError {
  return new AppError('EVENT_UNREADABLE', `Blob ${id} was damaged`, { id });
}
