/** The database of the keys. */
import { AppError } from '@facteur/primitives';
import { type AskedDatabase, askedDatabase, type MongoSource } from './asked-database.ts';

export type { AskedDatabase as KeyDatabase, MongoSource } from './asked-database.ts';

const CODE = 'KEYS_UNAVAILABLE';

/** @throws AppError (when asked) `KEYS_UNAVAILABLE`, retry later; as `askedDatabase` */
export function keyDatabase(source: MongoSource, database: string, timeoutMs: number): AskedDatabase {
  const words = { name: 'key database', closed: 'The key store is closed', code: CODE } as const;
  return askedDatabase(source, database, timeoutMs, words);
}

/** To be tried again later. */
export function unavailable(message: string): AppError {
  return new AppError(CODE, message, { retry: 'later' });
}
