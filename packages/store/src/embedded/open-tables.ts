/** A collection in the file: its tables as this version of the product lays them out and as it is declared now, and its places. */
import type { CollectionDefinition } from '../store.ts';
import type { Target } from './apply-write.ts';
import { declareCollection } from './catalog.ts';
import type { Environment } from './environment.ts';
import { type PlacesOf, placeDocuments } from './places.ts';
import { rebuildKeys } from './rebuild.ts';

/** Resolves once they are complete. @throws AppError `CONFLICT` (never) when documents break a newly declared unique key */
export async function openTables(
  environment: Environment,
  placesOf: PlacesOf,
  definition: CollectionDefinition,
): Promise<Target> {
  const declared = await declareCollection(environment, definition);
  const placed = await placeDocuments(environment, placesOf, definition.name, declared);
  const tables = placed.ready ? placed : await rebuildKeys(environment, definition.name, placed);
  return { environment, tables, places: await environment.reading(() => placesOf(tables)) };
}
