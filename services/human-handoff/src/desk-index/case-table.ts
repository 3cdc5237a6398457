/** All cases in memory, a row each: what lists filter, sort and count by in columns of numbers, what they show beside it. */
import { isoTime } from '@facteur/primitives';
import { type CaseRow, PRIORITIES, type Priority, type RowFacts } from './case-row.ts';
import { type Facet, openFacet } from './facet.ts';
import { wordsIn } from './fold.ts';
import { withRoom } from './growing.ts';
import { openWordIndex, type WordIndex } from './word-index.ts';

/** What cases are filtered by. */
export const FACETS = [
  'state',
  'queue',
  'reason',
  'mailbox',
  'journey',
  'language',
  'priority',
  'assignee',
  'tag',
] as const;
export type FacetName = (typeof FACETS)[number];

/** What cases are sorted by, as numbers: times in milliseconds since 1970, none as infinity. */
export type SortColumn = 'since' | 'due' | 'updated' | 'priority' | 'closed';

/** Of a case that the bot has: it stands in no list but that of all. */
export const WITH_BOT = 'with-bot';

/** Of a case in the trash: it stands in that list alone. */
export function isInTrash(table: Pick<CaseTable, 'facet'>, slot: number): boolean {
  return table.facet('state').valuesOf(slot)[0] === 'trash';
}

/** The table. Slots are numbers from 0; one that was freed is used again. */
export interface CaseTable {
  put(facts: RowFacts): void;
  /** Forgets cases: at once for lists and the search; resolves when their words are forgotten too. */
  remove(numbers: readonly string[]): Promise<void>;
  slotOf(number: string): number | undefined;
  numberAt(slot: number): string | undefined;
  rowAt(slot: number): CaseRow | undefined;
  kept(slot: number): Kept | undefined;
  facet(name: FacetName): Facet;
  sortValue(column: SortColumn, slot: number): number;
  /** Slots are below this. */
  readonly slots: number;
  /** Cases. */
  readonly size: number;
  readonly words: WordIndex;
  numbers(): readonly string[];
}

/** What no column holds. */
export interface Kept {
  readonly number: string;
  readonly subject: string;
  readonly address: string | undefined;
  readonly name: string | undefined;
  readonly excerpt: string;
  /** Absent for most: an item is open, it is snoozed, its times are unusual. */
  readonly more:
    | Pick<CaseRow, 'review' | 'snoozedUntil' | 'bulk' | 'bulkOption' | 'assignee' | 'sample' | 'isCall'>
    | undefined;
  /** Telephone numbers that its calls name. */
  readonly phones: readonly string[] | undefined;
  readonly isAutomatic: boolean;
  readonly decisions: RowFacts['decisions'];
  /** Characters of its words that the search has. */
  readonly searched: number;
}

const floats = (length: number): Float64Array => new Float64Array(length);
const SORTS: readonly SortColumn[] = ['since', 'due', 'updated', 'priority', 'closed'];
const NONE: RowFacts['decisions'] = [];

/** A table without cases. */
export function openCaseTable(): CaseTable {
  const facets = new Map<string, Facet>([...FACETS, 'status', 'step', 'shown'].map((name) => [name, openFacet()]));
  const numbers = new Map<SortColumn, Float64Array>(SORTS.map((name) => [name, floats(0)]));
  const slots = new Map<string, number>();
  const kept: (Kept | undefined)[] = [];
  const free: number[] = [];
  const words = openWordIndex();
  const facet = (name: string): Facet => facets.get(name) ?? openFacet();
  const value = (column: SortColumn, slot: number): number => numbers.get(column)?.[slot] ?? Number.POSITIVE_INFINITY;
  const newSlot = (number: string): number => {
    const slot = free.pop() ?? kept.push(undefined) - 1;
    slots.set(number, slot);
    for (const name of SORTS) numbers.set(name, withRoom(numbers.get(name) ?? floats(0), slot + 1, floats));
    return slot;
  };
  return {
    words,
    facet,
    sortValue: value,
    get slots() {
      return kept.length;
    },
    get size() {
      return slots.size;
    },
    numbers: () => [...slots.keys()],
    slotOf: (number) => slots.get(number),
    numberAt: (slot) => kept[slot]?.number,
    kept: (slot) => kept[slot],
    put(facts) {
      const { number } = facts.row;
      const slot = slots.get(number) ?? newSlot(number);
      const searched = search(words, slot, facts, kept[slot]);
      kept[slot] = keptOf(facts, searched);
      for (const [name, values] of Object.entries(facetsOf(facts))) facet(name).set(slot, values);
      for (const [name, time] of Object.entries(timesOf(facts))) {
        const column = numbers.get(name as SortColumn);
        if (column) column[slot] = time;
      }
    },
    async remove(gone) {
      const freed = new Set(gone.flatMap((number) => slots.get(number) ?? []));
      if (freed.size === 0) return;
      for (const number of gone) slots.delete(number);
      for (const slot of freed) kept[slot] = undefined;
      await words.forget(freed);
      // Only now: another case in the same place would be found by their words.
      free.push(...freed);
    },
    rowAt(slot) {
      const one = kept[slot];
      return one && rowFrom(one, slot, facet, value);
    },
  };
}

