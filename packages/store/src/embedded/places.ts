/**
 * Where documents lie: in the order in which they were inserted, so that those that are written at the same time share pages. By `_id`, which
 * says nothing of time, each would lie on a page of its own, to be written as a whole for every change: with a million cases stored, a mail
 * cost a quarter more. A table of places by `_id` finds them.
 */
import { type CollectionTables, markPlaced } from './catalog.ts';
import type { Environment } from './environment.ts';
import { documentOf } from './record.ts';
import { tableBounds, tableKey } from './table-key.ts';

const PLACE_BYTES = 6;
const TABLE_BYTES = 4;
/** Few, because each may have 8 MiB. */
const DOCUMENTS_AT_ONCE = 200;

/** The places of one collection. */
export interface Places {
  /** The key of the place of a document, if it has one. */
  find(id: Buffer | string): Buffer | undefined;
  /** Gives a document a place. Only inside a transaction; returns its key. */
  take(id: Buffer): Buffer;
  /** Takes its place away. Only inside a transaction. */
  leave(id: Buffer): void;
}

/** The places of any collection of a file: one object for each, whoever asks, so that no place is given twice. */
export type PlacesOf = (tables: CollectionTables) => Places;

/** Those of the file. */
export function placesIn(environment: Environment): PlacesOf {
  const known = new Map<number, Places>();
  return (tables) => {
    const places = known.get(tables.documents) ?? openPlaces(environment, tables);
    known.set(tables.documents, places);
    return places;
  };
}

/** A place that a failed transaction took stays empty. */
function openPlaces(environment: Environment, { documents, ids }: CollectionTables): Places {
  const { low, high } = tableBounds(documents);
  const [last] = environment.range(low, high, 1, true);
  let next = last === undefined ? 0 : last.key.readUIntBE(TABLE_BYTES, PLACE_BYTES) + 1;
  return {
    find: (id) => {
      const place = environment.read(tableKey(ids, id));
      if (place === undefined) return undefined;
      const key = tableKey(documents, NO_PLACE);
      for (let at = 0; at < PLACE_BYTES; at += 1) key[TABLE_BYTES + at] = place[at] ?? 0;
      return key;
    },
    take: (id) => {
      const key = tableKey(documents, NO_PLACE);
      key.writeUIntBE(next, TABLE_BYTES, PLACE_BYTES);
      next += 1;
      environment.put(tableKey(ids, id), key.subarray(TABLE_BYTES));
      return key;
    },
    leave: (id) => environment.remove(tableKey(ids, id)),
  };
}

const NO_PLACE = Buffer.alloc(PLACE_BYTES);

/** Moves documents that lie as in format 1. It can be cut short anywhere: the next opening goes on. */
export async function placeDocuments(
  environment: Environment,
  placesOf: PlacesOf,
  name: string,
  tables: CollectionTables,
): Promise<CollectionTables> {
  if (tables.byId === undefined) return tables;
  const { low, high } = tableBounds(tables.byId);
  const places = await environment.reading(() => placesOf(tables));
  for (;;) {
    const entries = await environment.reading(() => environment.range(low, high, DOCUMENTS_AT_ONCE));
    if (entries.length === 0) return markPlaced(environment, name, tables);
    const bytes = entries.reduce((sum, { value }) => sum + value.length, 0);
    await environment.commit(bytes, () => {
      for (const { key, value } of entries) {
        environment.put(places.take(Buffer.from(documentOf(value)._id)), value);
        environment.remove(key);
      }
    });
  }
}
