/**
 * How documents are laid out for their indexes and unique keys: each key has a field of its own, named after its declaration, so that two
 * versions of the product which declare a key differently never mix up each other's values.
 */
import { createHash } from 'node:crypto';
import type { DeclaredKey } from '../declared-keys.ts';

/** A key and the field that holds its values: `index.<field>` or `unique.<field>`. */
export interface LayoutKey extends DeclaredKey {
  readonly field: string;
}

/** All keys that a document is entered under. Equal keys give equal ids. */
export interface Layout {
  readonly id: string;
  readonly keys: readonly LayoutKey[];
}

/** The layout of `keys`; one that comes twice counts once. */
export function layoutOf(keys: readonly DeclaredKey[]): Layout {
  const byField = new Map(keys.map((key) => [fieldOf(key), key]));
  const fields = [...byField.keys()].sort();
  return {
    id: digest(fields),
    keys: [...byField].map(([field, { name, fields: of, unique }]) => ({ name, fields: of, unique, field })),
  };
}

/** The field of a key: what can be read of its name, and a digest of the whole declaration. */
export function fieldOf({ name, fields, unique }: DeclaredKey): string {
  const readable = name.replace(/[^A-Za-z0-9]+/g, '_').slice(0, 40);
  return `${readable}_${digest([name, fields, unique])}`;
}

/** Where the values of a key are in a stored document. */
export function pathOf({ field, unique }: Pick<LayoutKey, 'field' | 'unique'>): string {
  return `${unique ? 'unique' : 'index'}.${field}`;
}

/** What the database calls the index over a key. */
export function indexNameOf({ field, unique }: Pick<LayoutKey, 'field' | 'unique'>): string {
  return `${unique ? 'u' : 'i'}_${field}`;
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 10);
}
