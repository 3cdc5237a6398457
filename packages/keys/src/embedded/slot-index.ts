/**
 * Which slot belongs to which scope, in memory: an open-addressing table over packed digests.
 * About 25 bytes a key, where a `Map` of strings would take over 100.
 */
import { DIGEST_BYTES } from './slot.ts';

/** Slots by scope digest. Slot numbers begin at 1 (slot 0 is the file's header). */
export interface SlotIndex {
  /** 0: unknown scope; n > 0: its key is in slot n; n < 0: it was destroyed, its trace is in slot −n. */
  find(digest: Buffer): number;
  /** Adds a scope that `find` does not know. */
  add(digest: Buffer, slot: number): void;
  /** Says that the key of a known scope is destroyed. */
  markDestroyed(digest: Buffer): void;
}

/** An empty index. */
export function createSlotIndex(): SlotIndex {
  let table = new Int32Array(2048);
  let digests = Buffer.alloc(1024 * DIGEST_BYTES);
  let count = 0;

  /** Where in the table `digest` is, or would be put. */
  function place(digest: Buffer): number {
    const mask = table.length - 1;
    for (let at = digest.readUInt32LE(0) & mask; ; at = (at + 1) & mask) {
      const slot = Math.abs(table[at] ?? 0);
      const start = slot * DIGEST_BYTES;
      if (slot === 0 || digest.compare(digests, start, start + DIGEST_BYTES) === 0) return at;
    }
  }
  function growTable(): void {
    const old = table;
    table = new Int32Array(old.length * 2);
    for (const entry of old) {
      const start = Math.abs(entry) * DIGEST_BYTES;
      if (entry !== 0) table[place(digests.subarray(start, start + DIGEST_BYTES))] = entry;
    }
  }
  function remember(digest: Buffer, slot: number): void {
    const end = (slot + 1) * DIGEST_BYTES;
    if (end > digests.length) {
      const larger = Buffer.alloc(Math.max(end, digests.length * 2));
      digests.copy(larger);
      digests = larger;
    }
    digest.copy(digests, slot * DIGEST_BYTES);
  }
  return {
    find: (digest) => table[place(digest)] ?? 0,
    add(digest, slot) {
      if (count * 2 >= table.length) growTable();
      remember(digest, slot);
      table[place(digest)] = slot;
      count += 1;
    },
    markDestroyed(digest) {
      const at = place(digest);
      table[at] = -Math.abs(table[at] ?? 0);
    },
  };
}
