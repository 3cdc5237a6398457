/** The database of the blobs: majority reads and writes, no call without an end, no password in an error. */
import { AppError, isAppError } from '@facteur/primitives';
import { type Db, MongoClient, MongoServerError, ReadConcern } from 'mongodb';

const OUT_OF_DISK_SPACE = 14_031;
/** FerretDB hands on what SQLite says. */
const SQLITE_FULL = /database or disk is full/;

/** Where the database is. TLS, credentials and replica set are part of the address; a client that is given stays open. */
export type MongoSource = { readonly uri: string } | { readonly client: MongoClient };

/** The open database. */
export interface BlobDatabase {
  readonly db: Db;
  /** What `work` gives. @throws AppError `DISK_FULL`, `BLOB_UNAVAILABLE` (retry later), the latter also after the time limit and once closed */
  ask<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Connects when first asked. @throws AppError `CONFIG_INVALID` for an address that cannot be read; it may hold a password, so it is not repeated */
export function blobDatabase(source: MongoSource, database: string, timeoutMs: number): BlobDatabase {
  const client = 'client' in source ? source.client : clientOf(source.uri, timeoutMs);
  let closed = false;
  return {
    db: client.db(database, {
      readPreference: 'primary',
      readConcern: new ReadConcern('majority'),
      writeConcern: { w: 'majority', journal: true },
    }),
    async ask(work) {
      if (closed) throw unavailable('The blobs are closed');
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(unavailable(`The blob database did not answer in ${timeoutMs} ms`)), timeoutMs);
      });
      return Promise.race([work(), late])
        .catch((error: unknown) => Promise.reject(databaseError(error)))
        .finally(() => clearTimeout(timer));
    },
    async close() {
      if (closed) return;
      closed = true;
      if (!('client' in source)) await client.close();
    },
  };
}

/** To be tried again later. */
export function unavailable(message: string, cause?: unknown): AppError {
  return new AppError('BLOB_UNAVAILABLE', message, { retry: 'later', ...(cause === undefined ? {} : { cause }) });
}

/** What a server says is not kept as cause: the driver puts the documents beside it, whole blobs. */
function databaseError(error: unknown): AppError {
  if (isAppError(error)) return error;
  if (error instanceof MongoServerError && (error.code === OUT_OF_DISK_SPACE || SQLITE_FULL.test(error.message)))
    return new AppError('DISK_FULL', 'No room left for the blob database', { retry: 'later' });
  if (error instanceof MongoServerError)
    return unavailable(`The blob database failed: ${error.codeName ?? error.name} (${error.code ?? 'no code'})`);
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return unavailable(`The blob database failed: ${name}: ${message.replace(/\/\/[^@/\s]*@/g, '//')}`, error);
}

function clientOf(uri: string, timeoutMs: number): MongoClient {
  const limits = { serverSelectionTimeoutMS: timeoutMs, connectTimeoutMS: timeoutMs, socketTimeoutMS: timeoutMs };
  try {
    return new MongoClient(uri, { appName: 'facteur', waitQueueTimeoutMS: timeoutMs, ...limits });
  } catch (error) {
    throw new AppError('CONFIG_INVALID', `The address of the blob database cannot be read (${Object(error).name})`);
  }
}
