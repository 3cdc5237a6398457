/** Lists and counts over the table of cases: filters, sorts, pages that stay stable while cases change. Pure. */
import { AppError } from '@facteur/primitives';
import { type CaseTable, FACETS, type FacetName, isInTrash, type SortColumn, WITH_BOT } from './case-table.ts';
import { openFirst } from './first.ts';

/**
 * Which cases: values by facet; a facet that is absent takes all. `state` is one of the table's, or `mine`, or `all`, which are all but those
 * in the trash.
 */
export type ListFilter = Readonly<Partial<Record<FacetName, string>>>;

export const SORTS = ['due', 'age', 'priority', 'updated'] as const;
export type Sort = (typeof SORTS)[number];

export const LIST_STATES = ['unassigned', 'assigned', 'mine', 'snoozed', 'done', 'trash', 'all'] as const;

/** A page to read. */
export interface ListRequest {
  readonly filter: ListFilter;
  readonly sort: Sort;
  readonly limit: number;
  readonly after?: string | undefined;
  /** Whose cases are `mine`. */
  readonly me?: string | undefined;
}

/** The columns of each sort; a minus: the greatest first. Ties go by number. */
const ORDERS: Readonly<Record<Sort, readonly (readonly [SortColumn, 1 | -1])[]>> = {
  due: [
    ['due', 1],
    ['since', 1],
  ],
  age: [['since', 1]],
  priority: [
    ['priority', 1],
    ['due', 1],
    ['since', 1],
  ],
  updated: [['updated', -1]],
};

/** The slots of a page, how many cases there are on all pages, and what asks for the next one. */
export interface ListPage {
  readonly slots: readonly number[];
  readonly total: number;
  readonly cursor?: string;
}

/** @throws AppError `BAD_INPUT` for a cursor of another list, and for `mine` of nobody */
export function listPage(table: CaseTable, { filter, sort, limit, after, me }: ListRequest): ListPage {
  const tests = testsOf(table, filter, me);
  const place = after === undefined ? undefined : readCursor(after, sort);
  const order = ORDERS[sort];
  const compare = (a: number, b: number): number => {
    for (const [column, sign] of order) {
      const difference = sign * compareNumbers(table.sortValue(column, a), table.sortValue(column, b));
      if (difference !== 0) return difference;
    }
    return compareText(table.numberAt(a) ?? '', table.numberAt(b) ?? '');
  };
  const isAfter = (slot: number): boolean => {
    if (place === undefined) return true;
    for (const [index, [column, sign]] of order.entries()) {
      const difference = sign * compareNumbers(table.sortValue(column, slot), place.values[index] ?? 0);
      if (difference !== 0) return difference > 0;
    }
    return (table.numberAt(slot) ?? '') > place.number;
  };
  let total = 0;
  let left = 0;
  const first = openFirst(limit, compare);
  for (let slot = 0; slot < table.slots; slot += 1) {
    if (table.numberAt(slot) === undefined || !tests.every(({ accepts }) => accepts(slot))) continue;
    total += 1;
    if (!isAfter(slot)) continue;
    left += 1;
    first.offer(slot);
  }
  const slots = first.sorted();
  const last = slots.at(-1);
  if (last === undefined || left <= slots.length) return { slots, total };
  const values = order.map(([column]) => table.sortValue(column, last));
  return { slots, total, cursor: writeCursor(sort, values, table.numberAt(last) ?? '') };
}

/** How many cases have each value of each facet, the other filters applied: what choosing that value would show. */
export type FacetCounts = Readonly<Record<FacetName, Record<string, number>>>;

/** @throws AppError `BAD_INPUT` for `mine` of nobody */
export function countFacets(table: CaseTable, filter: ListFilter, me?: string): FacetCounts {
  const tests = testsOf(table, filter, me);
  const columns = FACETS.map((name) => ({ name, facet: table.facet(name) }));
  const counts = columns.map(({ facet }) => new Uint32Array(facet.sets));
  const holdsMe = me === undefined ? undefined : table.facet('assignee').holding(me);
  let mine = 0;
  let all = 0;
  for (let slot = 0; slot < table.slots; slot += 1) {
    if (table.numberAt(slot) === undefined) continue;
    const only = onlyFailed(tests, slot);
    if (only === 'several') continue;
    columns.forEach(({ name, facet }, index) => {
      const column = counts[index];
      const id = facet.idAt(slot);
      if (column && (only === undefined || only === name)) column[id] = (column[id] ?? 0) + 1;
    });
    if ((only !== undefined && only !== 'state') || isInTrash(table, slot)) continue;
    all += 1;
    if (holdsMe?.[table.facet('assignee').idAt(slot)] === 1 && isAssigned(table, slot)) mine += 1;
  }
  const spread = Object.fromEntries(
    columns.map(({ name, facet }, index) => [name, facet.spread(counts[index] ?? new Uint32Array(0))]),
  ) as Record<FacetName, Record<string, number>>;
  const { [WITH_BOT]: _withBot, ...states } = spread.state;
  return { ...spread, state: { ...states, ...(me === undefined ? {} : { mine }), all } };
}

/** The one filter that leaves a case out, where there is just one. */
function onlyFailed(tests: readonly Test[], slot: number): FacetName | 'several' | undefined {
  let failed: FacetName | undefined;
  for (const { name, accepts } of tests) {
    if (accepts(slot)) continue;
    if (failed !== undefined) return 'several';
    failed = name;
  }
  return failed;
}

function isAssigned(table: CaseTable, slot: number): boolean {
  return table.facet('state').valuesOf(slot)[0] === 'assigned';
}

interface Test {
  readonly name: FacetName;
  readonly accepts: (slot: number) => boolean;
}

function testsOf(table: CaseTable, filter: ListFilter, me: string | undefined): Test[] {
  return FACETS.flatMap((name): Test[] => {
    const wanted = filter[name];
    if (name === 'state' && (wanted === undefined || wanted === 'all'))
      return [{ name, accepts: (slot) => !isInTrash(table, slot) }];
    if (wanted === undefined) return [];
    if (name === 'state' && wanted === 'mine') return [{ name, accepts: isMine(table, me) }];
    return [{ name, accepts: isWith(table, name, wanted) }];
  });
}

function isWith(table: CaseTable, name: FacetName, wanted: string): (slot: number) => boolean {
  const facet = table.facet(name);
  const holding = facet.holding(wanted);
  return (slot) => holding[facet.idAt(slot)] === 1;
}

function isMine(table: CaseTable, me: string | undefined): (slot: number) => boolean {
  if (me === undefined) throw new AppError('BAD_INPUT', '« mine » : personne n’est connecté, indiquez assignee');
  const isHeld = isWith(table, 'assignee', me);
  const isTaken = isWith(table, 'state', 'assigned');
  return (slot) => isHeld(slot) && isTaken(slot);
}

function compareNumbers(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** No time is written as `null`. */
function writeCursor(sort: Sort, values: readonly number[], number: string): string {
  return Buffer.from(JSON.stringify([sort, values, number])).toString('base64url');
}

function readCursor(text: string, sort: Sort): { values: readonly number[]; number: string } {
  try {
    const read = JSON.parse(Buffer.from(text, 'base64url').toString()) as [Sort, (number | null)[], string];
    const [of, values, number] = read;
    if (of !== sort || values.length !== ORDERS[sort].length || typeof number !== 'string') throw new Error(of);
    return { values: values.map((value) => (typeof value === 'number' ? value : Number.POSITIVE_INFINITY)), number };
  } catch (cause) {
    throw new AppError('BAD_INPUT', 'after is no cursor of this list', { cause });
  }
}
