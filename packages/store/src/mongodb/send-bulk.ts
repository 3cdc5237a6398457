/** One unordered bulk write, and what is known after it. */
import {
  type AnyBulkWriteOperation,
  MongoBulkWriteError,
  type Collection as MongoCollection,
  MongoServerError,
} from 'mongodb';
import { indexNamedBy, isDuplicate, isLostAnswer, rootOf } from './mongo-error.ts';
import type { StoredRecord } from './stored-record.ts';

/**
 * `answered`: the server says how many documents were inserted, matched or deleted, and which writes it refused because a key is taken
 * (by their place; with the index, where it names one). `refused`: it refused the whole or what was left of it, as FerretDB does when a replace
 * breaks a unique key. In both, `sentTwice` says that the connection was cut and all was sent again, so that what did not match may be what was done
 * the first time.
 */
export type BulkAnswer =
  | {
      readonly kind: 'answered';
      readonly count: number;
      readonly duplicates: ReadonlyMap<number, string | undefined>;
      readonly sentTwice: boolean;
    }
  | { readonly kind: 'refused'; readonly index: string | undefined; readonly sentTwice: boolean };

/**
 * Sends `operations`, and once more when no answer came: they must be such that doing them twice is as doing them once.
 * @throws what the driver throws when it cannot be known what became of them
 */
export async function sendBulk(
  records: MongoCollection<StoredRecord>,
  operations: readonly AnyBulkWriteOperation<StoredRecord>[],
): Promise<BulkAnswer> {
  try {
    return await sendOnce(records, operations, false);
  } catch (error) {
    if (!isLostAnswer(error)) throw error;
    return sendOnce(records, operations, true);
  }
}

async function sendOnce(
  records: MongoCollection<StoredRecord>,
  operations: readonly AnyBulkWriteOperation<StoredRecord>[],
  sentTwice: boolean,
): Promise<BulkAnswer> {
  try {
    const { insertedCount, matchedCount, deletedCount } = await records.bulkWrite([...operations], { ordered: false });
    return { kind: 'answered', count: insertedCount + matchedCount + deletedCount, duplicates: new Map(), sentTwice };
  } catch (error) {
    return answerIn(error, sentTwice);
  }
}

function answerIn(error: unknown, sentTwice: boolean): BulkAnswer {
  if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError() !== undefined) throw error;
  const refusals = [error.writeErrors].flat();
  if (refusals.length === 0) {
    const root = rootOf(error);
    if (!isDuplicate(root)) throw error;
    return { kind: 'refused', index: indexNamedBy((root as MongoServerError).message), sentTwice };
  }
  const other = refusals.find(({ code, errmsg }) => !isDuplicate(new MongoServerError({ code, errmsg: errmsg ?? '' })));
  if (other !== undefined) throw new MongoServerError({ code: other.code, errmsg: other.errmsg ?? '' });
  const duplicates = new Map(refusals.map(({ index, errmsg }) => [index, indexNamedBy(errmsg ?? '')]));
  const { insertedCount, matchedCount, deletedCount } = error;
  return { kind: 'answered', count: insertedCount + matchedCount + deletedCount, duplicates, sentTwice };
}
