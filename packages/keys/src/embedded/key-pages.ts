/**
 * The file of slots. It is written in place, because a key in a copy-on-write file (LMDB, SQLite's log) would live on
 * in old pages. Slots are only ever appended; a destroyed one keeps its place, so that its scope stays known.
 * On a file system that copies on write (btrfs, ZFS), or inside a flash disk, old blocks are beyond our reach.
 */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '@facteur/primitives';
import { createDurably } from './durable-file.ts';
import { DESTROYED, decodeSlot, encodeSlot, SLOT_BYTES, type Slot } from './slot.ts';

/** How far the file grows at once, in bytes: 16 384 slots. Zeros are written, so that later syncs carry data alone. */
const GROWTH_BYTES = 1024 * 1024;
const HEADER = Buffer.alloc(SLOT_BYTES);
HEADER.write('FACTEUR-KEYS 1\n');

/** The slots on disk. Calls of `append` and `erase` must not overlap. */
export interface KeyPages {
  /** Reads every slot in order, and makes the first free slot known: to be called once, before anything else. */
  scan(visit: (slot: Slot, at: number) => void): Promise<void>;
  read(at: number): Promise<Slot>;
  /** Resolves with the number of the first slot once all are on disk. After a failure the same places are taken again. */
  append(slots: readonly Buffer[]): Promise<number>;
  /** Turns slots into traces; resolves once their keys are overwritten on disk. */
  erase(slots: readonly { readonly at: number; readonly digest: Buffer }[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the file at `path`, making it when missing.
 * @throws AppError `KEYS_UNAVAILABLE` (never) when the file is not of this format
 */
export async function openKeyPages(path: string): Promise<KeyPages> {
  await createDurably(path, () => Buffer.concat([HEADER], GROWTH_BYTES));
  const file = await open(path, constants.O_RDWR);
  try {
    await checkHeader(file, path);
    return keyPages(file, (await file.stat()).size);
  } catch (error) {
    await file.close();
    throw error;
  }
}

function keyPages(file: FileHandle, sizeAtOpen: number): KeyPages {
  let size = sizeAtOpen;
  let next = 1;

  async function growTo(end: number): Promise<void> {
    while (size < end) {
      await writeAll(file, Buffer.alloc(GROWTH_BYTES), size);
      size += GROWTH_BYTES;
    }
  }
  return {
    async scan(visit) {
      const chunk = Buffer.alloc(GROWTH_BYTES);
      for (let start = 0; start < size; start += GROWTH_BYTES) {
        const { bytesRead } = await file.read(chunk, 0, GROWTH_BYTES, start);
        for (let at = start === 0 ? SLOT_BYTES : 0; at + SLOT_BYTES <= bytesRead; at += SLOT_BYTES) {
          const slot = decodeSlot(chunk.subarray(at, at + SLOT_BYTES));
          if (slot.state === 'empty') continue;
          const number = (start + at) / SLOT_BYTES;
          next = number + 1;
          visit(slot, number);
        }
      }
    },
    async read(at) {
      const slot = Buffer.alloc(SLOT_BYTES);
      await file.read(slot, 0, SLOT_BYTES, at * SLOT_BYTES);
      return decodeSlot(slot);
    },
    async append(slots) {
      const first = next;
      await growTo((first + slots.length) * SLOT_BYTES);
      await writeAll(file, Buffer.concat(slots), first * SLOT_BYTES);
      await file.datasync();
      next = first + slots.length;
      return first;
    },
    async erase(slots) {
      // The mark must be on disk first: a half overwritten key without it would pass for a half written new one.
      for (const { at } of slots) await writeAll(file, Buffer.of(DESTROYED), at * SLOT_BYTES);
      await file.datasync();
      for (const { at, digest } of slots) await writeAll(file, encodeSlot(digest), at * SLOT_BYTES);
      await file.datasync();
    },
    close: () => file.close(),
  };
}

async function checkHeader(file: FileHandle, path: string): Promise<void> {
  const header = Buffer.alloc(SLOT_BYTES);
  await file.read(header, 0, SLOT_BYTES, 0);
  if (!header.equals(HEADER))
    throw new AppError('KEYS_UNAVAILABLE', `${path} is not a key file that this version can read`, { path });
}

async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; )
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
}
