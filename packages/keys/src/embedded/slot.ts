/**
 * One key as it lies on disk: 64 bytes, so that a slot never crosses a disk sector.
 * Byte 0: state · 4–7: CRC-32 of bytes 8–55 · 8–23: digest of the scope · 24–55: the key · the rest is zero.
 */
import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Bytes of a slot. */
export const SLOT_BYTES = 64;
/** Bytes of a scope's digest. */
export const DIGEST_BYTES = 16;
/** Bytes of a key (AES-256). */
export const KEY_BYTES = 32;
/** Value of byte 0 of a slot whose key was destroyed. Written before the key is overwritten, never undone. */
export const DESTROYED = 2;

const LIVE = 1;
const CRC_AT = 4;
const DIGEST_AT = 8;
const KEY_AT = DIGEST_AT + DIGEST_BYTES;
const END = KEY_AT + KEY_BYTES;

/** What a slot holds: nothing usable, a key, or the trace of a destroyed one (`clean` once its key is overwritten). */
export type Slot =
  | { readonly state: 'empty' | 'torn' }
  | { readonly state: 'live'; readonly digest: Buffer; readonly key: Buffer }
  | { readonly state: 'destroyed'; readonly digest: Buffer; readonly clean: boolean };

/** Which scope a slot belongs to: the first 16 bytes of SHA-256. */
export function scopeDigest(scope: string): Buffer {
  return hash('sha256', scope, 'buffer').subarray(0, DIGEST_BYTES);
}

/** The slot of a key; without `key`, the trace of a destroyed one. */
export function encodeSlot(digest: Buffer, key?: Buffer): Buffer {
  const slot = Buffer.alloc(SLOT_BYTES);
  slot[0] = key === undefined ? DESTROYED : LIVE;
  digest.copy(slot, DIGEST_AT);
  key?.copy(slot, KEY_AT);
  slot.writeUInt32LE(crc32(slot.subarray(DIGEST_AT, END)), CRC_AT);
  return slot;
}

/** Reads a slot. The buffers of the answer are views of `slot`. */
export function decodeSlot(slot: Buffer): Slot {
  const digest = slot.subarray(DIGEST_AT, KEY_AT);
  const key = slot.subarray(KEY_AT, END);
  // A destroyed slot is believed without its checksum: its digest was on disk before, only the key bytes can be torn.
  if (slot[0] === DESTROYED) return { state: 'destroyed', digest, clean: key.every((byte) => byte === 0) };
  if (slot[0] === LIVE && slot.readUInt32LE(CRC_AT) === crc32(slot.subarray(DIGEST_AT, END)))
    return { state: 'live', digest, key };
  return { state: slot.every((byte) => byte === 0) ? 'empty' : 'torn' };
}
