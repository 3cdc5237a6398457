/** A client of the database: one's own by address, or one that somebody else opened and closes. */
import { AppError } from '@facteur/primitives';
import { type Db, MongoClient } from 'mongodb';

/** Where the database is. TLS, credentials and replica set are part of the address; a client given stays open. */
export type MongoSource = { readonly uri: string } | { readonly client: MongoClient };

/** A database with the guarantees that the adapter needs. */
export interface MongoConnection {
  /** Reads from the primary; writes are acknowledged by the majority, from their journals. Not to be kept: `renew` outdates it. */
  db(): Db;
  /**
   * To be called when no server could be found. The driver's watch on a server that does not stream its state (FerretDB) stops for ever
   * when all connections break in the same instant: it takes its own, already dead one to ask again, and waits. A new client looks anew.
   */
  renew(): void;
  close(): Promise<void>;
}

/**
 * Connects when first used. What is tried on a client made here fails after `timeoutMs` without an answer, and after half of that without a server.
 * @throws AppError `CONFIG_INVALID` (never) for an address that cannot be read; it is not repeated, because it may hold a password
 */
export function connectMongo(source: MongoSource, database: string, timeoutMs: number): MongoConnection {
  const isGiven = 'client' in source;
  const open = (): MongoClient => (isGiven ? source.client : clientOf(source.uri, timeoutMs));
  let client = open();
  return {
    db: () => client.db(database, { readPreference: 'primary', writeConcern: { w: 'majority', journal: true } }),
    renew() {
      if (isGiven) return;
      const stuck = client;
      client = open();
      stuck.close().catch(() => undefined);
    },
    close: async () => (isGiven ? undefined : client.close()),
  };
}

function clientOf(uri: string, timeoutMs: number): MongoClient {
  try {
    return new MongoClient(uri, {
      appName: 'facteur',
      serverSelectionTimeoutMS: timeoutMs / 2,
      connectTimeoutMS: timeoutMs / 2,
      socketTimeoutMS: timeoutMs,
      waitQueueTimeoutMS: timeoutMs,
    });
  } catch (error) {
    const { name } = error as Error;
    throw new AppError('CONFIG_INVALID', `The address of the database cannot be read (${name})`);
  }
}
