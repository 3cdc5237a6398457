/**
 * Keeps the table of cases as the documents are: filled at the start, then told by live events and by whoever acts here. An event
 * is heard before the flows have written what it changes, so a case is read again until they have. What was missed is
 * found by looking at the last changes again and again.
 */
import { type Clock, isAppError, isoTime, messageOf } from '@facteur/primitives';
import type { Kernel, Runner, StateDocument } from '@facteur/runtime';
import type { DeskState } from '../acts/state.ts';
import type { CaseState } from '../case-view.ts';
import type { Passing } from '../live.ts';
import type { ReviewsState } from '../reviews.ts';
import { type RowFacts, rowFacts } from './case-row.ts';
import type { CaseTable } from './case-table.ts';
import { type Expected, expect, FIRST_LOOK_MS, settle } from './expected-events.ts';
import { openSettledCases } from './settled-cases.ts';

/** Where the documents of cases are read. */
export interface CaseSources {
  readonly cases: Pick<Runner<CaseState>, 'read' | 'find'>;
  readonly reviews: Pick<Runner<ReviewsState>, 'read'>;
  readonly acts: Pick<Runner<DeskState>, 'read'>;
  /** What the company's setup makes of cases. Absent: nothing. */
  readonly setup?: RowSetup;
}

/** The company's setup, as far as lists show it. */
export interface RowSetup {
  /** What becomes of the rows of these cases. */
  rows(numbers: readonly string[]): Promise<(facts: RowFacts) => RowFacts>;
  /** The same object as long as every row stays as it is. */
  version(): Promise<object>;
}

const AS_THEY_ARE = (facts: RowFacts): RowFacts => facts;

/** What a table is kept fresh with. */
export interface FreshParts extends CaseSources {
  readonly table: CaseTable;
  readonly keys: Pick<Kernel['keys'], 'get'>;
  readonly clock: Clock;
  readonly log: Pick<Kernel['log'], 'warn'>;
  /** Told of each case that was read again. */
  readonly onChange: (number: string) => void;
}

/** A table that follows its documents. */
export interface Freshness {
  /** True once every case was read. */
  isComplete(): boolean;
  /** Reads cases again now. */
  refresh(numbers: readonly string[]): Promise<void>;
  /** An event was published about a case. */
  heard(event: Passing): void;
  /** A case was changed here, and could not be read again. */
  touched(number: string): void;
  /** Looks for what was missed, and for people who were erased. */
  catchUp(): Promise<void>;
  /** Fills and follows until `signal` aborts. Does not throw. */
  run(signal: AbortSignal): Promise<void>;
}

const FILL_BATCH = 100;
const VISIT_BATCH = 200;
/** While more cases than this change, the first look waits, so that one reading does for several events. */
const BUSY_CASES = 100;
const BUSY_LOOK_MS = 5_000;
const CATCH_UP_MS = 30_000;
/** While much changes, catching up takes a twentieth of the time. */
const CATCH_UP_SHARE = 20;
/** Of what is looked at again: events come late, and clocks differ. */
const OVERLAP_MS = 600_000;
/** So long after a case changed, every flow has written what belongs to it. */
const SETTLED_AFTER_MS = 60_000;
/** Cases of which it is asked, with every catching up, whether the person was erased. */
const CHECKED_AT_ONCE = 5_000;
const AFTER_FAILURE_MS = 1_000;

