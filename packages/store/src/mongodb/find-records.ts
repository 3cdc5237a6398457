/** Look-ups: by `_id`, and along an index. */
import type { Filter, Collection as MongoCollection } from 'mongodb';
import { planQuery, type QueryPlan } from '../check-query.ts';
import { isDocumentId } from '../check-write.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { encodeBounds } from '../index-key.ts';
import type { CollectionDefinition, Page, Query, StoredDocument } from '../store.ts';
import { fieldOf } from './layout.ts';
import { sortableText } from './sortable-text.ts';
import { documentOf, type StoredRecord } from './stored-record.ts';

type Records = MongoCollection<StoredRecord>;

const CONTENT = { json: 1, version: 1 } as const;

/** The document `id`; undefined where there is none, and for what cannot name one. */
export async function getRecord(records: Records, id: string): Promise<StoredDocument | undefined> {
  if (!isDocumentId(id)) return undefined;
  const found = await records.findOne({ _id: id }, { projection: CONTENT });
  return found === null ? undefined : documentOf(found);
}

/** In the order asked for. */
export async function getRecords(
  records: Records,
  ids: readonly string[],
): Promise<readonly (StoredDocument | undefined)[]> {
  const distinct = [...new Set(ids)].filter(isDocumentId);
  if (distinct.length === 0) return ids.map(() => undefined);
  const options = { projection: CONTENT, batchSize: distinct.length + 1 };
  const found = await records.find({ _id: { $in: distinct } }, options).toArray();
  const byId = new Map(found.map((record) => [record._id, record]));
  return ids.map((id) => {
    const record = byId.get(id);
    return record && documentOf(record);
  });
}

/** @throws AppError `BAD_INPUT` */
export async function findRecords(
  records: Records,
  definition: CollectionDefinition,
  { after, ...query }: Query,
): Promise<Page> {
  const plan = planQuery(definition, query);
  const path = pathOfIndex(query.index, plan);
  const last = after === undefined ? undefined : decodeCursor(definition.name, plan, after).toString();
  const limit = plan.limit + 1;
  const found = await records
    .find(filterOf(path, plan, last), {
      projection: { ...CONTENT, [path]: 1 },
      sort: { [path]: plan.descending ? -1 : 1 },
      limit,
      // More than the limit, so that the server knows there is no second batch to keep.
      batchSize: limit + 1,
    })
    .toArray();
  const page = found.slice(0, plan.limit);
  const end = page.at(-1);
  const documents = page.map(documentOf);
  if (end === undefined || found.length === page.length) return { documents };
  const entry = Buffer.from(end.index[fieldOfIndex(query.index, plan)] ?? '');
  return { documents, cursor: encodeCursor(definition.name, plan, entry) };
}

/** @throws AppError `BAD_INPUT` */
export async function countRecords(
  records: Records,
  definition: CollectionDefinition,
  query: Pick<Query, 'index' | 'equals' | 'range'>,
): Promise<number> {
  const plan = planQuery(definition, query);
  return records.countDocuments(filterOf(pathOfIndex(query.index, plan), plan));
}

/** `last`: the entry with which the page before ended. */
function filterOf(path: string, { equals, from, below, descending }: QueryPlan, last?: string): Filter<StoredRecord> {
  const { low, high } = encodeBounds(equals, from, below);
  const atLeast = last !== undefined && !descending ? { $gt: last } : { $gte: sortableText(low) };
  const under = last !== undefined && descending ? last : sortableText(high);
  return { [path]: { ...atLeast, $lt: under } } as Filter<StoredRecord>;
}

function fieldOfIndex(name: string, { fields }: QueryPlan): string {
  return fieldOf({ name, fields, unique: false });
}

function pathOfIndex(name: string, plan: QueryPlan): string {
  return `index.${fieldOfIndex(name, plan)}`;
}
