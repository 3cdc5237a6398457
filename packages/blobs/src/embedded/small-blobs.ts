/**
 * Small blobs, together in one LMDB file: many are made durable by one sync, where each file of its own costs several system calls and
 * a sync. Most mails are small.
 */
import { join } from 'node:path';
import { openEnvironment } from '@facteur/store/embedded';
import type { StoredBlob } from '../backup.ts';

const NAME_BYTES = 32;
const LOWEST = Buffer.alloc(1);
/** Above every name. */
const HIGHEST = Buffer.alloc(NAME_BYTES + 1, 0xff);
const LISTED_AT_ONCE = 100;

/** Blobs by id, whole or absent. Errors are the store's. */
export interface SmallBlobs {
  /** What of them is there, in the order asked for. */
  read(ids: readonly string[]): Promise<readonly (Buffer | undefined)[]>;
  /** Resolves once they are on disk. */
  write(blobs: readonly StoredBlob[]): Promise<void>;
  /** All, in the order of their ids; perhaps some that come meanwhile. */
  list(): AsyncGenerator<StoredBlob, void, undefined>;
  isEmpty(): Promise<boolean>;
  close(): Promise<void>;
}

/** Opens those of `folder`, making them when there are none. @throws AppError `DATA_FOLDER_UNUSABLE`, `DISK_FULL` (later) */
export async function openSmallBlobs(folder: string): Promise<SmallBlobs> {
  const environment = await openEnvironment(join(folder, 'small'));
  const read = (id: string): Buffer | undefined => {
    const found = environment.read(Buffer.from(id, 'hex'));
    // A copy: the next read overwrites what is returned.
    return found && Buffer.from(found.subarray(0, found.length));
  };
  const from = (low: Buffer, limit: number) => environment.reading(() => environment.range(low, HIGHEST, limit));
  return {
    read: (ids) => environment.reading(() => ids.map(read)),
    write: (blobs) => {
      const bytes = blobs.reduce((sum, blob) => sum + blob.bytes.length, 0);
      return environment.commit(bytes, () => {
        for (const blob of blobs) environment.put(Buffer.from(blob.name, 'hex'), blob.bytes);
      });
    },
    async *list() {
      for (let low = LOWEST; ; ) {
        const entries = await from(low, LISTED_AT_ONCE);
        for (const { key, value } of entries) yield { name: key.toString('hex'), bytes: value };
        const last = entries.at(-1);
        if (last === undefined) return;
        low = Buffer.concat([last.key, Buffer.alloc(1)]);
      }
    },
    isEmpty: async () => (await from(LOWEST, 1)).length === 0,
    close: () => environment.close(),
  };
}
