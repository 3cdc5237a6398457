/** The store on LMDB: one file in a folder, for one process. */
import { AppError } from '@facteur/primitives';
import { checkDefinition } from '../check-definition.ts';
import { isDocumentId } from '../check-write.ts';
import { assertSameKeys } from '../declared-keys.ts';
import type { Collection, CollectionDefinition, Store, StoredDocument, Write, WriteOutcome } from '../store.ts';
import { applyWrite, prepareWrite, type Target } from './apply-write.ts';
import { assertReadable } from './catalog.ts';
import { embeddedBackup } from './dump.ts';
import { type Environment, openEnvironment } from './environment.ts';
import { countDocuments, findDocuments, readDocument } from './find-documents.ts';
import { openTables } from './open-tables.ts';
import { type PlacesOf, placesIn } from './places.ts';

/** What a write costs beside its record: pages of documents and indexes that it touches. */
const BYTES_PER_WRITE = 4096;

/**
 * Opens the store in `folder`, making it when there is none. Nobody else may have it open; whoever calls sees to that.
 * @throws AppError `DATA_FOLDER_UNUSABLE`, `DATA_FOLDER_NEWER` (never); `DISK_FULL` (later)
 */
export async function openEmbeddedStore({ folder }: { readonly folder: string }): Promise<Store> {
  const environment = await openEnvironment(folder);
  const placesOf = placesIn(environment);
  const collections = new Map<string, { definition: CollectionDefinition; opening: Promise<Collection> }>();
  const targets = new WeakMap<Collection, Target>();
  try {
    await environment.reading(() => assertReadable(environment));
  } catch (error) {
    await environment.close();
    throw error;
  }
  return {
    async collection(definition) {
      checkDefinition(definition);
      const known = collections.get(definition.name);
      if (known !== undefined) {
        assertSameKeys(known.definition, definition);
        return known.opening;
      }
      const opening = openCollection(environment, placesOf, definition, targets);
      collections.set(definition.name, { definition, opening });
      opening.catch(() => collections.delete(definition.name));
      return opening;
    },
    async writeTogether(parts) {
      const batches = parts.map(({ collection, writes }) => prepareAll(targetOf(targets, collection), writes));
      const bytes = batches.reduce((sum, batch) => sum + batch.bytes, 0);
      return environment.commit(bytes, () => batches.map((batch) => batch.apply()));
    },
    backup: embeddedBackup(environment, placesOf),
    close: () => environment.close(),
  };
}

async function openCollection(
  environment: Environment,
  placesOf: PlacesOf,
  definition: CollectionDefinition,
  targets: WeakMap<Collection, Target>,
): Promise<Collection> {
  const target = await openTables(environment, placesOf, definition);
  const parts = { ...target, definition };
  const read = (id: string): StoredDocument | undefined => (isDocumentId(id) ? readDocument(parts, id) : undefined);
  const collection: Collection = {
    get: (id) => environment.reading(() => read(id)),
    getMany: (ids) => environment.reading(() => ids.map(read)),
    async write(writes) {
      const { bytes, apply } = prepareAll(target, writes);
      return writes.length === 0 ? [] : environment.commit(bytes, apply);
    },
    find: (query) => environment.reading(() => findDocuments(parts, query)),
    count: (query) => environment.reading(() => countDocuments(parts, query)),
  };
  targets.set(collection, target);
  return collection;
}

function targetOf(targets: WeakMap<Collection, Target>, collection: Collection): Target {
  const target = targets.get(collection);
  if (target === undefined) throw new AppError('INTERNAL', 'Only collections of this store can be written together');
  return target;
}

/** Writes whose bytes are ready, to be done inside a transaction. @throws as `prepareWrite` */
function prepareAll(
  target: Target,
  writes: readonly Write[],
): { readonly bytes: number; readonly apply: () => WriteOutcome[] } {
  const prepared = writes.map((write) => prepareWrite(target.tables, write));
  const bytes = prepared.reduce((sum, { record }) => sum + BYTES_PER_WRITE + (record?.bytes.length ?? 0), 0);
  return { bytes, apply: () => prepared.map((write) => applyWrite(target, write)) };
}
