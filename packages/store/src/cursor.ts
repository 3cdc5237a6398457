/** Cursors: the index entry a page ended with, and a fingerprint of that and the query, so that no other query takes it. */
import { createHash } from 'node:crypto';
import { AppError } from '@facteur/primitives';
import type { QueryPlan } from './check-query.ts';

const FINGERPRINT_BYTES = 8;
const BASE64URL = /^[A-Za-z0-9_-]+$/;

/** `entry` is the last entry's key without its table. */
export function encodeCursor(collection: string, plan: QueryPlan, entry: Buffer): string {
  return Buffer.concat([fingerprint(collection, plan, entry), entry]).toString('base64url');
}

/** The entry that a cursor holds. @throws AppError `BAD_INPUT` for one of another query, or none at all */
export function decodeCursor(collection: string, plan: QueryPlan, cursor: string): Buffer {
  const bytes = BASE64URL.test(cursor) ? Buffer.from(cursor, 'base64url') : Buffer.alloc(0);
  const entry = bytes.subarray(FINGERPRINT_BYTES);
  if (!bytes.subarray(0, FINGERPRINT_BYTES).equals(fingerprint(collection, plan, entry))) {
    throw new AppError('BAD_INPUT', `This is no cursor of this query on ${collection}`);
  }
  return entry;
}

function fingerprint(
  collection: string,
  { fields, equals, from, below, descending }: QueryPlan,
  entry: Buffer,
): Buffer {
  const query = JSON.stringify([collection, fields, equals, from ?? null, below ?? null, descending]);
  return createHash('sha256').update(query).update(entry).digest().subarray(0, FINGERPRINT_BYTES);
}