/** Nothing is read before `run`. */
export function openFreshness(parts: FreshParts): Freshness {
  const { table, clock, log, onChange } = parts;
  const expected = new Map<string, Expected>();
  const snoozed = new Map<string, number>();
  let isComplete = false;
  let wake = new AbortController();
  /** When the next look is planned. */
  let plannedMs = 0;
  let newest = '';
  let setupVersion: object | undefined;
  let checked = 0;
  const settled = openSettledCases();

  const rowsOf = async (numbers: readonly string[]) => (await parts.setup?.rows(numbers)) ?? AS_THEY_ARE;
  const put = (
    doc: StateDocument<CaseState>,
    bySetup: (facts: RowFacts) => RowFacts,
    reviews?: ReviewsState,
    acts?: DeskState,
  ): void => {
    const facts = bySetup(rowFacts(doc.key, doc.state, reviews, acts, clock.now()));
    table.put(facts);
    if (facts.row.snoozedUntil === undefined) snoozed.delete(doc.key);
    else snoozed.set(doc.key, Date.parse(facts.row.snoozedUntil));
    if (doc.state.updatedAt > newest) newest = doc.state.updatedAt;
  };
  const putAll = async (documents: readonly StateDocument<CaseState>[]): Promise<void> => {
    const bySetup = await rowsOf(documents.map(({ key }) => key));
    await Promise.all(
      documents.map(async (doc) => {
        const [reviews, acts] = await Promise.all([
          unlessDamaged(parts.reviews.read(doc.key)),
          unlessDamaged(parts.acts.read(doc.key)),
        ]);
        put(doc, bySetup, reviews?.state, acts?.state);
      }),
    );
  };
  const read = async (number: string, bySetup: (facts: RowFacts) => RowFacts) => {
    const [doc, reviews, acts] = await Promise.all([
      unlessDamaged(parts.cases.read(number)),
      unlessDamaged(parts.reviews.read(number)),
      unlessDamaged(parts.acts.read(number)),
    ]);
    if (doc) put(doc, bySetup, reviews?.state, acts?.state);
    return { number, doc, reviews };
  };
  const readAll = async (numbers: readonly string[]) => {
    const bySetup = await rowsOf(numbers);
    const found = await Promise.all(numbers.map((number) => read(number, bySetup)));
    // Erased, or not written yet: then there is nothing to forget.
    await table.remove(found.flatMap(({ number, doc }) => (doc ? [] : [number])));
    for (const number of numbers) onChange(number);
    return found;
  };
  const visit = async (): Promise<void> => {
    const now = clock.now();
    for (const [number, until] of snoozed) if (until <= now) expect(expected, number, now);
    const due = [...expected].filter(([, { dueMs }]) => dueMs <= now).slice(0, VISIT_BATCH);
    if (due.length === 0) return;
    for (const { number, doc, reviews } of await readAll(due.map(([number]) => number))) {
      const isComplete = settle(expected, number, { doc, reviews }, clock.now());
      if (doc && isComplete) settled.add(number, doc.version);
    }
  };
  const fill = async (signal: AbortSignal): Promise<void> => {
    setupVersion = await parts.setup?.version();
    let after: string | undefined;
    do {
      const page = await parts.cases.find({
        ...{ index: 'by-update', descending: true, limit: FILL_BATCH },
        ...(after === undefined ? {} : { after }),
      });
      await putAll(page.documents);
      after = page.cursor;
    } while (after !== undefined && !signal.aborted);
    isComplete = after === undefined;
  };
  const changedLately = async (): Promise<void> => {
    // A clock that runs ahead somewhere does not hide what others write.
    const from = newest === '' ? '' : isoTime(Math.min(Date.parse(newest), clock.now()) - OVERLAP_MS);
    settled.forgetUnseen();
    let after: string | undefined;
    do {
      const page = await parts.cases.find(
        {
          ...{ index: 'by-update', range: { from }, limit: FILL_BATCH },
          ...(after === undefined ? {} : { after }),
        },
        settled.has,
      );
      await putAll(page.documents);
      const changedBefore = isoTime(clock.now() - SETTLED_AFTER_MS);
      for (const { key, version, state } of page.documents)
        if (state.updatedAt < changedBefore) settled.add(key, version);
      after = page.cursor;
    } while (after !== undefined);
  };
  const forgetErased = async (): Promise<void> => {
    const numbers: string[] = [];
    for (let look = 0; look < Math.min(CHECKED_AT_ONCE, table.slots); look += 1) {
      checked = (checked + 1) % table.slots;
      const number = table.numberAt(checked);
      if (number !== undefined) numbers.push(number);
    }
    await table.remove(await withoutKey(parts.keys, numbers));
  };
  const attempt = async (signal: AbortSignal, work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      if (!signal.aborted) log.warn({ error: messageOf(error) }, 'the desk’s index is behind');
      await clock.wait(AFTER_FAILURE_MS, signal);
      return false;
    }
  };
  const catchUp = async (): Promise<void> => {
    // By when a case is to be answered changes with the company's goals, for all of them.
    if ((await parts.setup?.version()) !== setupVersion) await fill(new AbortController().signal);
    else await changedLately();
    await forgetErased();
  };
  const follow = async (signal: AbortSignal): Promise<void> => {
    let catchUpMs = clock.now() + CATCH_UP_MS;
    while (!signal.aborted) {
      await attempt(signal, visit);
      const startedMs = clock.now();
      if (startedMs >= catchUpMs && isComplete && (await attempt(signal, catchUp)))
        catchUpMs = clock.now() + Math.max(CATCH_UP_MS, CATCH_UP_SHARE * (clock.now() - startedMs));
      let next = catchUpMs;
      for (const { dueMs } of expected.values()) next = Math.min(next, dueMs);
      for (const until of snoozed.values()) next = Math.min(next, until);
      wake = new AbortController();
      plannedMs = next;
      await clock.wait(Math.max(1, next - clock.now()), AbortSignal.any([signal, wake.signal]));
    }
  };
  const look = (number: string, event?: Passing): void => {
    const dueMs = clock.now() + (expected.size > BUSY_CASES ? BUSY_LOOK_MS : FIRST_LOOK_MS);
    expect(expected, number, dueMs, event);
    if (dueMs < plannedMs) wake.abort();
  };
  return {
    isComplete: () => isComplete,
    async refresh(numbers) {
      await readAll(numbers);
    },
    heard: (event) => look(event.number, event),
    touched: (number) => look(number),
    catchUp,
    async run(signal) {
      const filling = async (): Promise<void> => {
        while (!signal.aborted && !(await attempt(signal, () => fill(signal))));
      };
      await Promise.all([filling(), follow(signal)]);
    },
  };
}

/** Nothing of a document that can never be read: the other cases are listed all the same. */
async function unlessDamaged<T>(reading: Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isAppError(error) && error.retry === 'never') return undefined;
    throw error;
  }
}

/** Scopes among `numbers` whose key is gone: nothing of them is to be shown any more. */
export async function withoutKey(keys: Pick<Kernel['keys'], 'get'>, numbers: readonly string[]): Promise<string[]> {
  if (numbers.length === 0) return [];
  const known = await keys.get(numbers);
  return numbers.filter((number) => !known.has(number));
}
