/** The collection `facteur_collections`: reading and changing what is declared, by several processes at once. */
import { AppError } from '@facteur/primitives';
import type { Db, Collection as MongoCollection } from 'mongodb';
import type { Declaration, StoredKey } from './declaration.ts';
import { isDuplicate } from './mongo-error.ts';

/** Grows when the layout of stored documents changes. */
const FORMAT = 1;
/** Lower-case words joined by hyphens name the other collections: this cannot be one of them. */
const NAME = 'facteur_collections';

/** How often a change is begun anew because another process changed the same. */
const ATTEMPTS = 100;

/** The declaration of a collection. @throws AppError `DATA_FOLDER_NEWER` when a later version of the product wrote it */
export async function readDeclaration(db: Db, name: string): Promise<Declaration | undefined> {
  const known = await declarations(db).findOne({ _id: name });
  if (known !== null && known.format > FORMAT) {
    throw new AppError(
      'DATA_FOLDER_NEWER',
      `${name} is stored in format ${known.format}; this version reads up to ${FORMAT}`,
    );
  }
  return known ?? undefined;
}

/**
 * Changes the keys to what `change` makes of them; nothing is written when it gives back what it got. `isNew`: nobody
 * declared the collection before.
 * @throws AppError `STORE_UNAVAILABLE` (retry later) when others kept changing them
 */
export async function changeKeys(
  db: Db,
  name: string,
  change: (known: readonly StoredKey[], isNew: boolean) => readonly StoredKey[],
): Promise<Declaration> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const known = (await readDeclaration(db, name)) ?? { _id: name, format: FORMAT, revision: 0, keys: [] };
    const keys = change(known.keys, known.revision === 0);
    if (keys === known.keys && known.revision > 0) return known;
    const next = { ...known, revision: known.revision + 1, keys };
    if (await wasPut(db, next)) return next;
  }
  throw new AppError('STORE_UNAVAILABLE', `The keys of ${name} are being changed by others`, { retry: 'later' });
}

async function wasPut(db: Db, next: Declaration): Promise<boolean> {
  const { _id, revision } = next;
  if (revision > 1) {
    const { matchedCount } = await declarations(db).replaceOne({ _id, revision: revision - 1 }, next);
    return matchedCount === 1;
  }
  try {
    await declarations(db).insertOne(next);
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

function declarations(db: Db): MongoCollection<Declaration> {
  return db.collection<Declaration>(NAME);
}
