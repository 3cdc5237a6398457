/** The secret behind `KeyStore.digest`: one document, made by whoever opens the store first. */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { AppError, type Random } from '@facteur/primitives';
import type { Collection } from 'mongodb';
import { unavailable } from './database.ts';
import { isOnlyDuplicates } from './duplicates.ts';
import { KEY_BYTES, type KeyRecord, keyIn, keyRecord } from './key-record.ts';

const SECRET = 'digest secret';

/** Where the secret is, and what must not be there without it. */
export interface SecretPlace {
  readonly settings: Collection<KeyRecord>;
  readonly keys: Collection<KeyRecord>;
  readonly wrapWith: KeyObject | undefined;
  readonly random: Random;
}

/**
 * The secret, made when the store is new. It also tells whether `wrapWith` is the right one.
 * @throws AppError `KEYS_UNAVAILABLE` (never) when it is not, or when keys are there without the secret: a new one would make
 *   every earlier digest unfindable without a word
 */
export async function openDigestSecret(place: SecretPlace): Promise<KeyObject> {
  const known = (await read(place)) ?? ((await hasKeys(place)) ? await requireSecret(place) : await make(place));
  const bytes = keyIn(known, place.wrapWith);
  if (bytes === undefined) throw missing();
  return createSecretKey(bytes);
}

async function read({ settings }: SecretPlace): Promise<KeyRecord | undefined> {
  return (await settings.findOne({ _id: SECRET })) ?? undefined;
}

async function hasKeys({ keys }: SecretPlace): Promise<boolean> {
  return (await keys.findOne({}, { projection: { _id: 1 } })) !== null;
}

/** Looked up once more: another process may have made the secret, and keys, since it was first looked for. */
async function requireSecret(place: SecretPlace): Promise<KeyRecord> {
  const secret = await read(place);
  if (secret === undefined) throw missing();
  return secret;
}

async function make(place: SecretPlace): Promise<KeyRecord> {
  const made = keyRecord(SECRET, place.random.bytes(KEY_BYTES), place.wrapWith);
  try {
    await place.settings.insertOne(made);
    return made;
  } catch (error) {
    if (!isOnlyDuplicates(error)) throw error;
  }
  const winner = await read(place);
  if (winner === undefined) throw unavailable('The digest secret is being made by another process');
  return winner;
}

function missing(): AppError {
  return new AppError(
    'KEYS_UNAVAILABLE',
    `The ${SECRET} is missing beside the keys: restore the key database from its own backup`,
  );
}
