/** What the file holds: for each collection its tables, and whether its indexes are complete. One JSON value. */
import { AppError } from '@facteur/primitives';
import { type DeclaredKey, declaredKeys } from '../declared-keys.ts';
import type { CollectionDefinition } from '../store.ts';
import type { Environment } from './environment.ts';
import { CATALOG_TABLE, tableKey } from './table-key.ts';

/** Grows when the layout of the file changes. 2: documents lie in the order in which they were inserted. 3: recent ids have a log. */
const FORMAT = 3;
/** Where the catalog lies. */
export const CATALOG_KEY = tableKey(CATALOG_TABLE, 'catalog');

/** An index or a unique key, and where its entries are. */
export interface KeyTable extends DeclaredKey {
  readonly table: number;
}

/**
 * A collection's tables. `ids`: where a document lies, by `_id`, and `recent`: which `_id` lies there, of those that are not in `ids` yet. `byId`: documents that still lie as in format 1. `ready`: the key tables
 * hold every document. `leftovers`: tables to be emptied.
 */
export interface CollectionTables {
  readonly documents: number;
  readonly ids: number;
  readonly recent: number;
  readonly byId?: number;
  readonly keys: readonly KeyTable[];
  readonly ready: boolean;
  readonly leftovers: readonly number[];
}

/** As the catalog has them: in what format 1 wrote, `documents` are by `_id`, and there are no `ids`; before format 3 there is no `recent`. */
export type StoredTables = Omit<CollectionTables, 'ids' | 'recent'> & Partial<Pick<CollectionTables, 'ids' | 'recent'>>;

interface Catalog {
  readonly format: number;
  readonly nextTable: number;
  readonly collections: Readonly<Record<string, StoredTables>>;
}

function readCatalog(environment: Environment): Catalog {
  return catalogIn(environment.read(CATALOG_KEY));
}

function catalogIn(bytes: Buffer | undefined): Catalog {
  if (bytes === undefined) return { format: FORMAT, nextTable: CATALOG_TABLE + 1, collections: {} };
  return JSON.parse(bytes.toString('utf8', 0, bytes.length)) as Catalog;
}

function putCatalog(environment: Environment, catalog: Catalog): void {
  environment.put(CATALOG_KEY, Buffer.from(JSON.stringify(catalog)));
}

/** Every collection as it was declared, in a file of which `bytes` is the catalog; undefined: nothing was declared. */
export function collectionsIn(bytes: Buffer | undefined): readonly [CollectionDefinition, StoredTables][] {
  const { collections } = catalogIn(bytes);
  return Object.entries(collections).map(([name, tables]) => [definitionOf(name, tables), tables]);
}

function definitionOf(name: string, { keys }: StoredTables): CollectionDefinition {
  const named = (isUnique: boolean) =>
    Object.fromEntries(keys.filter(({ unique }) => unique === isUnique).map((key) => [key.name, key.fields]));
  return { name, indexes: named(false), unique: named(true) };
}

/** @throws AppError `DATA_FOLDER_NEWER` when a later version of the product wrote the file */
export function assertReadable(environment: Environment): void {
  const { format } = readCatalog(environment);
  if (format > FORMAT) {
    throw new AppError('DATA_FOLDER_NEWER', `The store is of format ${format}; this version reads up to ${FORMAT}`);
  }
}

/**
 * Enters a collection as declared. A new one is ready at once; one whose keys changed, or whose rebuilding was cut short, gets
 * new key tables that are not ready, and its old ones are leftovers. One of an earlier format gets the tables for places that it lacks, empty as yet.
 */
export function declareCollection(
  environment: Environment,
  definition: CollectionDefinition,
): Promise<CollectionTables> {
  return environment.commit(0, () => {
    const catalog = readCatalog(environment);
    const { collections } = catalog;
    const known = Object.hasOwn(collections, definition.name) ? collections[definition.name] : undefined;
    const wanted = declaredKeys(definition);
    const isReady = known?.ready === true && JSON.stringify(known.keys.map(withoutTable)) === JSON.stringify(wanted);
    if (isReady && isPlaced(known)) return known;
    let { nextTable } = catalog;
    const places = {
      ...(known?.ids === undefined
        ? { documents: nextTable++, ids: nextTable++, ...(known && { byId: known.documents }) }
        : { documents: known.documents, ids: known.ids, ...(known.byId !== undefined && { byId: known.byId }) }),
      recent: known?.recent ?? nextTable++,
    };
    const keys = isReady
      ? { keys: known.keys, ready: true, leftovers: known.leftovers }
      : {
          keys: wanted.map((key) => ({ ...key, table: nextTable++ })),
          ready: known === undefined,
          leftovers: known === undefined ? [] : [...known.leftovers, ...known.keys.map((key) => key.table)],
        };
    const tables: CollectionTables = { ...places, ...keys };
    putCatalog(environment, withCollection({ ...catalog, format: FORMAT, nextTable }, definition.name, tables));
    return tables;
  });
}

function isPlaced(tables: StoredTables | undefined): tables is CollectionTables {
  return tables?.ids !== undefined && tables.recent !== undefined;
}

/** Notes that every document has its place. */
export function markPlaced(
  environment: Environment,
  name: string,
  { byId: _, ...placed }: CollectionTables,
): Promise<CollectionTables> {
  return environment.commit(0, () => {
    putCatalog(environment, withCollection(readCatalog(environment), name, placed));
    return placed;
  });
}

/** Notes that the key tables are complete and the leftovers gone. */
export function markReady(environment: Environment, name: string, tables: CollectionTables): Promise<CollectionTables> {
  const ready: CollectionTables = { ...tables, ready: true, leftovers: [] };
  return environment.commit(0, () => {
    putCatalog(environment, withCollection(readCatalog(environment), name, ready));
    return ready;
  });
}

function withCollection(catalog: Catalog, name: string, tables: CollectionTables): Catalog {
  return { ...catalog, collections: { ...catalog.collections, [name]: tables } };
}

function withoutTable({ name, fields, unique }: KeyTable): DeclaredKey {
  return { name, fields, unique };
}
