/** The key store on MongoDB, for any number of processes. */
import type { KeyObject } from 'node:crypto';
import { AppError, type Clock, type Random, systemClock, systemRandom } from '@facteur/primitives';
import { keyedDigest } from '../keyed-digest.ts';
import type { KeyStore } from '../keys.ts';
import { type KeyDatabase, keyDatabase, type MongoSource } from './database.ts';
import { openDigestSecret } from './digest-secret.ts';
import { KEY_BYTES, type KeyRecord } from './key-record.ts';
import { createSharedKeys } from './shared-keys.ts';

/** How to open the key store on MongoDB. */
export type MongoKeyStoreOptions = MongoSource & {
  /** Holds `facteur_keys` (one document per scope) and `facteur_key_settings`. Back it up apart from the data. */
  readonly database: string;
  /** After so many milliseconds without an answer a call fails. Default 10 000. */
  readonly timeoutMs?: number;
  /** For so many milliseconds a process uses a key without asking again whether another destroyed it. Default 10 000. */
  readonly believeMs?: number;
  /** How many keys are kept in memory. Default 50 000. */
  readonly cachedKeys?: number;
  /** 256 bits from outside the database that encrypt (AES-256-GCM) every key in it: who reads the database then reads no key. */
  readonly wrapWith?: KeyObject;
  /** Where keys come from. Default: the operating system. */
  readonly random?: Random;
  /** Default: the machine's. */
  readonly clock?: Clock;
};

/**
 * Opens the key store in `database` of MongoDB ≥ 5 or what speaks its protocol. Reads and writes are the majority's; a key is used
 * once the majority has it in its journal.
 *
 * `destroy` takes the key out of its document and leaves a tombstone. Other processes use the key for at most `believeMs` more,
 * measured from when each last asked for it. What the operator must know: the key can still be read in the database's oplog and journal,
 * in pages of its data files not yet overwritten, on members that lag, and in backups, until those roll over. Keep them short,
 * and apart from the data's. With `wrapWith` they hold keys only for those who have that key too.
 *
 * Wrapping is chosen when the store is made: with another key, without one that is needed, or with one that was not used, it does not open.
 * @throws AppError `KEYS_UNAVAILABLE` (later) when nobody answers, (never) for a wrong wrapping key or a missing digest secret;
 *   `CONFIG_INVALID` (never) for an address or a wrapping key that is none
 */
export async function openMongoKeyStore(options: MongoKeyStoreOptions): Promise<KeyStore> {
  const { wrapWith, random = systemRandom } = options;
  if (wrapWith !== undefined && wrapWith.symmetricKeySize !== KEY_BYTES)
    throw new AppError('CONFIG_INVALID', `The wrapping key of the key store must have ${KEY_BYTES} bytes`);
  const database = keyDatabase(options, options.database, options.timeoutMs ?? 10_000);
  const records = () => database.db.collection<KeyRecord>('facteur_keys');
  const settings = () => database.db.collection<KeyRecord>('facteur_key_settings');
  try {
    const secret = await database.ask(() =>
      openDigestSecret({ settings: settings(), keys: records(), wrapWith, random }),
    );
    const { believeMs = 10_000, cachedKeys = 50_000, clock = systemClock } = options;
    const shared = createSharedKeys({ records, wrapWith, random, clock, believeMs, cachedKeys });
    return keyStore(database, secret, shared);
  } catch (error) {
    await database.close();
    throw error;
  }
}

function keyStore(
  { ask, close }: KeyDatabase,
  secret: KeyObject,
  shared: ReturnType<typeof createSharedKeys>,
): KeyStore {
  return {
    ensure: (scopes) => ask(() => shared.find(scopes, true)),
    get: (scopes) => ask(() => shared.find(scopes, false)),
    destroy: (scope) => ask(() => shared.destroy(scope)),
    digest: (purpose, value) => keyedDigest(secret, purpose, value),
    close,
  };
}
