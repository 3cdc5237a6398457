/** Which key is taken, of writes that were refused because one is. */
import type { Filter } from 'mongodb';
import { indexNameOf, type Layout, type LayoutKey, pathOf } from './layout.ts';
import type { PreparedPut } from './prepare-writes.ts';
import type { StoredRecord } from './stored-record.ts';
import type { WriteContext } from './write-context.ts';

const ID_INDEX = '_id_';

/** A refused write, and the database's index that was named, if one was. */
export interface Refusal {
  readonly write: PreparedPut;
  readonly index: string | undefined;
}

/** The name of the key that is taken, by the place of the write. Asks the database only where it named no index. */
export async function nameDuplicates(
  context: WriteContext,
  refusals: readonly Refusal[],
): Promise<ReadonlyMap<number, string>> {
  const names = new Map<number, string>();
  const nameless: PreparedPut[] = [];
  for (const { write, index } of refusals) {
    const name = index === undefined ? undefined : keyOfIndex(context.layout, index);
    if (name === undefined) nameless.push(write);
    else names.set(write.place, name);
  }
  if (nameless.length === 0) return names;
  const holders = await findHolders(context, nameless);
  for (const write of nameless) names.set(write.place, takenKey(context.layout, write, holders));
  return names;
}

/** SQLite says the table's name before that of the index. */
function keyOfIndex(layout: Layout, index: string): string | undefined {
  if (index === ID_INDEX) return '_id';
  const isOf = (key: LayoutKey): boolean => index === indexNameOf(key) || index.endsWith(`_${indexNameOf(key)}`);
  return layout.keys.find((key) => key.unique && isOf(key))?.name;
}

type Holder = Pick<StoredRecord, '_id' | 'unique'>;

async function findHolders(
  { records, layout }: WriteContext,
  writes: readonly PreparedPut[],
): Promise<readonly Holder[]> {
  const conditions: Filter<StoredRecord>[] = [{ _id: { $in: writes.map(({ id }) => id) } }];
  for (const key of layout.keys.filter(({ unique }) => unique)) {
    const values = writes.flatMap(({ body }) => body.unique[key.field] ?? []);
    if (values.length > 0) conditions.push({ [pathOf(key)]: { $in: values } } as Filter<StoredRecord>);
  }
  return records.find({ $or: conditions }, { projection: { unique: 1 } }).toArray();
}

/** The first key that another document holds. It may have let go of it meanwhile: then the first that could have been meant. */
function takenKey(layout: Layout, { op, id, body }: PreparedPut, holders: readonly Holder[]): string {
  if (op === 'insert' && holders.some(({ _id }) => _id === id)) return '_id';
  const own = layout.keys.filter(({ unique, field }) => unique && body.unique[field] !== undefined);
  const isTaken = ({ field }: LayoutKey): boolean =>
    holders.some(({ _id, unique }) => _id !== id && unique[field] === body.unique[field]);
  return (own.find(isTaken) ?? own[0])?.name ?? '_id';
}
