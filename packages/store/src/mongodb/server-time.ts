/** What time it is where the database runs: timers and retention go by clocks that should agree. */
import { connectMongo, type MongoSource } from './connect.ts';
import { storeError } from './mongo-error.ts';

/**
 * The server's clock (ms since 1970).
 * @throws AppError `STORE_UNAVAILABLE` (later) when nobody answers; `CONFIG_INVALID` (never) for an address that cannot be read
 */
export async function mongoServerTime(source: MongoSource, timeoutMs = 5_000): Promise<number> {
  const connection = connectMongo(source, 'admin', timeoutMs);
  try {
    const { localTime } = await connection.db().command({ hello: 1 });
    return new Date(localTime).getTime();
  } catch (error) {
    throw storeError(error);
  } finally {
    await connection.close();
  }
}
