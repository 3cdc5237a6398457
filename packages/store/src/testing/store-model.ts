/** The store as simply as it can be said: a map, searched from end to end. */
import type { IndexValue, NewDocument, Query, StoredDocument, Write, WriteOutcome } from '../store.ts';

/** The model's one unique key, and its field. */
export const UNIQUE_KEY = 'key';

/** Does one write. */
export function modelWrite(model: Map<string, StoredDocument>, write: Write): WriteOutcome {
  const id = write.op === 'delete' ? write.id : write.doc._id;
  const stored = model.get(id);
  if (write.op === 'insert' && stored !== undefined) return { outcome: 'duplicate', key: '_id' };
  if (write.op !== 'insert' && stored?.version !== write.at) return { outcome: 'conflict' };
  if (write.op === 'delete') {
    model.delete(id);
    return { outcome: 'done', version: 0 };
  }
  if (isTaken(model, write.doc)) return { outcome: 'duplicate', key: UNIQUE_KEY };
  const version = (stored?.version ?? 0) + 1;
  model.set(id, { ...write.doc, version });
  return { outcome: 'done', version };
}

/** Every document that matches, in order, whatever the limit. */
export function modelFind(
  model: ReadonlyMap<string, StoredDocument>,
  fields: readonly string[],
  { equals = {}, range = {}, descending = false }: Omit<Query, 'index'>,
): readonly StoredDocument[] {
  const { from, below } = range;
  const rangeField = fields[Object.keys(equals).length] ?? '';
  const matches = (doc: StoredDocument): boolean =>
    fields.every((field) => isValue(doc[field])) &&
    Object.entries(equals).every(([field, value]) => doc[field] === value) &&
    (from === undefined || (sameType(doc[rangeField], from) && compareValues(doc[rangeField], from) >= 0)) &&
    (below === undefined || (sameType(doc[rangeField], below) && compareValues(doc[rangeField], below) < 0));
  const byFields = (a: StoredDocument, b: StoredDocument): number => {
    const order = fields.map((field) => compareValues(a[field], b[field])).find((difference) => difference !== 0);
    return order ?? compareValues(a._id, b._id);
  };
  const found = [...model.values()].filter(matches).sort(byFields);
  return descending ? found.reverse() : found;
}

/** How many match. */
export function modelCount(
  model: ReadonlyMap<string, StoredDocument>,
  fields: readonly string[],
  query: Pick<Query, 'equals' | 'range'>,
): number {
  return modelFind(model, fields, query).length;
}

function isTaken(model: ReadonlyMap<string, StoredDocument>, doc: NewDocument): boolean {
  if (!isValue(doc[UNIQUE_KEY])) return false;
  return [...model.values()].some((other) => other._id !== doc._id && other[UNIQUE_KEY] === doc[UNIQUE_KEY]);
}

function isValue(value: unknown): value is IndexValue {
  return ['number', 'string', 'boolean'].includes(typeof value);
}

function sameType(a: unknown, b: unknown): boolean {
  return typeof a === typeof b;
}

/** Numbers, then strings by their UTF-8, then booleans. */
function compareValues(a: unknown, b: unknown): number {
  const types = ['number', 'string', 'boolean'];
  if (typeof a !== typeof b) return types.indexOf(typeof a) - types.indexOf(typeof b);
  if (typeof a === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(String(b)));
  return Number(a) - Number(b);
}
