/** Enters the documents that are there under keys that are new. Several processes may do it at once, and any may be cut short. */
import { AppError } from '@facteur/primitives';
import type { Collection as MongoCollection, UpdateFilter } from 'mongodb';
import type { NewDocument } from '../store.ts';
import type { Layout } from './layout.ts';
import { isDuplicate } from './mongo-error.ts';
import type { ServerTraits } from './server-traits.ts';
import { recordBody, type StoredRecord } from './stored-record.ts';

const DOCUMENTS_AT_ONCE = 100;

/**
 * Lays out anew every document of another layout. One that is written meanwhile is left alone: its writer knows the new keys.
 * @throws AppError `CONFLICT` (never) when two documents share a new unique key
 */
export async function rebuildRecords(
  records: MongoCollection<StoredRecord>,
  layout: Layout,
  { updatesAtOnce }: ServerTraits,
): Promise<void> {
  const limit = Math.min(DOCUMENTS_AT_ONCE, updatesAtOnce);
  for (let last: string | undefined; ; ) {
    const filter = { layout: { $ne: layout.id }, ...(last === undefined ? {} : { _id: { $gt: last } }) };
    const found = await records.find(filter, { sort: { _id: 1 }, limit }).toArray();
    last = found.at(-1)?._id;
    if (last === undefined) return;
    await layOut(records, layout, found);
  }
}

async function layOut(
  records: MongoCollection<StoredRecord>,
  layout: Layout,
  found: readonly StoredRecord[],
): Promise<void> {
  const operations = found.map(({ _id, version, json }) => {
    const { index, unique } = recordBody(layout, JSON.parse(json) as NewDocument, json);
    const update: UpdateFilter<StoredRecord> = { $set: { layout: layout.id, index, unique } };
    return { updateOne: { filter: { _id, version }, update } };
  });
  try {
    await records.bulkWrite(operations, { ordered: false });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new AppError('CONFLICT', `Two documents of ${records.collectionName} share a newly declared unique key`);
  }
}
