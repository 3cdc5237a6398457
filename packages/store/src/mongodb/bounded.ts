/** An upper bound on how long a call takes, whatever the driver waits for. */
import { AppError } from '@facteur/primitives';
import type { Db } from 'mongodb';
import type { MongoConnection } from './connect.ts';
import { isUnreachable, storeError } from './mongo-error.ts';

/**
 * What `work` gives, with its errors as the port's.
 * @throws AppError `STORE_UNAVAILABLE` (retry later) after `timeoutMs`; the work may still take effect then
 */
export async function bounded<T>(
  connection: MongoConnection,
  timeoutMs: number,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new AppError('STORE_UNAVAILABLE', `The database did not answer in ${timeoutMs} ms`, { retry: 'later' }));
    }, timeoutMs);
  });
  try {
    return await Promise.race([orStoreError(connection, work), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The same without a bound. */
export async function orStoreError<T>(connection: MongoConnection, work: (db: Db) => Promise<T>): Promise<T> {
  const db = connection.db();
  try {
    return await work(db);
  } catch (error) {
    if (isUnreachable(error) && db.client === connection.db().client) connection.renew();
    throw storeError(error);
  }
}
