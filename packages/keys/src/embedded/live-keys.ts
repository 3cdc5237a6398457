/** The keys of a running store: in memory if used lately, else read from their slots; made and destroyed in groups. */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { AppError, type Random } from '@facteur/primitives';
import { createRecentKeys } from '../recent-keys.ts';
import { groupCommit } from './group-commit.ts';
import type { KeyPages } from './key-pages.ts';
import { KEY_BYTES, scopeDigest } from './slot.ts';
import type { SlotIndex } from './slot-index.ts';
import { type Change, writeChanges } from './write-changes.ts';

/** Keys by scope. Errors are those of `node:fs`, and `KEYS_UNAVAILABLE` for a damaged slot. */
export interface LiveKeys {
  /** The keys of `scopes`; with `make`, missing ones are made. Never those of a scope that is destroyed or being so. */
  find(scopes: readonly string[], make: boolean): Promise<ReadonlyMap<string, KeyObject>>;
  destroy(scope: string): Promise<void>;
  /** Resolves when nothing is being written. */
  idle(): Promise<void>;
}

/** What live keys work on. */
export interface LiveKeysParts {
  readonly pages: KeyPages;
  readonly index: SlotIndex;
  readonly random: Random;
  readonly cachedKeys: number;
}

/** Concerns no person, so it is never sealed and never has a key. */
const PUBLIC_SCOPE = 'public';

/** Longer than a function should be: its parts share what is being made and destroyed. */
export function createLiveKeys({ pages, index, random, cachedKeys }: LiveKeysParts): LiveKeys {
  const recent = createRecentKeys<KeyObject>(cachedKeys);
  const making = new Map<string, Promise<KeyObject>>();
  /** Nobody gets the keys of these any more. One that could not be overwritten stays here, to be tried again. */
  const destroying = new Set<string>();
  const writer = groupCommit((changes: readonly Change[]) => writeChanges(pages, index, changes));

  /** At once when the key is in memory, else a promise. */
  function keyOf(scope: string, make: boolean): KeyObject | undefined | Promise<KeyObject | undefined> {
    if (scope === PUBLIC_SCOPE || destroying.has(scope)) return undefined;
    const known = recent.get(scope) ?? (make ? making.get(scope) : undefined);
    if (known !== undefined) return known;
    const digest = scopeDigest(scope);
    const at = index.find(digest);
    if (at > 0) return load(scope, digest, at);
    return at === 0 && make ? makeKey(scope, digest) : undefined;
  }
  async function load(scope: string, digest: Buffer, at: number): Promise<KeyObject | undefined> {
    const slot = await pages.read(at);
    if (destroying.has(scope) || index.find(digest) < 0) return undefined;
    if (slot.state !== 'live' || !slot.digest.equals(digest))
      throw new AppError('KEYS_UNAVAILABLE', `The key in slot ${at} is damaged`, { slot: at });
    const key = createSecretKey(slot.key);
    recent.set(scope, key);
    return key;
  }
  function makeKey(scope: string, digest: Buffer): Promise<KeyObject> {
    const bytes = random.bytes(KEY_BYTES);
    const written = async (): Promise<KeyObject> => {
      await writer.add({ digest, key: bytes });
      const key = createSecretKey(bytes);
      if (!destroying.has(scope) && index.find(digest) > 0) recent.set(scope, key);
      return key;
    };
    const made = written().finally(() => making.delete(scope));
    making.set(scope, made);
    return made;
  }
  return {
    async find(scopes, make) {
      const found = new Map<string, KeyObject>();
      const waits: Promise<void>[] = [];
      for (const scope of new Set(scopes)) {
        const keep = (key: KeyObject | undefined): void => {
          if (key !== undefined && !destroying.has(scope)) found.set(scope, key);
        };
        const key = keyOf(scope, make);
        if (key instanceof Promise) waits.push(key.then(keep));
        else keep(key);
      }
      await Promise.all(waits);
      return found;
    },
    async destroy(scope) {
      if (scope === PUBLIC_SCOPE) return;
      destroying.add(scope);
      recent.delete(scope);
      await writer.add({ digest: scopeDigest(scope) });
      destroying.delete(scope);
    },
    idle: writer.idle,
  };
}
