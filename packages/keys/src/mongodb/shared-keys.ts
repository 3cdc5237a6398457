/** The keys of a running store: in memory for as long as they are believed, else asked of the database that all processes share. */
import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Clock, Random } from '@facteur/primitives';
import type { Collection } from 'mongodb';
import { createRecentKeys } from '../recent-keys.ts';
import { unavailable } from './database.ts';
import { isOnlyDuplicates } from './duplicates.ts';
import { KEY_BYTES, type KeyRecord, keyIn, keyRecord, tombstone } from './key-record.ts';

/** Keys by scope. Errors are those of the driver, and `KEYS_UNAVAILABLE`. */
export interface SharedKeys {
  /** The keys of `scopes`; with `make`, missing ones are made. Never those of a scope that is destroyed or being so. */
  find(scopes: readonly string[], make: boolean): Promise<ReadonlyMap<string, KeyObject>>;
  destroy(scope: string): Promise<void>;
}

/** What shared keys work on. */
export interface SharedKeysParts {
  /** Asked for each time: a client that found no server is replaced. */
  readonly records: () => Collection<KeyRecord>;
  readonly wrapWith: KeyObject | undefined;
  readonly random: Random;
  readonly clock: Clock;
  /** How long a key that was read is used without asking again. */
  readonly believeMs: number;
  readonly cachedKeys: number;
}

/** What is known of a scope. Without `key`: destroyed, which stays true for ever. */
interface Known {
  readonly key: KeyObject | undefined;
  /** When it was asked for, not when the answer came: what happened in between counts as unknown. */
  readonly askedAt: number;
}

function isTombstone(entry: Known | undefined): boolean {
  return entry !== undefined && entry.key === undefined;
}

/** Concerns no person, so it is never sealed and never has a key. */
const PUBLIC_SCOPE = 'public';
/** Of a replacement that finds neither a document nor room for one, because another process makes it at the same moment. */
const ATTEMPTS = 10;

/** Longer than a function should be: its parts share what is being asked and destroyed. */
export function createSharedKeys(parts: SharedKeysParts): SharedKeys {
  const { records, clock, believeMs, cachedKeys } = parts;
  const recent = createRecentKeys<Known>(cachedKeys);
  /** Nobody gets the keys of these any more. One whose destruction failed stays here, to be tried again. */
  const destroying = new Set<string>();
  /** For each question under way the scopes destroyed since it was asked: its answer says nothing about them. */
  const asking = new Set<Set<string>>();

  function known(scope: string): Known | undefined {
    const entry = recent.get(scope);
    const isBelieved = entry !== undefined && (isTombstone(entry) || clock.now() - entry.askedAt < believeMs);
    return isBelieved ? entry : undefined;
  }
  /** Asks for `scopes` and enters what is learnt into `found`. */
  async function ask(scopes: readonly string[], make: boolean, found: Map<string, KeyObject>): Promise<void> {
    const outdated = new Set<string>();
    asking.add(outdated);
    const askedAt = clock.now();
    try {
      const answer = await (make ? makeOrRead(parts, scopes) : readStored(parts, scopes));
      for (const [scope, key] of answer) {
        // An answer that comes late may be older than the tombstone that another question found.
        const isGone = outdated.has(scope) || destroying.has(scope) || isTombstone(recent.get(scope));
        if (isGone) continue;
        recent.set(scope, { key, askedAt });
        if (key !== undefined) found.set(scope, key);
      }
      for (const scope of outdated) found.delete(scope);
    } finally {
      asking.delete(outdated);
    }
  }
  return {
    async find(scopes, make) {
      const found = new Map<string, KeyObject>();
      const unknown: string[] = [];
      for (const scope of new Set(scopes)) {
        if (scope === PUBLIC_SCOPE || destroying.has(scope)) continue;
        const entry = known(scope);
        if (entry === undefined) unknown.push(scope);
        else if (entry.key !== undefined) found.set(scope, entry.key);
      }
      if (unknown.length > 0) await ask(unknown, make, found);
      return found;
    },
    async destroy(scope) {
      if (scope === PUBLIC_SCOPE) return;
      destroying.add(scope);
      recent.delete(scope);
      for (const outdated of asking) outdated.add(scope);
      await writeTombstone(records(), scope);
      recent.set(scope, { key: undefined, askedAt: clock.now() });
      destroying.delete(scope);
    },
  };
}

type Answer = ReadonlyMap<string, KeyObject | undefined>;

/** Offers a new key for each scope. Where some are there already, what is stored counts, also for those that were just taken. */
async function makeOrRead(parts: SharedKeysParts, scopes: readonly string[]): Promise<Answer> {
  const { records, random, wrapWith } = parts;
  const made = scopes.map((scope) => ({ scope, bytes: random.bytes(KEY_BYTES) }));
  try {
    await records().insertMany(
      made.map(({ scope, bytes }) => keyRecord(scope, bytes, wrapWith)),
      { ordered: false },
    );
    return new Map(made.map(({ scope, bytes }) => [scope, createSecretKey(bytes)]));
  } catch (error) {
    if (!isOnlyDuplicates(error)) throw error;
  }
  const stored = await readStored(parts, scopes);
  if (stored.size < scopes.length) throw unavailable('Keys made by another process cannot be read yet');
  return stored;
}

async function readStored({ records, wrapWith }: SharedKeysParts, scopes: readonly string[]): Promise<Answer> {
  // More than there can be, so that the server knows there is no second batch to keep.
  const found = await records()
    .find({ _id: { $in: [...scopes] } }, { batchSize: scopes.length + 1 })
    .toArray();
  return new Map(
    found.map((record) => {
      const bytes = keyIn(record, wrapWith);
      return [record._id, bytes && createSecretKey(bytes)];
    }),
  );
}

async function writeTombstone(records: Collection<KeyRecord>, scope: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { _id, ...rest } = tombstone(scope);
      await records.replaceOne({ _id }, rest, { upsert: true });
      return;
    } catch (error) {
      if (!isOnlyDuplicates(error) || attempt >= ATTEMPTS) throw error;
    }
  }
}
