/** The secret behind `KeyStore.digest`: a file made when the store is first opened. */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AppError, type Random } from '@facteur/primitives';
import { createDurably, exists } from './durable-file.ts';

const SECRET_BYTES = 32;

/**
 * The secret at `path`, made when the store is new.
 * @throws AppError `KEYS_UNAVAILABLE` (never) when `pagesPath` exists without it, or it was cut short: a new secret
 *   would make every earlier digest unfindable without a word
 */
export async function openDigestSecret(path: string, pagesPath: string, random: Random): Promise<KeyObject> {
  if (await exists(pagesPath)) await requireFile(path);
  else await createDurably(path, () => random.bytes(SECRET_BYTES));
  const secret = await readFile(path);
  if (secret.length !== SECRET_BYTES)
    throw new AppError('KEYS_UNAVAILABLE', `${path} is damaged: restore the key folder from its own backup`, { path });
  return createSecretKey(secret);
}

async function requireFile(path: string): Promise<void> {
  if (await exists(path)) return;
  throw new AppError('KEYS_UNAVAILABLE', `${path} is missing: restore the key folder from its own backup`, { path });
}
