/** What the file holds: for each collection its tables, and whether its indexes are complete. One JSON value. */
import { AppError } from '@facteur/primitives';
import type { CollectionDefinition } from '../store.ts';
import type { Environment } from './environment.ts';
import { CATALOG_TABLE, tableKey } from './table-key.ts';

/** Grows when the layout of the file changes. */
const FORMAT = 1;
const CATALOG_KEY = tableKey(CATALOG_TABLE, 'catalog');

/** An index or a unique key, and where its entries are. */
export interface KeyTable {
  readonly name: string;
  readonly fields: readonly string[];
  readonly unique: boolean;
  readonly table: number;
}

/** A collection's tables. `ready`: the key tables hold every document. `leftovers`: tables to be emptied. */
export interface CollectionTables {
  readonly documents: number;
  readonly keys: readonly KeyTable[];
  readonly ready: boolean;
  readonly leftovers: readonly number[];
}

interface Catalog {
  readonly format: number;
  readonly nextTable: number;
  readonly collections: Readonly<Record<string, CollectionTables>>;
}

function readCatalog(environment: Environment): Catalog {
  const bytes = environment.read(CATALOG_KEY);
  if (bytes === undefined) return { format: FORMAT, nextTable: CATALOG_TABLE + 1, collections: {} };
  return JSON.parse(bytes.toString('utf8', 0, bytes.length)) as Catalog;
}

function putCatalog(environment: Environment, catalog: Catalog): void {
  environment.put(CATALOG_KEY, Buffer.from(JSON.stringify(catalog)));
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
 * new key tables that are not ready, and its old ones are leftovers.
 */
export function declareCollection(
  environment: Environment,
  definition: CollectionDefinition,
): Promise<CollectionTables> {
  return environment.commit(0, () => {
    const catalog = readCatalog(environment);
    const { collections } = catalog;
    const known = Object.hasOwn(collections, definition.name) ? collections[definition.name] : undefined;
    const wanted = keysOf(definition);
    if (known?.ready && JSON.stringify(known.keys.map(withoutTable)) === JSON.stringify(wanted)) return known;
    let { nextTable } = catalog;
    const tables: CollectionTables = {
      documents: known?.documents ?? nextTable++,
      keys: wanted.map((key) => ({ ...key, table: nextTable++ })),
      ready: known === undefined,
      leftovers: known === undefined ? [] : [...known.leftovers, ...known.keys.map((key) => key.table)],
    };
    putCatalog(environment, withCollection({ ...catalog, nextTable }, definition.name, tables));
    return tables;
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

/** The declared keys in an order that does not depend on how they were written down. */
function keysOf({ indexes = {}, unique = {} }: CollectionDefinition): readonly Omit<KeyTable, 'table'>[] {
  const named = (keys: Readonly<Record<string, readonly string[]>>, isUnique: boolean) =>
    Object.entries(keys)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, fields]) => ({ name, fields: [...fields], unique: isUnique }));
  return [...named(indexes, false), ...named(unique, true)];
}

function withoutTable({ name, fields, unique }: KeyTable): Omit<KeyTable, 'table'> {
  return { name, fields, unique };
}
