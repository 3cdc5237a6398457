/** Keys of the tables that hold a collection to its unique keys. Nothing is sorted by them, so long ones are hashed. */
import { createHash } from 'node:crypto';
import type { IndexValue } from '../store.ts';
import { encodeValues } from './index-key.ts';
import { tableKey } from './table-key.ts';

const LONGEST_PLAIN_BYTES = 256;

/** The key of `values` in a table. Plain values start with a type's tag, hashed ones with 0: neither can be taken for the other. */
export function uniqueKey(table: number, values: readonly IndexValue[]): Buffer {
  const bytes = encodeValues(values);
  if (bytes.length <= LONGEST_PLAIN_BYTES) return tableKey(table, bytes);
  return tableKey(table, Buffer.of(0), createHash('sha256').update(bytes).digest());
}
