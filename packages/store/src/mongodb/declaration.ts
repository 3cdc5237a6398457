/** What the database knows of a collection: its keys, as all versions of the product that run now declared them. Pure. */
import type { DeclaredKey } from '../declared-keys.ts';
import { fieldOf, type LayoutKey } from './layout.ts';

/** How long an index stays up to date that nobody declares any more: the version before may still run, and look things up in it. */
const UNWANTED_MS = 24 * 60 * 60 * 1000;

/** A key of the declaration. */
export interface StoredKey extends LayoutKey {
  /** Every stored document has its entry. */
  readonly ready: boolean;
  /** Milliseconds since 1970: when a process first opened the collection without declaring this index. */
  readonly unwantedSince?: number;
}

/** A document of `facteur_collections`; `revision` counts its changes. */
export interface Declaration {
  readonly _id: string;
  readonly format: number;
  readonly revision: number;
  readonly keys: readonly StoredKey[];
}

/**
 * The keys once `wanted` are declared. New ones are not ready. A unique key that is not declared any more is gone at once, because it would
 * refuse what the new version may write; an index stays for a day. Gives `known` itself when nothing changes.
 */
export function keysAfter(
  known: readonly StoredKey[],
  wanted: readonly DeclaredKey[],
  nowMs: number,
): readonly StoredKey[] {
  const wantedFields = new Set(wanted.map(fieldOf));
  const kept = known.flatMap((key) => {
    if (wantedFields.has(key.field)) return [withoutDate(key)];
    if (key.unique) return [];
    const unwantedSince = key.unwantedSince ?? nowMs;
    return nowMs - unwantedSince < UNWANTED_MS ? [{ ...key, unwantedSince }] : [];
  });
  const there = new Set(kept.map(({ field }) => field));
  const added = wanted
    .map(
      ({ name, fields, unique }): StoredKey => ({
        name,
        fields,
        unique,
        field: fieldOf({ name, fields, unique }),
        ready: false,
      }),
    )
    .filter(({ field }) => !there.has(field));
  const next = [...kept, ...added];
  return JSON.stringify(next) === JSON.stringify(known) ? known : next;
}

/** The keys with those of `fields` marked as ready. */
export function keysReady(known: readonly StoredKey[], fields: ReadonlySet<string>): readonly StoredKey[] {
  return known.map((key) => (fields.has(key.field) ? { ...key, ready: true } : key));
}

/** The keys with those of `own` not marked as unwanted. Gives `known` itself when none is. */
export function keysInUse(known: readonly StoredKey[], own: readonly DeclaredKey[]): readonly StoredKey[] {
  const ownFields = new Set(own.map(fieldOf));
  const isMarked = ({ field, unwantedSince }: StoredKey) => unwantedSince !== undefined && ownFields.has(field);
  return known.some(isMarked) ? known.map((key) => (isMarked(key) ? withoutDate(key) : key)) : known;
}

function withoutDate({ unwantedSince: _, ...key }: StoredKey): StoredKey {
  return key;
}
