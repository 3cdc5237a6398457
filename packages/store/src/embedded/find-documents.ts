/** Queries: a range of an index table, and the documents that its entries name. */
import { AppError } from '@facteur/primitives';
import { planQuery, type QueryPlan } from '../check-query.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { encodeBounds } from '../index-key.ts';
import type { CollectionDefinition, Page, Query, StoredDocument } from '../store.ts';
import type { Target } from './apply-write.ts';
import type { CollectionTables } from './catalog.ts';
import { documentOf } from './record.ts';
import { tableKey } from './table-key.ts';

interface Bounds {
  readonly low: Buffer;
  readonly high: Buffer;
}

/** What a query is put to. */
export interface Searched extends Target {
  readonly definition: CollectionDefinition;
}

/** The document of that `_id`. */
export function readDocument({ places }: Pick<Target, 'places'>, id: Buffer | string): StoredDocument | undefined {
  const placed = places.look(id);
  return placed && documentOf(placed.record);
}

/** @throws AppError `BAD_INPUT` */
export function findDocuments(searched: Searched, { after, ...query }: Query): Page {
  const { environment, definition, tables } = searched;
  const plan = planQuery(definition, query);
  const table = tableOfIndex(tables, query.index);
  const all = boundsOf(table, plan);
  const { low, high } =
    after === undefined ? all : boundsAfter(table, all, plan, decodeCursor(definition.name, plan, after));
  const entries = environment.range(low, high, plan.limit + 1, plan.descending);
  const page = entries.slice(0, plan.limit);
  const documents = page.map(({ value }) => {
    const document = readDocument(searched, value);
    if (document === undefined) throw new AppError('INTERNAL', `Index "${query.index}" names a document that is gone`);
    return document;
  });
  const last = page.at(-1);
  if (last === undefined || entries.length === page.length) return { documents };
  return { documents, cursor: encodeCursor(definition.name, plan, last.key.subarray(tableKey(table).length)) };
}

/** @throws AppError `BAD_INPUT` */
export function countDocuments(
  { environment, definition, tables }: Omit<Searched, 'places'>,
  query: Pick<Query, 'index' | 'equals' | 'range'>,
): number {
  const { low, high } = boundsOf(tableOfIndex(tables, query.index), planQuery(definition, query));
  return environment.countKeys(low, high);
}

function tableOfIndex(tables: CollectionTables, index: string): number {
  const declared = tables.keys.find((key) => !key.unique && key.name === index);
  if (declared === undefined) throw new AppError('BAD_INPUT', `There is no index "${index}"`);
  return declared.table;
}

function boundsOf(table: number, { equals, from, below }: QueryPlan): Bounds {
  const { low, high } = encodeBounds(equals, from, below);
  return { low: tableKey(table, low), high: tableKey(table, high) };
}

/** What of `bounds` comes after `entry`; nothing sorts between a key and the same with a 0 behind it. */
function boundsAfter(table: number, { low, high }: Bounds, plan: QueryPlan, entry: Buffer): Bounds {
  const last = tableKey(table, entry);
  if (plan.descending) return { low, high: last.compare(high) < 0 ? last : high };
  const next = Buffer.concat([last, Buffer.alloc(1)]);
  return { low: next.compare(low) > 0 ? next : low, high };
}
