/** The database of the blobs. */
import { type AskedDatabase, askedDatabase, type MongoSource } from '@facteur/keys/mongodb';
import { AppError } from '@facteur/primitives';
import type { MongoServerError } from 'mongodb';

export type { AskedDatabase as BlobDatabase, MongoSource } from '@facteur/keys/mongodb';

const OUT_OF_DISK_SPACE = 14_031;
/** FerretDB hands on what SQLite says. */
const SQLITE_FULL = /database or disk is full/;

/** @throws AppError (when asked) `DISK_FULL`, `BLOB_UNAVAILABLE`, both retry later; as `askedDatabase` */
export function blobDatabase(source: MongoSource, database: string, timeoutMs: number): AskedDatabase {
  const words = { name: 'blob database', closed: 'The blobs are closed', code: 'BLOB_UNAVAILABLE', known } as const;
  return askedDatabase(source, database, timeoutMs, words);
}

function known({ code, message }: MongoServerError): AppError | undefined {
  if (code !== OUT_OF_DISK_SPACE && !SQLITE_FULL.test(message)) return undefined;
  return new AppError('DISK_FULL', 'No room left for the blob database', { retry: 'later' });
}
