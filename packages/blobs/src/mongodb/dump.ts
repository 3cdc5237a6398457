/** Dumps and loads blobs on MongoDB by their full names, sealed as they are. They only ever come, so that no moment needs to be held. */
import { isOnlyDuplicates } from '@facteur/keys/mongodb';
import { AppError } from '@facteur/primitives';
import type { BlobsBackup, StoredBlob } from '../backup.ts';
import { isBlobId } from '../blob-id.ts';
import { type BlobEntry, type BlobPlace, FORMAT, storedBytes } from './blob-entry.ts';
import { MAX_INLINE_BYTES } from './put-blobs.ts';

/** Few, because each may hold `MAX_INLINE_BYTES`. */
const BLOBS_AT_ONCE = 16;

/** The capability on an open database. */
export function mongoBlobsBackup(place: BlobPlace): BlobsBackup {
  const { entries, large, ask } = place;
  const pageAfter = (last: string | undefined): Promise<BlobEntry[]> => {
    const filter = last === undefined ? {} : { _id: { $gt: last } };
    return ask(() => entries.find(filter, { sort: { _id: 1 }, limit: BLOBS_AT_ONCE }).toArray());
  };
  const entryOf = async ({ name, bytes }: StoredBlob): Promise<BlobEntry> => {
    if (bytes.length <= MAX_INLINE_BYTES) return { _id: name, format: FORMAT, content: bytes };
    return { _id: name, format: FORMAT, file: await large.upload(name, bytes) };
  };
  return {
    async *list() {
      for (let last: string | undefined; ; ) {
        const page = await pageAfter(last);
        last = page.at(-1)?._id;
        if (last === undefined) return;
        for (const entry of page) {
          const bytes = await storedBytes(place, entry);
          // One that is damaged cannot be saved by a backup: the others can.
          if (bytes !== undefined) yield { name: entry._id, bytes };
        }
      }
    },
    isEmpty: async () => (await pageAfter(undefined)).length === 0,
    async load(blobs) {
      for await (const blob of blobs) {
        checkName(blob.name);
        const there = await ask(() => entries.findOne({ _id: blob.name }, { projection: { _id: 1 } }));
        if (there !== null) continue;
        const entry = await entryOf(blob);
        await ask(() => insertUnlessThere(place, entry));
      }
    },
  };
}

async function insertUnlessThere({ entries }: BlobPlace, entry: BlobEntry): Promise<void> {
  try {
    await entries.insertMany([entry], { ordered: false });
  } catch (error) {
    if (!isOnlyDuplicates(error)) throw error;
  }
}

/** A backup of blobs in files tells no scopes, without which nobody would find them here. */
function checkName(name: string): void {
  const at = name.lastIndexOf('/');
  if (at > 0 && isBlobId(name.slice(at + 1))) return;
  throw new AppError('BAD_INPUT', 'The backup names its blobs without their cases: it can be restored to files only');
}
