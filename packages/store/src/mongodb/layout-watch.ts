/**
 * The layout that a process writes by: its own keys and whatever other processes declared. It is looked up again now and then, so that a
 * newer version of the product that runs beside this one can add an index and have it complete.
 */
import type { Clock } from '@facteur/primitives';
import type { Db } from 'mongodb';
import { declaredKeys } from '../declared-keys.ts';
import type { CollectionDefinition } from '../store.ts';
import { type Declaration, keysInUse } from './declaration.ts';
import { changeKeys, readDeclaration } from './declarations.ts';
import { type Layout, layoutOf } from './layout.ts';

/** The layout to write by. */
export interface LayoutWatch {
  /** As it was last seen. */
  current(): Layout;
  /** Looked up at most so long ago as a layout is believed; once in a while that asks the database. */
  fresh(): Promise<Layout>;
}

/** What is needed to watch. */
export interface LayoutWatchOptions {
  readonly db: () => Db;
  readonly definition: CollectionDefinition;
  readonly declared: Declaration;
  /** Not after the declaration was read, by `clock`. */
  readonly declaredAt: number;
  readonly clock: Clock;
  /** How long a layout is believed. */
  readonly ageMs: number;
}

/** Watches the layout of one collection. */
export function watchLayout(options: LayoutWatchOptions): LayoutWatch {
  const { db, definition, declared, clock, ageMs } = options;
  const own = declaredKeys(definition);
  let layout = layoutOf([...own, ...declared.keys]);
  let seenAt = options.declaredAt;
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    const askedAt = clock.now();
    let known = await readDeclaration(db(), definition.name);
    // A process that does not know these keys opened the collection; here they are in use.
    if (known !== undefined && keysInUse(known.keys, own) !== known.keys) {
      known = await changeKeys(db(), definition.name, (keys) => keysInUse(keys, own));
    }
    layout = layoutOf([...own, ...(known?.keys ?? [])]);
    seenAt = askedAt;
  }
  return {
    current: () => layout,
    async fresh() {
      if (clock.now() - seenAt < ageMs) return layout;
      looking ??= look().finally(() => {
        looking = undefined;
      });
      await looking;
      return layout;
    },
  };
}