/** Adds what the search has not seen of a case: words come at the end. Returns how far it has seen. */
function search(words: WordIndex, slot: number, { row, words: said }: RowFacts, before: Kept | undefined): number {
  const { subject, customer } = row;
  const isNew = before === undefined || before.subject !== subject || before.address !== customer?.address;
  const fields = {
    ...(isNew
      ? { subject: wordsIn(subject), customer: wordsIn(`${customer?.name ?? ''} ${customer?.address ?? ''}`) }
      : {}),
    ...(said.length > (before?.searched ?? 0)
      ? {
          text: said
            .slice(before?.searched ?? 0)
            .split(' ')
            .filter(Boolean),
        }
      : {}),
  };
  if (Object.keys(fields).length > 0) words.add(slot, fields);
  return Math.max(said.length, before?.searched ?? 0);
}

function keptOf({ row, isAutomatic, decisions, phones }: RowFacts, searched: number): Kept {
  const { number, subject, customer, excerpt, review, snoozedUntil, bulk, bulkOption, assignee, sample, isCall } = row;
  const more = {
    ...(review === undefined ? {} : { review }),
    ...(snoozedUntil === undefined ? {} : { snoozedUntil }),
    ...(bulk === undefined ? {} : { bulk }),
    ...(bulkOption === undefined ? {} : { bulkOption }),
    ...(assignee === undefined ? {} : { assignee }),
    ...(sample === undefined ? {} : { sample }),
    ...(isCall === undefined ? {} : { isCall }),
  };
  // All properties at once: an object that was put together of others takes half as much again.
  return {
    number,
    subject,
    address: customer?.address,
    name: customer?.name,
    excerpt,
    more: Object.keys(more).length === 0 ? undefined : more,
    phones,
    isAutomatic,
    decisions: decisions.length === 0 ? NONE : decisions,
    searched,
  };
}

function facetsOf({ row, isForPeople, holders }: RowFacts): Record<FacetName | 'status' | 'step' | 'shown', string[]> {
  const { mailbox, journey, step, language, priority, reasons, tags, review, state, status } = row;
  return {
    state: [state === 'unassigned' && !isForPeople ? WITH_BOT : state],
    shown: [state],
    queue: some(review?.queue),
    reason: [...reasons],
    mailbox: some(mailbox || undefined),
    journey: some(journey),
    language: [language],
    priority: [priority],
    assignee: [...holders],
    tag: [...tags],
    status: [status],
    step: some(step),
  };
}

function some(value: string | undefined): string[] {
  return value === undefined ? [] : [value];
}

function timesOf({ row, closedAt }: RowFacts): Record<SortColumn, number> {
  return {
    since: time(row.since),
    due: time(row.dueAt),
    updated: time(row.updatedAt),
    priority: -PRIORITIES.indexOf(row.priority),
    closed: time(closedAt),
  };
}

function time(instant: string | undefined): number {
  return instant === undefined ? Number.POSITIVE_INFINITY : Date.parse(instant);
}

function rowFrom(
  { number, subject, address, name, excerpt, more }: Kept,
  slot: number,
  facet: (name: string) => Facet,
  value: (column: SortColumn, slot: number) => number,
): CaseRow {
  const first = (of: string): string | undefined => facet(of).valuesOf(slot)[0];
  const [journey, step] = [first('journey'), first('step')];
  const due = value('due', slot);
  return {
    ...{ number, subject, excerpt, ...more },
    ...(address === undefined ? {} : { customer: { address, ...(name === undefined ? {} : { name }) } }),
    mailbox: first('mailbox') ?? '',
    language: first('language') ?? 'fr',
    ...(journey === undefined ? {} : { journey }),
    ...(step === undefined ? {} : { step }),
    status: (first('status') ?? 'open') as CaseRow['status'],
    priority: (first('priority') ?? 'normal') as Priority,
    reasons: facet('reason').valuesOf(slot),
    since: isoTime(value('since', slot)),
    ...(Number.isFinite(due) ? { dueAt: isoTime(due) } : {}),
    updatedAt: isoTime(value('updated', slot)),
    state: (first('shown') ?? 'unassigned') as CaseRow['state'],
    tags: facet('tag').valuesOf(slot),
  };
}
