/** Declares a collection in the database, and sees to it that every document has its entries. */
import { AppError, type Clock, isAppError } from '@facteur/primitives';
import type { Db } from 'mongodb';
import { declaredKeys } from '../declared-keys.ts';
import type { CollectionDefinition } from '../store.ts';
import { dropIndexes, ensureIndexes } from './build-indexes.ts';
import { type Declaration, keysAfter, keysReady, type StoredKey } from './declaration.ts';
import { changeKeys, readDeclaration } from './declarations.ts';
import { fieldOf, layoutOf } from './layout.ts';
import { isDuplicate } from './mongo-error.ts';
import { rebuildRecords } from './rebuild.ts';
import type { ServerTraits } from './server-traits.ts';
import type { StoredRecord } from './stored-record.ts';

/** What declaring needs to know of the store. */
export interface Declaring {
  readonly db: Db;
  readonly server: ServerTraits;
  readonly clock: Clock;
  /** How long another process may still write without the keys that are declared now. */
  readonly settleMs: number;
}

/**
 * Makes the collection and its indexes where missing. Where documents are there already, new keys are declared first, then time is given to
 * the other processes to learn of them, then all documents are entered; `ready` is noted last, so that whoever is cut short is followed.
 * @throws AppError `CONFLICT` (never) when stored documents share a new unique key; that key is not declared then
 */
export async function openDeclared(declaring: Declaring, definition: CollectionDefinition): Promise<Declaration> {
  const { db, clock } = declaring;
  const { name } = definition;
  const wanted = declaredKeys(definition);
  const before = await readDeclaration(db, name);
  const isEmpty = before === undefined && (await db.collection(name).findOne({}, { projection: { _id: 1 } })) === null;
  const declared = await changeKeys(db, name, (known, isNew) => {
    const keys = keysAfter(known, wanted, clock.now());
    return isNew && isEmpty ? keysReady(keys, new Set(keys.map(({ field }) => field))) : keys;
  });
  const fields = new Set(declared.keys.map(({ field }) => field));
  await dropIndexes(
    db,
    name,
    (before?.keys ?? []).filter(({ field }) => !fields.has(field)),
  );
  try {
    await ensureIndexes(db, name, declared.keys);
    return await enterAll(declaring, declared, before !== undefined);
  } catch (error) {
    if (!isAppError(error, 'CONFLICT') && !isDuplicate(error)) throw error;
    const withdrawn = await withdrawUnready(db, name);
    if (!wanted.some((key) => withdrawn.has(fieldOf(key)))) return openDeclared(declaring, definition);
    throw new AppError('CONFLICT', `Documents of ${name} share a newly declared unique key`);
  }
}

async function enterAll(
  { db, server, clock, settleMs }: Declaring,
  declared: Declaration,
  isKnown: boolean,
): Promise<Declaration> {
  const { _id: name, keys } = declared;
  if (keys.every(({ ready }) => ready)) return declared;
  if (isKnown) await clock.wait(settleMs);
  await rebuildRecords(db.collection<StoredRecord>(name), layoutOf(keys), server);
  const fields = new Set(keys.map(({ field }) => field));
  return changeKeys(db, name, (known) => keysReady(known, fields));
}

/** Takes back the unique keys that cannot be made ready, and gives their fields. */
async function withdrawUnready(db: Db, name: string): Promise<ReadonlySet<string>> {
  const isUnready = ({ unique, ready }: StoredKey): boolean => unique && !ready;
  const unready = ((await readDeclaration(db, name))?.keys ?? []).filter(isUnready);
  await changeKeys(db, name, (keys) => (keys.some(isUnready) ? keys.filter((key) => !isUnready(key)) : keys));
  await dropIndexes(db, name, unready);
  return new Set(unready.map(({ field }) => field));
}
