/** A database that is asked: majority reads and writes, no call without an end, no secret in an error. Keys and blobs each have one. */
import { AppError, type ErrorCode, isAppError } from '@facteur/primitives';
import { type Db, MongoClient, MongoServerError, MongoServerSelectionError, ReadConcern } from 'mongodb';

/** Where the database is. TLS, credentials and replica set are part of the address; a client that is given stays open. */
export type MongoSource = { readonly uri: string } | { readonly client: MongoClient };

/** The open database. */
export interface AskedDatabase {
  /** Not to be kept: a client that found no server is replaced. */
  readonly db: Db;
  /** What `work` gives. @throws AppError as `Words` say, also after the time limit and once closed */
  ask<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** What failures of a database are called. */
export interface Words {
  /** Such as `key database`. */
  readonly name: string;
  readonly closed: string;
  /** Of whatever is to be tried again later. */
  readonly code: ErrorCode;
  /** Failures that are told apart from the others. Default: none. */
  readonly known?: (error: MongoServerError) => AppError | undefined;
}

/** Connects when first asked. @throws AppError `CONFIG_INVALID` for an address that cannot be read; it may hold a password, so it is not repeated */
export function askedDatabase(source: MongoSource, database: string, timeoutMs: number, words: Words): AskedDatabase {
  const open = (): MongoClient => ('client' in source ? source.client : clientOf(source.uri, timeoutMs, words));
  let client = open();
  let closed = false;
  /**
   * The driver's watch on a server that does not stream its state (FerretDB) stops for ever when all connections break in the same
   * instant: it takes its own, already dead one to ask again, and waits. A new client looks anew.
   */
  const renew = (stuck: MongoClient): void => {
    if ('client' in source || closed || stuck !== client) return;
    client = open();
    stuck.close().catch(() => undefined);
  };
  return {
    get db() {
      return client.db(database, {
        readPreference: 'primary',
        readConcern: new ReadConcern('majority'),
        writeConcern: { w: 'majority', journal: true },
      });
    },
    async ask(work) {
      if (closed) throw later(words, words.closed);
      const asked = client;
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        const message = `The ${words.name} did not answer in ${timeoutMs} ms`;
        timer = setTimeout(() => reject(later(words, message)), timeoutMs);
      });
      return Promise.race([work(), late])
        .catch((error: unknown) => {
          if (isUnreachable(error)) renew(asked);
          throw failureOf(error, words);
        })
        .finally(() => clearTimeout(timer));
    },
    async close() {
      if (closed) return;
      closed = true;
      if (!('client' in source)) await client.close();
    },
  };
}

/** True when no server was there to be asked. */
function isUnreachable(error: unknown): boolean {
  if (error instanceof MongoServerSelectionError) return true;
  return error instanceof Error && error.cause !== undefined && isUnreachable(error.cause);
}

function later({ code }: Words, message: string, cause?: unknown): AppError {
  return new AppError(code, message, { retry: 'later', ...(cause === undefined ? {} : { cause }) });
}

/** What a server says is not kept as cause: the driver puts the documents beside it, and they hold keys or whole blobs. */
function failureOf(error: unknown, words: Words): AppError {
  if (isAppError(error)) return error;
  if (error instanceof MongoServerError)
    return (
      words.known?.(error) ??
      later(words, `The ${words.name} failed: ${error.codeName ?? error.name} (${error.code ?? 'no code'})`)
    );
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return later(words, `The ${words.name} failed: ${name}: ${message.replace(/\/\/[^@/\s]*@/g, '//')}`, error);
}

function clientOf(uri: string, timeoutMs: number, { name }: Words): MongoClient {
  // Shorter than a call may take: it is to say that no server is there, before it is only late.
  const half = timeoutMs / 2;
  const limits = { serverSelectionTimeoutMS: half, connectTimeoutMS: half, socketTimeoutMS: timeoutMs };
  try {
    return new MongoClient(uri, { appName: 'facteur', waitQueueTimeoutMS: timeoutMs, ...limits });
  } catch (error) {
    throw new AppError('CONFIG_INVALID', `The address of the ${name} cannot be read (${Object(error).name})`);
  }
}
