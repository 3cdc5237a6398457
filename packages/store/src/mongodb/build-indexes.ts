/** The database's own indexes over the keys. */
import type { Db } from 'mongodb';
import { MongoNetworkTimeoutError, MongoServerError } from 'mongodb';
import type { StoredKey } from './declaration.ts';
import { indexNameOf, pathOf } from './layout.ts';

/** The server goes on building an index when the connection is given up; asking again waits for the same build. */
const ATTEMPTS = 360;
const NAMESPACE_NOT_FOUND = 26;
const INDEX_NOT_FOUND = 27;

/**
 * Makes the indexes that are missing. One command each: FerretDB fails when some of several are there. Documents without the field are left
 * out (`sparse`; FerretDB, which ignores that, never lets two missing fields clash).
 */
export async function ensureIndexes(db: Db, name: string, keys: readonly StoredKey[]): Promise<void> {
  for (const key of keys) {
    const options = { name: indexNameOf(key), sparse: true, ...(key.unique ? { unique: true } : {}) };
    await patiently(() => db.collection(name).createIndex({ [pathOf(key)]: 1 }, options));
  }
}

/** Drops indexes, those among them that are gone already too. */
export async function dropIndexes(db: Db, name: string, keys: readonly StoredKey[]): Promise<void> {
  for (const key of keys) {
    try {
      await db.collection(name).dropIndex(indexNameOf(key));
    } catch (error) {
      const code = error instanceof MongoServerError ? error.code : undefined;
      if (code !== INDEX_NOT_FOUND && code !== NAMESPACE_NOT_FOUND) throw error;
    }
  }
}

async function patiently(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (!(error instanceof MongoNetworkTimeoutError) || attempt >= ATTEMPTS) throw error;
    }
  }
}
