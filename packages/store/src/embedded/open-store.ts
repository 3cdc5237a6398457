/** The store on LMDB: one file in a folder, for one process. */
import { checkDefinition } from '../check-definition.ts';
import { isDocumentId } from '../check-write.ts';
import { assertSameKeys } from '../declared-keys.ts';
import type { Collection, CollectionDefinition, Store, StoredDocument } from '../store.ts';
import { applyWrite, type PreparedWrite, prepareWrite } from './apply-write.ts';
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
      const opening = openCollection(environment, placesOf, definition);
      collections.set(definition.name, { definition, opening });
      opening.catch(() => collections.delete(definition.name));
      return opening;
    },
    backup: embeddedBackup(environment, placesOf),
    close: () => environment.close(),
  };
}

async function openCollection(
  environment: Environment,
  placesOf: PlacesOf,
  definition: CollectionDefinition,
): Promise<Collection> {
  const target = await openTables(environment, placesOf, definition);
  const { tables } = target;
  const parts = { ...target, definition };
  const read = (id: string): StoredDocument | undefined => (isDocumentId(id) ? readDocument(parts, id) : undefined);
  return {
    get: (id) => environment.reading(() => read(id)),
    getMany: (ids) => environment.reading(() => ids.map(read)),
    async write(writes) {
      const prepared = writes.map((write) => prepareWrite(tables, write));
      if (prepared.length === 0) return [];
      return environment.commit(bytesOf(prepared), () => prepared.map((write) => applyWrite(parts, write)));
    },
    find: (query) => environment.reading(() => findDocuments(parts, query)),
    count: (query) => environment.reading(() => countDocuments(parts, query)),
  };
}

function bytesOf(prepared: readonly PreparedWrite[]): number {
  return prepared.reduce((sum, { record }) => sum + BYTES_PER_WRITE + (record?.bytes.length ?? 0), 0);
}
