/**
 * The LMDB environment of the bus: `log` holds chunks of messages, `state` the topics, the groups' commits and the ends of
 * trimmed partitions. A promise that lmdb gives here resolves once the data is on disk: with `overlappingSync` off, LMDB
 * calls fdatasync and then writes its meta page (O_DSYNC) as part of the commit.
 */
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { AppError, messageOf, syncFolder } from '@facteur/primitives';
import { type Database, open, type RootDatabase } from 'lmdb';
import { reasonOf, toBusError } from './failures.ts';

/** The layout written by this version. */
const FORMAT = 1;

/** A key of `state`, as `['commit', group, partition number]`. */
export type StateKey = (string | number)[];

/** A value of `state`. */
export type StateValue = number | { readonly number: number; readonly partitions: number };

/** The range of all keys that begin with `first`. */
export function keysUnder(first: string): { start: StateKey; end: StateKey } {
  return { start: [first], end: [`${first}!`] };
}

/** The log as it was at one moment. */
export interface LogView {
  /** The first `limit` chunks with `low` ≤ key < `high`. @throws AppError `BUS_UNAVAILABLE` (retry later) once it is closed */
  range(low: Uint8Array, high: Uint8Array, limit: number): readonly { key: Uint8Array; value: Uint8Array }[];
  /** Doing it twice is fine. */
  close(): void;
}

/** The two tables of the bus. */
export interface Storage {
  readonly log: Database<Uint8Array, Uint8Array>;
  readonly state: Database<StateValue, StateKey>;
  /**
   * Makes the puts and removes that `work` calls, all or none, and resolves once they are on disk.
   * @throws AppError `DISK_FULL`, `BUS_UNAVAILABLE` (both: retry later)
   */
  transact(work: () => void): Promise<void>;
  /** Sees what is committed now, until it is closed; until then no page that it sees is used again. */
  view(): LogView;
  close(): Promise<void>;
}

/**
 * Opens or creates the environment in `folder`.
 * @throws AppError `DATA_FOLDER_NEWER` when a later version wrote it, `DISK_FULL`, `DATA_FOLDER_UNUSABLE`
 */
export async function openStorage(folder: string): Promise<Storage> {
  try {
    // Batching by event turn would make a promise that nobody can catch: a full disk would end the process.
    const environment = open({
      path: folder,
      noSubdir: false,
      overlappingSync: false,
      eventTurnBatching: false,
      maxDbs: 4,
    });
    const log = environment.openDB<Uint8Array, Uint8Array>('log', { keyEncoding: 'binary', encoding: 'binary' });
    const state = environment.openDB<StateValue, StateKey>('state', { encoding: 'json' });
    const views = new Set<LogView>();
    const storage: Storage = {
      log,
      state,
      transact: (work) => transact(environment, folder, work),
      view: () => openView(environment, log, views),
      close: async () => {
        for (const view of views) view.close();
        await environment.close();
      },
    };
    await checkFormat(storage, folder);
    await syncFolder(folder);
    await syncFolder(dirname(resolve(folder)));
    return storage;
  } catch (error) {
    throw openFailure(error, folder);
  }
}

async function transact(environment: RootDatabase, folder: string, work: () => void): Promise<void> {
  try {
    await environment.batch(work);
  } catch (error) {
    const reason = await reasonOf(error); // at once: left alone, its rejection would end the process
    const { bavail, bsize } = await statfs(folder);
    throw toBusError(reason, bavail * bsize);
  }
}

/** A read transaction of its own; `views` knows of it as long as it is open. */
function openView(environment: RootDatabase, log: Storage['log'], views: Set<LogView>): LogView {
  // Without this it would share the transaction that other reads of this event turn have begun, which may be older.
  environment.resetReadTxn();
  const transaction = environment.useReadTransaction();
  const view: LogView = {
    range: (low, high, limit) => {
      if (!views.has(view)) throw new AppError('BUS_UNAVAILABLE', 'The snapshot is closed', { retry: 'later' });
      return [...log.getRange({ start: low, end: high, limit, transaction })];
    },
    close: () => {
      if (views.delete(view)) transaction.done();
    },
  };
  views.add(view);
  return view;
}

async function checkFormat({ state, transact, close }: Storage, folder: string): Promise<void> {
  const found = state.get(['format']);
  if (found === undefined) await transact(() => state.put(['format'], FORMAT));
  if (typeof found !== 'number' || found <= FORMAT) return;
  await close();
  throw new AppError('DATA_FOLDER_NEWER', `${folder} has format ${found}; this version reads up to ${FORMAT}`, {
    folder,
  });
}

function openFailure(error: unknown, folder: string): AppError {
  const known = toBusError(error);
  if (known.code !== 'BUS_UNAVAILABLE') return known;
  return new AppError('DATA_FOLDER_UNUSABLE', `The bus cannot open ${folder}: ${messageOf(error)}`, {
    folder,
    cause: error,
  });
}
