/** Damaging a blob on MongoDB. */
import type { Binary, Db } from 'mongodb';
import type { BlobRef } from '../blobs.ts';

/** Changes the last stored byte of a small blob. */
export async function flipLastBit(db: Db, { scope, id }: BlobRef): Promise<void> {
  const blobs = db.collection<{ _id: string; content: Binary | Buffer }>('blobs');
  const entry = await blobs.findOne({ _id: `${scope}/${id}` });
  if (entry === null || !('value' in entry.content)) throw new Error(`There is no small blob ${id}`);
  const content = Buffer.from(entry.content.value());
  content[content.length - 1] = (content.at(-1) ?? 0) ^ 1;
  await blobs.updateOne({ _id: entry._id }, { $set: { content } });
}
