/** The database of the keys: majority reads and writes, no call without an end, no secret in an error. */
import { AppError, isAppError } from '@facteur/primitives';
import { type Db, MongoClient, MongoServerError, ReadConcern } from 'mongodb';

/** Where the database is. TLS, credentials and replica set are part of the address; a client that is given stays open. */
export type MongoSource = { readonly uri: string } | { readonly client: MongoClient };

/** The open database. */
export interface KeyDatabase {
  readonly db: Db;
  /** What `work` gives. @throws AppError `KEYS_UNAVAILABLE` (retry later), also after the time limit and once closed */
  ask<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Connects when first asked. @throws AppError `CONFIG_INVALID` for an address that cannot be read; it may hold a password, so it is not repeated */
export function keyDatabase(source: MongoSource, database: string, timeoutMs: number): KeyDatabase {
  const client = 'client' in source ? source.client : clientOf(source.uri, timeoutMs);
  let closed = false;
  return {
    db: client.db(database, {
      readPreference: 'primary',
      readConcern: new ReadConcern('majority'),
      writeConcern: { w: 'majority', journal: true },
    }),
    async ask(work) {
      if (closed) throw unavailable('The key store is closed');
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(unavailable(`The key database did not answer in ${timeoutMs} ms`)), timeoutMs);
      });
      return Promise.race([work(), late])
        .catch((error: unknown) => Promise.reject(keyError(error)))
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
  return new AppError('KEYS_UNAVAILABLE', message, { retry: 'later', ...(cause === undefined ? {} : { cause }) });
}

/** What a server says is not kept as cause: the driver puts the documents beside it, and they hold keys. */
function keyError(error: unknown): AppError {
  if (isAppError(error)) return error;
  if (error instanceof MongoServerError)
    return unavailable(`The key database failed: ${error.codeName ?? error.name} (${error.code ?? 'no code'})`);
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return unavailable(`The key database failed: ${name}: ${message.replace(/\/\/[^@/\s]*@/g, '//')}`, error);
}

function clientOf(uri: string, timeoutMs: number): MongoClient {
  const limits = { serverSelectionTimeoutMS: timeoutMs, connectTimeoutMS: timeoutMs, socketTimeoutMS: timeoutMs };
  try {
    return new MongoClient(uri, { appName: 'facteur', waitQueueTimeoutMS: timeoutMs, ...limits });
  } catch (error) {
    throw new AppError('CONFIG_INVALID', `The address of the key database cannot be read (${Object(error).name})`);
  }
}
