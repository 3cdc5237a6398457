/** The desk's index: every case in memory, for lists, counts, search and supervision. Each instance has its own. */

import { TOPICS } from '@facteur/contracts';
import { messageOf } from '@facteur/primitives';
import type { Kernel, Runner } from '@facteur/runtime';
import { openLive } from '../live.ts';
import type { CaseRow } from './case-row.ts';
import { isInTrash, openCaseTable } from './case-table.ts';
import { findCases, slotsByPhone } from './find-cases.ts';
import { type CaseSources, openFreshness, withoutKey } from './keep-fresh.ts';
import { countFacets, type FacetCounts, type ListFilter, type ListRequest, listPage } from './lists.ts';
import { type Supervision, supervisionOf } from './supervision.ts';

/** A list's page. `isComplete` is false while cases are still being read after a start: the list may lack some. */
export interface DeskPage {
  readonly items: readonly CaseRow[];
  readonly total: number;
  readonly isComplete: boolean;
  readonly cursor?: string;
}

/** What lists ask of all cases. What belongs to erased people is never in an answer. */
export interface DeskIndex {
  /** @throws AppError `BAD_INPUT` for a cursor of another list, and for `mine` of nobody */
  list(request: ListRequest): Promise<DeskPage>;
  /** @throws AppError `BAD_INPUT` for `mine` of nobody */
  counts(filter: ListFilter, me?: string): FacetCounts & { readonly isComplete: boolean };
  search(query: string, limit: number): Promise<{ readonly cases: readonly CaseRow[]; readonly tookMs: number }>;
  /** Cases of a customer, the last changed first; spelling of the address in any case. */
  customer(
    address: string,
  ): Promise<{ readonly address: string; readonly name?: string; readonly cases: readonly CaseRow[] }>;
  /** Cases in which a call named this telephone number, in any writing of it, and others of the same customer. */
  phone(
    number: string,
  ): Promise<{ readonly address?: string; readonly name?: string; readonly cases: readonly CaseRow[] }>;
  /** By when a case that waits for people is to be seen. */
  dueAt(number: string): string | undefined;
  supervision(): Supervision;
  isComplete(): boolean;
  /** Reads a case again now: whoever changed it sees the change in the next list. */
  refresh(number: string): Promise<void>;
  /** Looks now for what changed elsewhere, and for everything if the company's setup did. */
  catchUp(): Promise<void>;
  /** Calls `listener` with each case that changed in lists; the answer ends that. */
  listen(listener: (number: string) => void): () => void;
  /** The same runner; the case of each command is read again before the command answers. */
  following<State>(runner: Runner<State>): Runner<State>;
  /** Begins to read, and does not wait for it. */
  start(): void;
  stop(): Promise<void>;
  readonly size: number;
}

const MOST_OF_A_CUSTOMER = 200;
const HEAR_AGAIN_MS = 5_000;

/** Nothing is read before `start`. */
export function openDeskIndex({ bus, keys, clock, log }: Kernel, sources: CaseSources): DeskIndex {
  const table = openCaseTable();
  const listeners = new Set<(number: string) => void>();
  const onChange = (number: string): void => {
    for (const listener of listeners) listener(number);
  };
  const fresh = openFreshness({ ...sources, table, keys, clock, log, onChange });
  const stopping = new AbortController();
  let running: Promise<unknown> | undefined;
  /** Asks again as long as erased people are among the cases. */
  const shown = async <T>(read: () => T, slotsOf: (result: T) => readonly number[]): Promise<T> => {
    for (;;) {
      const result = read();
      const gone = await withoutKey(
        keys,
        slotsOf(result).flatMap((slot) => table.numberAt(slot) ?? []),
      );
      if (gone.length === 0) return result;
      void table.remove(gone);
    }
  };
  const shownSlots = (read: () => number[]): Promise<number[]> => shown(read, (slots) => slots);
  const rows = (slots: readonly number[]): CaseRow[] => slots.flatMap((slot) => table.rowAt(slot) ?? []);
  const follow = async (): Promise<void> => {
    const topics = TOPICS.map(({ name }) => name);
    const leave = await openLive(bus, topics).listen((event) => {
      if (!event.number.startsWith('journey:')) fresh.heard(event);
    });
    stopping.signal.addEventListener('abort', leave);
  };
  /** Without events it catches up every so often: later, not wrong. */
  const hear = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        return await follow();
      } catch (error) {
        log.warn({ error: messageOf(error) }, 'the desk’s index hears no events');
        await clock.wait(HEAR_AGAIN_MS, stopping.signal);
      }
    }
  };
  return {
    get size() {
      return table.size;
    },
    isComplete: fresh.isComplete,
    async list(request) {
      const { slots, total, cursor } = await shown(
        () => listPage(table, request),
        (page) => page.slots,
      );
      const more = cursor === undefined ? {} : { cursor };
      return { items: rows(slots), total, isComplete: fresh.isComplete(), ...more };
    },
    counts: (filter, me) => ({ ...countFacets(table, filter, me), isComplete: fresh.isComplete() }),
    async search(query, limit) {
      const start = clock.now();
      const slots = await shownSlots(() => findCases(table, query, limit));
      return { cases: rows(slots), tookMs: clock.now() - start };
    },
    async customer(address) {
      const cases = rows(await shownSlots(() => slotsOfCustomer(address)));
      return { address, ...nameIn(cases), cases };
    },
    async phone(number) {
      const called = rows(await shownSlots(() => lastFirst(slotsByPhone(table, number))));
      const address = called.find(({ customer }) => customer !== undefined)?.customer?.address;
      if (address === undefined) return { cases: called };
      const others = rows(await shownSlots(() => slotsOfCustomer(address)));
      const known = new Set(called.map((one) => one.number));
      const cases = [...called, ...others.filter((one) => !known.has(one.number))];
      return { address, ...nameIn(cases), cases };
    },
    dueAt(number) {
      const slot = table.slotOf(number);
      return slot === undefined ? undefined : table.rowAt(slot)?.dueAt;
    },
    supervision() {
      const now = clock.now();
      return supervisionOf(table, now, new Date(now).setHours(0, 0, 0, 0));
    },
    refresh: (number) => fresh.refresh([number]),
    catchUp: fresh.catchUp,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    following: (runner) => ({
      ...runner,
      command: async (about, name, payload) => {
        const answer = await runner.command(about, name, payload);
        await fresh.refresh([about.subject ?? about.key]).catch(() => fresh.touched(about.key));
        return answer;
      },
    }),
    start() {
      running ??= Promise.all([hear(), fresh.run(stopping.signal)]);
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };

  function slotsOfCustomer(address: string): number[] {
    const wanted = address.trim().toLowerCase();
    const slots: number[] = [];
    for (let slot = 0; slot < table.slots; slot += 1)
      if (table.kept(slot)?.address?.toLowerCase() === wanted && !isInTrash(table, slot)) slots.push(slot);
    return lastFirst(slots);
  }

  function lastFirst(slots: number[]): number[] {
    return slots
      .sort((a, b) => table.sortValue('updated', b) - table.sortValue('updated', a))
      .slice(0, MOST_OF_A_CUSTOMER);
  }
}

function nameIn(cases: readonly CaseRow[]): { name?: string } {
  const name = cases.find(({ customer }) => customer?.name !== undefined)?.customer?.name;
  return name === undefined ? {} : { name };
}
