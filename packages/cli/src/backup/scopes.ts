/**
 * Whose key sealed what. One machine keeps keys and blobs without the names of their cases, a cluster keeps them by name: the names are found
 * in the data, in what refers to a blob and in what is sealed, opened where needed. Nothing opened is kept.
 */
import type { KeyObject } from 'node:crypto';
import { GROUPS } from '@facteur/contracts';
import { unseal } from '@facteur/keys';
import { isAppError } from '@facteur/primitives';

/** The flows that keep sealed documents: what they seal is bound to their names. */
const FLOWS: readonly string[] = [...GROUPS, 'human-handoff-desk'];

/** What was found. */
export interface FoundScopes {
  /** The scope of a blob, by the blob's id. */
  readonly blobs: ReadonlyMap<string, string>;
  /** Scopes of which something is sealed, or a blob is kept: each had a key once. */
  readonly scopes: ReadonlySet<string>;
  /** Scopes with something sealed whose key is not at hand. */
  readonly keyless: ReadonlySet<string>;
  /** Collections with something sealed that could not be opened, though its key is at hand. */
  readonly unopened: ReadonlySet<string>;
}

/** A search through data, piece after piece. */
export interface ScopeSearch {
  readonly found: FoundScopes;
  /** Looks through documents or messages that lie at `where`. @throws AppError `KEYS_UNAVAILABLE` */
  see(where: string, values: readonly unknown[]): Promise<void>;
}

/** The keys of scopes that have one, as `KeyStore.get`. */
export type KeysOf = (scopes: readonly string[]) => Promise<ReadonlyMap<string, KeyObject>>;

interface Sealed {
  readonly scope: string;
  readonly text: string;
  /** What it may be bound to; none: what it holds refers to nothing. */
  readonly bounds: readonly string[];
}

/** A search that opens what it must with `keysOf`. */
export function createScopeSearch(keysOf: KeysOf): ScopeSearch {
  const found = {
    blobs: new Map<string, string>(),
    scopes: new Set<string>(),
    keyless: new Set<string>(),
    unopened: new Set<string>(),
  };
  const note = (value: unknown): Sealed[] => {
    const seals: Sealed[] = [];
    walk(value, (node) => {
      const ref = refIn(node);
      if (ref) found.blobs.set(ref.id, ref.scope);
      const sealed = sealedIn(node);
      if (sealed) seals.push(sealed);
      for (const scope of [ref?.scope, sealed?.scope])
        if (scope !== undefined && scope !== 'public') found.scopes.add(scope);
    });
    return seals;
  };
  return {
    found,
    async see(where, values) {
      const seals = note(values);
      const keys = await keysOf([...new Set(seals.map(({ scope }) => scope))]);
      for (const sealed of seals) {
        const key = keys.get(sealed.scope);
        if (key === undefined) found.keyless.add(sealed.scope);
        else if (sealed.bounds.length > 0) {
          const plain = opened(key, sealed);
          if (plain === undefined) found.unopened.add(where);
          // Events inside are sealed by the same key, and refer to their blobs in the clear.
          else note(plain);
        }
      }
    },
  };
}

function opened(key: KeyObject, { text, bounds }: Sealed): unknown {
  const bytes = Buffer.from(text, 'base64');
  for (const bound of bounds) {
    try {
      return JSON.parse(unseal(key, bytes, bound).toString());
    } catch (error) {
      if (!isAppError(error, 'EVENT_UNREADABLE')) throw error;
    }
  }
  return undefined;
}

type Node = Readonly<Record<string, unknown>>;

function walk(value: unknown, visit: (node: Node) => void): void {
  if (value === null || typeof value !== 'object') return;
  if (!Array.isArray(value)) visit(value as Node);
  for (const inner of Object.values(value)) walk(inner, visit);
}

function refIn({ scope, id, bytes }: Node): { scope: string; id: string } | undefined {
  const isRef = typeof scope === 'string' && typeof id === 'string' && /^[0-9a-f]{64}$/.test(id);
  return isRef && typeof bytes === 'number' ? { scope, id } : undefined;
}

/** A document of a flow, an event, or a person. */
function sealedIn({ sealed, subject, specversion, _id, kind }: Node): Sealed | undefined {
  if (typeof sealed !== 'string' || sealed === '') return undefined;
  if (typeof subject === 'string') {
    // An event seals no reference, and a document is bound to the flow that wrote it.
    const bounds = specversion === undefined ? FLOWS.flatMap((flow) => [`${flow}/${_id}`, `${flow}/entry/${_id}`]) : [];
    return { scope: subject, text: sealed, bounds };
  }
  return kind === 'person' ? { scope: `person:${_id}`, text: sealed, bounds: [] } : undefined;
}
