/** The values of a unique key as bytes. Nothing is sorted by them, so long ones are hashed. */
import { createHash } from 'node:crypto';
import { encodeValues } from './index-key.ts';
import type { IndexValue } from './store.ts';

const LONGEST_PLAIN_BYTES = 256;
const HASHED = Buffer.of(0);

/** The bytes of `values`. Plain ones start with a type's tag, hashed ones with 0: neither can be taken for the other. */
export function encodeUnique(values: readonly IndexValue[]): Buffer {
  const bytes = encodeValues(values);
  if (bytes.length <= LONGEST_PLAIN_BYTES) return bytes;
  return Buffer.concat([HASHED, createHash('sha256').update(bytes).digest()]);
}
