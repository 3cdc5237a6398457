/** Telling refused duplicates from failures. */
import { MongoBulkWriteError, MongoServerError } from 'mongodb';

const DUPLICATE_KEY = 11_000;

/** True when all that went wrong is that some of the documents are there already; the others are written then. */
export function isOnlyDuplicates(error: unknown): boolean {
  if (!(error instanceof MongoBulkWriteError)) return error instanceof MongoServerError && error.code === DUPLICATE_KEY;
  const refusals = [error.writeErrors].flat();
  if (error.result.getWriteConcernError() !== undefined || refusals.length === 0) return false;
  return refusals.every(({ code }) => code === DUPLICATE_KEY);
}
