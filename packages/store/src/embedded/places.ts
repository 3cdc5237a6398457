/**
 * Where documents lie: in the order in which they were inserted, so that those that are written at the same time share pages. By `_id`, which
 * says nothing of time, each would lie on a page of its own, to be written as a whole for every change: with a million cases stored, a mail
 * cost a quarter more. A table of places by `_id` finds them, and before it the recent ids.
 */
import { type CollectionTables, markPlaced } from './catalog.ts';
import type { Environment } from './environment.ts';
import { openRecentIds, placeKey, placeOf } from './recent-ids.ts';
import { documentOf } from './record.ts';
import { tableBounds, tableKey } from './table-key.ts';

const PLACE_BYTES = 6;
/** Some 4 MB. */
const MOST_RECENT = 32_768;
/** Few, because each may have 8 MiB. */
const DOCUMENTS_AT_ONCE = 200;

/** A document where it lies. `record` is a view that the next read overwrites. */
export interface Placed {
  readonly place: number;
  readonly record: Buffer;
}

/** The places of one collection. */
export interface Places {
  /** The document, if there is one. */
  look(id: Buffer | string): Placed | undefined;
  /** Writes a document at its place, or at a new one. Only inside a transaction. */
  put(id: Buffer, place: number | undefined, record: Buffer): void;
  /** Removes a document. Only inside a transaction. */
  remove(id: Buffer, place: number): void;
}

/** The places of any collection of a file: one object for each, whoever asks, so that no place is given twice. */
export type PlacesOf = (tables: CollectionTables) => Places;

/** Those of the file. `mostRecent`: how many recent ids a collection keeps in memory. */
export function placesIn(environment: Environment, mostRecent: number = MOST_RECENT): PlacesOf {
  const known = new Map<number, Places>();
  return (tables) => {
    const places = known.get(tables.documents) ?? openPlaces(environment, tables, mostRecent);
    known.set(tables.documents, places);
    return places;
  };
}

/** A place that a failed transaction took stays empty. */
function openPlaces(
  environment: Environment,
  { documents, ids, recent }: CollectionTables,
  mostRecent: number,
): Places {
  const { low, high } = tableBounds(documents);
  const [last] = environment.range(low, high, 1, true);
  let next = last === undefined ? 0 : placeOf(last.key) + 1;
  const recentIds = openRecentIds(environment, { ids, recent }, mostRecent);

  function at(place: number | undefined): Placed | undefined {
    const record = place === undefined ? undefined : environment.read(placeKey(documents, place));
    return place === undefined || record === undefined ? undefined : { place, record };
  }

  return {
    look: (id) => {
      const text = typeof id === 'string' ? id : id.toString('utf8', 0, id.length);
      const recently = at(recentIds.underWay(text)) ?? at(recentIds.known(text));
      return recently ?? at(environment.read(tableKey(ids, id))?.readUIntBE(0, PLACE_BYTES));
    },
    put: (id, place, record) => {
      environment.put(placeKey(documents, place ?? next), record);
      if (place !== undefined) return;
      recentIds.add(id, next);
      next += 1;
    },
    remove: (id, place) => {
      environment.remove(placeKey(documents, place));
      environment.remove(tableKey(ids, id));
      recentIds.remove(id, place);
    },
  };
}

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
        places.put(Buffer.from(documentOf(value)._id), undefined, value);
        environment.remove(key);
      }
    });
  }
}
