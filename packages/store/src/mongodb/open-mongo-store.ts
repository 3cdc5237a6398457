/** The store on MongoDB, for any number of processes. */
import { AppError, type Clock, systemClock, systemRandom } from '@facteur/primitives';
import type { Collection as MongoCollection } from 'mongodb';
import { checkDefinition } from '../check-definition.ts';
import { assertSameKeys } from '../declared-keys.ts';
import type { Collection, CollectionDefinition, Store, Write, WriteOutcome } from '../store.ts';
import { bounded, orStoreError } from './bounded.ts';
import { connectMongo, type MongoConnection, type MongoSource } from './connect.ts';
import { mongoBackup } from './dump.ts';
import { countRecords, findRecords, getRecord, getRecords } from './find-records.ts';
import { type LayoutWatch, watchLayout } from './layout-watch.ts';
import { openDeclared } from './open-collection.ts';
import { prepareAgain, prepareWrites } from './prepare-writes.ts';
import { sendWrites } from './send-writes.ts';
import { askTraits, type ServerTraits } from './server-traits.ts';
import type { StoredRecord } from './stored-record.ts';

/** How to open the store on MongoDB. */
export type MongoStoreOptions = MongoSource & {
  /** Nothing else may write to its collections. */
  readonly database: string;
  /** After so many milliseconds without an answer a call fails. Default 10 000. */
  readonly timeoutMs?: number;
  /** How long a process believes what it knows of a collection's keys. Default 10 000. */
  readonly layoutAgeMs?: number;
  /** How long an opening that declares new keys waits before it enters the documents. Default `layoutAgeMs` + `timeoutMs`. */
  readonly settleMs?: number;
  /** Default: the machine's. */
  readonly clock?: Clock;
};

interface Opened extends Required<Pick<MongoStoreOptions, 'timeoutMs' | 'layoutAgeMs' | 'settleMs' | 'clock'>> {
  readonly connection: MongoConnection;
  readonly server: ServerTraits;
  /** @throws AppError `STORE_UNAVAILABLE` once the store is closed */
  assertOpen(): void;
}

/**
 * Opens the store in `database` of MongoDB ≥ 5 or what speaks its protocol: it needs no transactions, change streams or partial indexes.
 * A write is done when the majority has it in its journal. A call whose answer was lost is tried once more; then it fails as
 * `STORE_UNAVAILABLE`, and may have taken effect or yet do so. (FerretDB 1 on SQLite looks a document up and then writes it, so two writes at
 * one version may both be told that they won: it is for tests, behind a front that lets one write through at a time.)
 * @throws AppError `STORE_UNAVAILABLE` (later) when nobody answers; `CONFIG_INVALID` (never) for an address that cannot be read
 */
export async function openMongoStore(options: MongoStoreOptions): Promise<Store> {
  const { database, timeoutMs = 10_000, layoutAgeMs = 10_000, clock = systemClock } = options;
  const { settleMs = layoutAgeMs + timeoutMs } = options;
  const connection = connectMongo(options, database, timeoutMs);
  const collections = new Map<string, { definition: CollectionDefinition; opening: Promise<Collection> }>();
  let closed = false;
  const assertOpen = (): void => {
    if (closed) throw new AppError('STORE_UNAVAILABLE', 'The store is closed', { retry: 'later' });
  };
  const server = await orClose(connection, () => bounded(connection, timeoutMs, askTraits));
  const opened: Opened = { connection, server, timeoutMs, layoutAgeMs, settleMs, clock, assertOpen };
  const collection = async (definition: CollectionDefinition): Promise<Collection> => {
    checkDefinition(definition);
    const known = collections.get(definition.name);
    if (known !== undefined) {
      assertSameKeys(known.definition, definition);
      return known.opening;
    }
    const opening = openCollection(opened, definition);
    collections.set(definition.name, { definition, opening });
    opening.catch(() => collections.delete(definition.name));
    return opening;
  };
  return {
    collection,
    backup: mongoBackup({ connection, timeoutMs, collection }),
    async close() {
      if (closed) return;
      closed = true;
      await connection.close();
    },
  };
}

async function openCollection(opened: Opened, definition: CollectionDefinition): Promise<Collection> {
  const { connection, server, timeoutMs, layoutAgeMs, settleMs, clock, assertOpen } = opened;
  const watch = await orStoreError(connection, async (db) => {
    assertOpen();
    const declaredAt = clock.now();
    const declared = await openDeclared({ db, server, clock, settleMs }, definition);
    return watchLayout({ db: connection.db, definition, declared, declaredAt, clock, ageMs: layoutAgeMs });
  });
  const asked = <T>(work: (records: MongoCollection<StoredRecord>) => Promise<T>): Promise<T> =>
    bounded(connection, timeoutMs, async (db) => {
      assertOpen();
      return work(db.collection<StoredRecord>(definition.name));
    });
  return {
    get: (id) => asked((records) => getRecord(records, id)),
    getMany: (ids) => asked((records) => getRecords(records, ids)),
    write: (writes) => asked((records) => writeAll({ records, server, random: systemRandom }, watch, writes)),
    find: (query) => asked((records) => findRecords(records, definition, query)),
    count: (query) => asked((records) => countRecords(records, definition, query)),
  };
}

async function writeAll(
  where: Omit<Parameters<typeof sendWrites>[0], 'layout'>,
  watch: LayoutWatch,
  writes: readonly Write[],
): Promise<readonly WriteOutcome[]> {
  // Before the first wait: whoever calls may change a document as soon as this returns.
  const prepared = prepareWrites(watch.current(), writes);
  if (prepared.length === 0) return [];
  const layout = await watch.fresh();
  return sendWrites({ ...where, layout }, prepareAgain(layout, prepared));
}

async function orClose<T>(connection: MongoConnection, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await connection.close();
    throw error;
  }
}
