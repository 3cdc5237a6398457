/** What a supervisor sees at a glance, read from the table of cases. Pure. */
import { isoTime } from '@facteur/primitives';
import type { CaseTable } from './case-table.ts';

export interface Share {
  readonly open: number;
  readonly closedToday: number;
  /** 0..1 of what was closed in 24 h without a person; absent where nothing was. */
  readonly automaticShare?: number;
}

/** The figures; `open`: waits for an advisor or is with one. */
export interface Supervision {
  readonly open: number;
  readonly unassigned: number;
  readonly oldestSince?: string;
  readonly overdue: number;
  /** Within the next hour. */
  readonly dueSoon: number;
  readonly automaticShare?: number;
  readonly perAdvisor: readonly { readonly id: string; readonly open: number; readonly decidedToday: number }[];
  readonly perJourney: readonly (Share & { readonly journey: string })[];
  readonly perMailbox: readonly (Share & { readonly mailbox: string })[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Tally {
  open: number;
  closedToday: number;
  closed: number;
  automatic: number;
}

/** @param todayMs when today began */
export function supervisionOf(table: CaseTable, nowMs: number, todayMs: number): Supervision {
  const whole: Tally = newTally();
  const journeys = new Map<string, Tally>();
  const mailboxes = new Map<string, Tally>();
  const advisors = new Map<string, { open: number; decidedToday: number }>();
  const advisor = (id: string) => entry(advisors, id, () => ({ open: 0, decidedToday: 0 }));
  const first = (name: 'state' | 'journey' | 'mailbox', slot: number): string =>
    table.facet(name).valuesOf(slot)[0] ?? '';
  let [unassigned, overdue, dueSoon, oldest] = [0, 0, 0, Number.POSITIVE_INFINITY];
  for (let slot = 0; slot < table.slots; slot += 1) {
    const kept = table.kept(slot);
    if (kept === undefined) continue;
    for (const { by, at } of kept.decisions) if (Date.parse(at) >= todayMs) advisor(by).decidedToday += 1;
    const state = first('state', slot);
    const tallies = [
      whole,
      entry(journeys, first('journey', slot), newTally),
      entry(mailboxes, first('mailbox', slot), newTally),
    ];
    for (const tally of tallies) count(tally, { state, closed: table.sortValue('closed', slot), kept, nowMs, todayMs });
    if (!isOpen(state)) continue;
    for (const id of table.facet('assignee').valuesOf(slot)) advisor(id).open += 1;
    const due = table.sortValue('due', slot);
    if (due < nowMs) overdue += 1;
    else if (due < nowMs + HOUR_MS) dueSoon += 1;
    if (state !== 'unassigned') continue;
    unassigned += 1;
    oldest = Math.min(oldest, table.sortValue('since', slot));
  }
  return {
    ...{ open: whole.open, unassigned, overdue, dueSoon },
    ...(Number.isFinite(oldest) ? { oldestSince: isoTime(oldest) } : {}),
    ...automaticShare(whole),
    perAdvisor: [...advisors].sort(byName).map(([id, figures]) => ({ id, ...figures })),
    perJourney: shares(journeys).map(([journey, share]) => ({ journey, ...share })),
    perMailbox: shares(mailboxes).map(([mailbox, share]) => ({ mailbox, ...share })),
  };
}

function isOpen(state: string): boolean {
  return state === 'unassigned' || state === 'assigned';
}

function newTally(): Tally {
  return { open: 0, closedToday: 0, closed: 0, automatic: 0 };
}

function count(
  tally: Tally,
  {
    state,
    closed,
    kept,
    nowMs,
    todayMs,
  }: { state: string; closed: number; kept: { isAutomatic: boolean }; nowMs: number; todayMs: number },
): void {
  if (isOpen(state)) tally.open += 1;
  if (!Number.isFinite(closed)) return;
  if (closed >= todayMs) tally.closedToday += 1;
  if (closed < nowMs - DAY_MS) return;
  tally.closed += 1;
  if (kept.isAutomatic) tally.automatic += 1;
}

function automaticShare({ closed, automatic }: Tally): { automaticShare?: number } {
  return closed === 0 ? {} : { automaticShare: automatic / closed };
}

/** Only where something is or was done today. */
function shares(tallies: ReadonlyMap<string, Tally>): [string, Share][] {
  const named = [...tallies].filter(
    ([name, { open, closedToday, closed }]) => name !== '' && open + closedToday + closed > 0,
  );
  return named.sort(byName).map(([name, tally]) => {
    const { open, closedToday } = tally;
    return [name, { open, closedToday, ...automaticShare(tally) }];
  });
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function entry<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
