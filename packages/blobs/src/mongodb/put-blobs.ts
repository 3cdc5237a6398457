/** Keeping blobs: one look-up of those that are there, one insert of the others. */
import { isOnlyDuplicates } from '@facteur/keys/mongodb';
import { isAppError } from '@facteur/primitives';
import type { Collection } from 'mongodb';
import { isWhole, type NamedBlob, sealBlob } from '../sealed.ts';
import { type BlobEntry, type BlobPlace, FORMAT, storedBytes } from './blob-entry.ts';

/** Up to so many stored bytes a blob lies in its entry, and costs no round trip of its own. */
export const MAX_INLINE_BYTES = 1024 * 1024;
/** Small blobs that go together: what the driver sends in one command, and what is sealed in memory at a time. */
const TOGETHER_BYTES = 12 * 1024 * 1024;

/** Keeps blobs by their full names. One that is there and whole stays as it is; a damaged one is replaced. */
export async function putBlobs(place: BlobPlace, blobs: ReadonlyMap<string, NamedBlob>): Promise<void> {
  for (const piece of piecesOf(blobs)) await putPiece(place, piece);
}

async function putPiece(place: BlobPlace, piece: ReadonlyMap<string, NamedBlob>): Promise<void> {
  const there = await place.ask(() => readEntries(place.entries, [...piece.keys()]));
  const added: BlobEntry[] = [];
  for (const [name, blob] of piece) {
    const entry = there.get(name);
    if (entry === undefined) added.push(await makeEntry(place, name, blob));
    else if (!(await isKept(place, blob, entry))) await mend(place, blob, entry);
  }
  if (added.length === 0) return;
  const isAlone = await place.ask(() => insertEntries(place.entries, added));
  await removeLeftovers(place, added, isAlone);
}

async function isKept(place: BlobPlace, blob: NamedBlob, entry: BlobEntry): Promise<boolean> {
  const stored = await storedBytes(place, entry);
  return stored !== undefined && isWhole(blob, stored);
}

async function makeEntry({ large }: BlobPlace, name: string, blob: NamedBlob): Promise<BlobEntry> {
  const stored = sealBlob(blob);
  if (stored.length <= MAX_INLINE_BYTES) return { _id: name, format: FORMAT, content: stored };
  return { _id: name, format: FORMAT, file: await large.upload(name, stored) };
}

async function mend(place: BlobPlace, blob: NamedBlob, damaged: BlobEntry): Promise<void> {
  const { _id, ...content } = await makeEntry(place, damaged._id, blob);
  await place.ask(() => place.entries.replaceOne({ _id }, content, { upsert: true }));
  const { file } = damaged;
  if (file !== undefined) await unlessUnavailable(() => place.large.remove(file));
}

/** False when another process kept some of them at the same moment: theirs stay. */
async function insertEntries(entries: Collection<BlobEntry>, added: readonly BlobEntry[]): Promise<boolean> {
  try {
    await entries.insertMany(added, { ordered: false });
    return true;
  } catch (error) {
    if (isOnlyDuplicates(error)) return false;
    throw error;
  }
}

/**
 * Once a blob has its entry, no other upload for it can come to count: whoever makes one finds the entry taken. So uploads that a crash left,
 * one's own if another process was faster, and those still under way are removed, here or by that other process.
 */
async function removeLeftovers(place: BlobPlace, added: readonly BlobEntry[], isAlone: boolean): Promise<void> {
  const large = added.filter(({ file }) => file !== undefined);
  if (large.length === 0) return;
  await unlessUnavailable(async () => {
    const names = large.map(({ _id }) => _id);
    const kept = isAlone ? large : (await place.ask(() => readEntries(place.entries, names))).values();
    for (const { _id, file } of kept) if (file !== undefined) await place.large.removeOthers(_id, file);
  });
}

/** What is not removed only costs room, while the blobs are kept: no reason to report a failure. */
async function unlessUnavailable(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isAppError(error, 'BLOB_UNAVAILABLE')) throw error;
  }
}

async function readEntries(
  entries: Collection<BlobEntry>,
  names: readonly string[],
): Promise<ReadonlyMap<string, BlobEntry>> {
  // More than there can be, so that the server knows there is no second batch to keep.
  const found = await entries.find({ _id: { $in: [...names] } }, { batchSize: names.length + 1 }).toArray();
  return new Map(found.map((entry) => [entry._id, entry]));
}

function piecesOf(blobs: ReadonlyMap<string, NamedBlob>): ReadonlyMap<string, NamedBlob>[] {
  const pieces: Map<string, NamedBlob>[] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const [name, blob] of blobs) {
    const { length } = blob.content;
    // A large one lies elsewhere: it takes no room in the command.
    const size = length > MAX_INLINE_BYTES ? 0 : length;
    if (bytes + size > TOGETHER_BYTES) {
      pieces.push(new Map());
      bytes = 0;
    }
    pieces.at(-1)?.set(name, blob);
    bytes += size;
  }
  return pieces;
}
