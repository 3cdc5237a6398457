/** The indexes and unique keys of a definition, as a list that does not depend on how they were written down. */
import { AppError } from '@facteur/primitives';
import type { CollectionDefinition } from './store.ts';

/** An index or a unique key. */
export interface DeclaredKey {
  readonly name: string;
  readonly fields: readonly string[];
  readonly unique: boolean;
}

/** Indexes before unique keys, each by name. */
export function declaredKeys({ indexes = {}, unique = {} }: CollectionDefinition): readonly DeclaredKey[] {
  const named = (keys: Readonly<Record<string, readonly string[]>>, isUnique: boolean) =>
    Object.entries(keys)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, fields]) => ({ name, fields: [...fields], unique: isUnique }));
  return [...named(indexes, false), ...named(unique, true)];
}

/** @throws AppError `BAD_INPUT` when a collection that is open is asked for with other keys */
export function assertSameKeys(known: CollectionDefinition, asked: CollectionDefinition): void {
  if (JSON.stringify(declaredKeys(known)) === JSON.stringify(declaredKeys(asked))) return;
  throw new AppError('BAD_INPUT', `Collection ${asked.name} is open already, with other indexes or unique keys`);
}
