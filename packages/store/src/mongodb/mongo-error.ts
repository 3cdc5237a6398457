/** What the driver and the server throw, as the port's errors. */
import { AppError, isAppError } from '@facteur/primitives';
import { MongoBulkWriteError, MongoNetworkError, MongoServerError, MongoServerSelectionError } from 'mongodb';

const DUPLICATE_KEY = 11_000;
const OUT_OF_DISK_SPACE = 14_031;
/** FerretDB hands on what SQLite says. */
const SQLITE_FULL = /database or disk is full/;
const SQLITE_UNIQUE = /UNIQUE constraint failed: index '([^']+)'/;
/** The index comes before the values, which may say anything. */
const DUPLICATE_OF = /index: (\S+) dup key/;

/** `DISK_FULL` when the server had no room, otherwise `STORE_UNAVAILABLE`, both to be tried again later. */
export function storeError(error: unknown): AppError {
  if (isAppError(error)) return error;
  const cause = rootOf(error);
  if (cause instanceof MongoServerError && (cause.code === OUT_OF_DISK_SPACE || SQLITE_FULL.test(cause.message))) {
    return new AppError('DISK_FULL', 'No room left for the database', { retry: 'later', cause });
  }
  return new AppError('STORE_UNAVAILABLE', `The database failed: ${describe(cause)}`, { retry: 'later', cause });
}

/** What the driver threw first: a bulk write wraps it. */
export function rootOf(error: unknown): unknown {
  const { errorResponse } = error instanceof MongoBulkWriteError ? error : { errorResponse: undefined };
  return (errorResponse as unknown) instanceof Error ? errorResponse : error;
}

/** True when the connection was cut or silent: whether the server has done what it was asked cannot be known. */
export function isLostAnswer(error: unknown): boolean {
  return rootOf(error) instanceof MongoNetworkError;
}

/** True when no server was there to be asked. */
export function isUnreachable(error: unknown): boolean {
  return rootOf(error) instanceof MongoServerSelectionError;
}

/** True for a write that was refused because `_id` or a unique key is taken. */
export function isDuplicate(error: unknown): boolean {
  if (!(error instanceof MongoServerError)) return false;
  return error.code === DUPLICATE_KEY || SQLITE_UNIQUE.test(error.message);
}

/** The database's index that a refused write names; undefined when it names none, as FerretDB's inserts. SQLite puts the table before it. */
export function indexNamedBy(message: string): string | undefined {
  return (DUPLICATE_OF.exec(message) ?? SQLITE_UNIQUE.exec(message))?.[1];
}

/** Without what a server says of documents, and without anyone's password. */
function describe(error: unknown): string {
  if (error instanceof MongoServerError) return `${error.codeName ?? error.name} (${error.code ?? 'no code'})`;
  if (!(error instanceof Error)) return String(error);
  return `${error.name}: ${error.message.replace(/\/\/[^@/\s]*@/g, '//')}`;
}
