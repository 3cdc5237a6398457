/**
 * A key as it lies in the database. Format 1: the 32 bytes themselves. Format 2: sealed with a wrapping key from outside, bound
 * to what the key is for. A destroyed one has no bytes, in either format. Pure.
 */
import type { KeyObject } from 'node:crypto';
import { AppError, isAppError } from '@facteur/primitives';
import type { Binary } from 'mongodb';
import { seal, unseal } from '../seal.ts';

/** Bytes of a key (AES-256), and of the secret of digests. */
export const KEY_BYTES = 32;

const PLAIN = 1;
const WRAPPED = 2;

/** A document. `_id`: what the key is for. */
export interface KeyRecord {
  readonly _id: string;
  readonly format: number;
  readonly key?: Buffer | Binary;
  /** Never undone: a scope gets no second key. */
  readonly destroyed?: true;
}

/** The document of a key, wrapped when there is a wrapping key. */
export function keyRecord(_id: string, key: Buffer, wrapWith: KeyObject | undefined): KeyRecord {
  if (wrapWith === undefined) return { _id, format: PLAIN, key };
  return { _id, format: WRAPPED, key: seal(wrapWith, key, boundTo(_id)) };
}

/** The trace of a destroyed key. */
export function tombstone(_id: string): KeyRecord {
  return { _id, format: PLAIN, destroyed: true };
}

/**
 * The key in a document; undefined when it was destroyed.
 * @throws AppError `KEYS_UNAVAILABLE` (never) when it was damaged, or written with another, or without a needed wrapping key
 */
export function keyIn({ _id, format, key, destroyed }: KeyRecord, wrapWith: KeyObject | undefined): Buffer | undefined {
  if (format !== PLAIN && format !== WRAPPED)
    throw unusable(`is stored in format ${format}; this version reads up to ${WRAPPED}`, _id);
  if (destroyed) return undefined;
  if (key === undefined) throw unusable('was damaged', _id);
  if (format === WRAPPED && wrapWith === undefined) throw unusable('is wrapped: the wrapping key is needed', _id);
  if (format === PLAIN && wrapWith !== undefined)
    throw unusable('is not wrapped: these keys were made without a wrapping key, open them without', _id);
  const stored = Buffer.from('value' in key ? key.value() : key);
  const bytes = wrapWith === undefined ? stored : unwrap(wrapWith, stored, _id);
  if (bytes.length !== KEY_BYTES) throw unusable('was damaged', _id);
  return bytes;
}

function unwrap(wrapWith: KeyObject, stored: Buffer, _id: string): Buffer {
  try {
    return unseal(wrapWith, stored, boundTo(_id));
  } catch (error) {
    if (isAppError(error)) throw unusable('was wrapped with another wrapping key, or damaged', _id);
    throw error;
  }
}

function boundTo(_id: string): string {
  return `key/${_id}`;
}

function unusable(how: string, _id: string): AppError {
  return new AppError('KEYS_UNAVAILABLE', `The key of ${_id} ${how}`, { scope: _id });
}
