/** The LMDB file: one ordered map of bytes, cut into numbered tables by the first four bytes of a key. */
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { AppError, messageOf, syncFolder } from '@facteur/primitives';
import { open, type RootDatabase, type Transaction } from 'lmdb';
import { checkDataFile } from './data-file.ts';
import { type Committer, groupCommitter } from './group-commit.ts';
import { storeError } from './store-error.ts';

/** The file in the store's folder that holds everything; its lock file lies beside it. */
const DATA_FILE = 'store.mdb';

const PAGE_BYTES = 8192;

/** An entry of a table. */
export interface Entry {
  readonly key: Buffer;
  readonly value: Buffer;
}

/** The file as it was at one moment. */
export interface View {
  /** As of `Environment`. @throws Error once the view or the file is closed */
  range(low: Buffer, high: Buffer, limit: number): readonly Entry[];
  /** Doing it twice is fine. */
  close(): void;
}

/** The ways to the file. Reads see what was committed last, in a transaction what it wrote; both only until the event turn ends. */
export interface Environment extends Committer {
  /** A view that the next read overwrites. */
  read(key: Buffer): Buffer | undefined;
  /** The first `limit` entries with `low` ≤ key < `high`, from the other end when `descending`. */
  range(low: Buffer, high: Buffer, limit: number, descending?: boolean): readonly Entry[];
  countKeys(low: Buffer, high: Buffer): number;
  /** Only inside `commit`. */
  put(key: Buffer, value: Buffer): void;
  /** Only inside `commit`. */
  remove(key: Buffer): void;
  /** Runs a read. @throws AppError `STORE_UNAVAILABLE` (retry later) */
  reading<T>(read: () => T): Promise<T>;
  /** Sees what is committed now, until it is closed; until then no page that it sees is used again. */
  view(): View;
  close(): Promise<void>;
}

/** Opens or makes the file. @throws AppError `DISK_FULL` (later), `DATA_FOLDER_UNUSABLE` (never) */
export async function openEnvironment(folder: string): Promise<Environment> {
  try {
    const path = join(resolve(folder), DATA_FILE);
    const made = await mkdir(dirname(path), { recursive: true });
    await checkDataFile(path, 2 * PAGE_BYTES);
    const db = openFileOfMaps(path);
    await syncNames(dirname(path), dirname(made ?? dirname(path)));
    return environmentOn(db, folder);
  } catch (cause) {
    const error = await storeError(cause, folder);
    if (error.code !== 'STORE_UNAVAILABLE') throw error;
    throw new AppError('DATA_FOLDER_UNUSABLE', `${folder} cannot hold a store: ${messageOf(cause)}`, { folder, cause });
  }
}

/**
 * Without `overlappingSync` a transaction is on disk before its commit is reported, and before any reader sees it. With it (the
 * default of lmdb-js) readers see it first, and only `flushed` is promised to wait for the disk.
 * With `eventTurnBatching` lmdb-js makes a promise that nobody can handle, and a full disk ends the process.
 */
function openFileOfMaps(path: string): RootDatabase<Buffer, Buffer> {
  return open<Buffer, Buffer>({
    path,
    noSubdir: true,
    encoding: 'binary',
    keyEncoding: 'binary',
    pageSize: PAGE_BYTES,
    overlappingSync: false,
    eventTurnBatching: false,
  });
}

/** Makes the names in a folder durable, and those in the folders above it up to `top`. */
async function syncNames(folder: string, top: string): Promise<void> {
  await syncFolder(folder);
  if (folder !== top) await syncNames(dirname(folder), top);
}

function environmentOn(db: RootDatabase<Buffer, Buffer>, folder: string): Environment {
  const committer = groupCommitter(db, folder);
  let open = true;
  const views = new Set<View>();
  const assertOpen = (): void => {
    if (!open) throw new AppError('STORE_UNAVAILABLE', 'The store is closed', { retry: 'later' });
  };
  return {
    read: (key) => db.getBinaryFast(key),
    range: (low, high, limit, descending = false) => [
      ...db.getRange(
        descending
          ? { start: high, end: low, exclusiveStart: true, inclusiveEnd: true, reverse: true, limit }
          : { start: low, end: high, limit },
      ),
    ],
    countKeys: (low, high) => db.getKeysCount({ start: low, end: high }),
    put: (key, value) => db.putSync(key, value),
    remove: (key) => {
      db.removeSync(key);
    },
    commit: async (bytes, work) => {
      assertOpen();
      return committer.commit(bytes, work);
    },
    onEnd: committer.onEnd,
    idle: committer.idle,
    reading: async (read) => {
      assertOpen();
      try {
        return read();
      } catch (error) {
        throw await storeError(error, folder);
      }
    },
    view: () => {
      assertOpen();
      return openView(db, views);
    },
    close: async () => {
      open = false;
      for (const view of views) view.close();
      await committer.idle();
      await db.close();
    },
  };
}

/** A read transaction of its own; `views` knows of it as long as it is open. */
function openView(db: RootDatabase<Buffer, Buffer>, views: Set<View>): View {
  // Without this it would share the transaction that other reads of this event turn have begun, which may be older.
  db.resetReadTxn();
  const transaction: Transaction = db.useReadTransaction();
  const view: View = {
    range: (low, high, limit) => {
      if (!views.has(view)) throw new AppError('STORE_UNAVAILABLE', 'The snapshot is closed', { retry: 'later' });
      return [...db.getRange({ start: low, end: high, limit, transaction })];
    },
    close: () => {
      if (views.delete(view)) transaction.done();
    },
  };
  views.add(view);
  return view;
}
