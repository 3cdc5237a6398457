/** What every adapter refuses in a query, and the query laid out along the fields of its index. */
import { AppError } from '@facteur/primitives';
import { isIndexValue, isKeyString } from './check-write.ts';
import type { CollectionDefinition, IndexValue, Query } from './store.ts';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;

/** A query whose index and fields are known to be declared. */
export interface QueryPlan {
  readonly fields: readonly string[];
  /** Values of the first fields, in the order of the index. */
  readonly equals: readonly IndexValue[];
  readonly from?: IndexValue;
  readonly below?: IndexValue;
  readonly descending: boolean;
  readonly limit: number;
}

/** @throws AppError `BAD_INPUT` naming the index or field that was not declared, or the value that cannot be in one */
export function planQuery(definition: CollectionDefinition, query: Omit<Query, 'after'>): QueryPlan {
  const { index, equals = {}, range = {}, descending = false, limit = DEFAULT_LIMIT } = query;
  const { from, below } = range;
  const indexes = definition.indexes ?? {};
  const fields = Object.hasOwn(indexes, index) ? indexes[index] : undefined;
  if (fields === undefined) throw new AppError('BAD_INPUT', `${definition.name} has no index "${index}"`);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw new AppError('BAD_INPUT', `A limit is 1 to ${MAX_LIMIT}, not ${limit}`);
  }
  const leading = valuesOfFirstFields(index, fields, equals);
  checkRange(index, fields[leading.length], from, below);
  return {
    fields,
    equals: leading,
    descending,
    limit,
    ...(from === undefined ? {} : { from }),
    ...(below === undefined ? {} : { below }),
  };
}

function valuesOfFirstFields(
  index: string,
  fields: readonly string[],
  equals: Readonly<Record<string, IndexValue>>,
): readonly IndexValue[] {
  const given = Object.keys(equals);
  const leading = fields.slice(0, given.length);
  const stranger = given.find((field) => !leading.includes(field));
  if (stranger !== undefined) {
    throw new AppError('BAD_INPUT', `"${stranger}" is not among the first ${given.length} fields of index "${index}"`);
  }
  return leading.map((field) => checkValue(index, equals[field]));
}

function checkRange(
  index: string,
  field: string | undefined,
  from: IndexValue | undefined,
  below: IndexValue | undefined,
): void {
  const bounds = [from, below].filter((bound) => bound !== undefined).map((bound) => checkValue(index, bound));
  if (bounds.length > 0 && field === undefined) {
    throw new AppError('BAD_INPUT', `Index "${index}" has no field left for a range`);
  }
  if (bounds.length === 2 && typeof from !== typeof below) {
    throw new AppError('BAD_INPUT', `The bounds on "${field}" of index "${index}" are of two types`);
  }
}

function checkValue(index: string, value: unknown): IndexValue {
  if (isIndexValue(value) && (typeof value !== 'string' || isKeyString(value))) return value;
  throw new AppError('BAD_INPUT', `A value looked up in index "${index}" cannot be in an index`);
}
