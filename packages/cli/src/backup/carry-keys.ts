/** Takes the keys of one machine into the key database of a cluster: key by key, under the names of their cases, erased ones as erased. */
import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeyStore } from '@facteur/keys';
import { openMongoKeyStore } from '@facteur/keys/mongodb';
import { AppError, type Random, systemRandom } from '@facteur/primitives';
import { DIGEST_SECRET } from './key-backup.ts';
import { keyCheckOf } from './take-backup.ts';

/** Keys asked for and written at once. */
const AT_ONCE = 500;

/** Where a key database is. */
export interface KeyPlace {
  readonly uri: string;
  readonly database: string;
}

/** The key database, being filled. */
export interface KeyTarget {
  /** Enters the keys that `from` has of `scopes`; one that was destroyed, there or here, has none here for ever. Doing it twice is fine. */
  carry(from: KeyStore, scopes: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the key database at `place` with the digests of the keys in `folder`, which an empty one takes over.
 * @throws AppError `CONFLICT` (never) when it is another installation's; `KEYS_UNAVAILABLE`
 */
export async function openKeyTarget(place: KeyPlace, folder: string, from: KeyStore): Promise<KeyTarget> {
  const planted: Buffer[] = [await readFile(join(folder, DIGEST_SECRET))];
  const target = await openMongoKeyStore({ ...place, random: plantedRandom(planted) });
  if (keyCheckOf(target) === keyCheckOf(from))
    return { carry: (source, scopes) => carry(source, scopes, target, planted), close: target.close };
  await target.close();
  throw new AppError(
    'CONFLICT',
    'The key database holds the keys of another installation: drop it, if nothing needs it, or name another (FACTEUR_KEYS_MONGODB_URI)',
  );
}

/** The key store takes the bytes of new keys from its `random`, in the order of the scopes: here these are the keys that there were. */
function plantedRandom(planted: Buffer[]): Random {
  return { next: systemRandom.next, bytes: (length) => planted.shift() ?? systemRandom.bytes(length) };
}

async function carry(from: KeyStore, scopes: readonly string[], target: KeyStore, planted: Buffer[]): Promise<void> {
  for (let at = 0; at < scopes.length; at += AT_ONCE) {
    const piece = scopes.slice(at, at + AT_ONCE);
    const keys = await from.get(piece);
    const live = piece.filter((scope) => keys.has(scope));
    planted.splice(0, planted.length, ...live.flatMap((scope) => keys.get(scope)?.export() ?? []));
    checkKept(keys, await target.ensure(live));
    for (const scope of piece) if (!keys.has(scope)) await target.destroy(scope);
  }
}

/** Whatever the target made of them, it must hold these very keys; one that it does not give was erased there. */
function checkKept(keys: ReadonlyMap<string, KeyObject>, kept: ReadonlyMap<string, KeyObject>): void {
  for (const [scope, key] of kept)
    if (keys.get(scope)?.equals(key) !== true)
      throw new AppError('CONFLICT', `The key database has another key of ${scope}: drop it, if nothing needs it`);
}
