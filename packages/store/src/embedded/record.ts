/**
 * A document as stored: a small head, then its JSON. The head holds what a write must know of the document before it —
 * version and keys — so that no write parses the JSON of the one it replaces.
 *
 * `u32` bytes of the head · `f64` version · keys, each `u16` length + bytes · UTF-8 JSON; numbers little-endian.
 */
import type { Json } from '@facteur/primitives';
import type { StoredDocument } from '../store.ts';

const FIXED_BYTES = 12;

/** What is known of a document without parsing it. `keys` are those of its index and unique entries, as in {@link keysIn}. */
export interface Head {
  readonly version: number;
  readonly keys: Buffer;
}

/** A record, and its keys as one piece of it. */
export interface EncodedRecord {
  readonly bytes: Buffer;
  readonly keys: Buffer;
}

/** Lays out a record. `jsonBytes` is the UTF-8 length of `json`. */
export function encodeRecord(version: number, keys: readonly Buffer[], json: string, jsonBytes: number): EncodedRecord {
  let headBytes = FIXED_BYTES;
  for (const key of keys) headBytes += 2 + key.length;
  const bytes = Buffer.allocUnsafe(headBytes + jsonBytes);
  bytes.writeUInt32LE(headBytes, 0);
  bytes.writeDoubleLE(version, 4);
  let at = FIXED_BYTES;
  for (const key of keys) {
    bytes.writeUInt16LE(key.length, at);
    bytes.set(key, at + 2);
    at += 2 + key.length;
  }
  bytes.write(json, headBytes);
  return { bytes, keys: bytes.subarray(FIXED_BYTES, headBytes) };
}

/** The head of a record; `keys` is a view of `record`. */
export function headOf(record: Buffer): Head {
  return { version: record.readDoubleLE(4), keys: record.subarray(FIXED_BYTES, record.readUInt32LE(0)) };
}

/** The keys that a head holds, one by one. */
export function keysIn(keys: Buffer): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < keys.length; ) {
    const end = at + 2 + keys.readUInt16LE(at);
    found.push(keys.subarray(at + 2, end));
    at = end;
  }
  return found;
}

/** The document of a record. */
export function documentOf(record: Buffer): StoredDocument {
  const document = JSON.parse(record.toString('utf8', record.readUInt32LE(0), record.length)) as Record<string, Json>;
  document.version = record.readDoubleLE(4);
  return document as StoredDocument;
}
