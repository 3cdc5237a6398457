/** Finds data in a text: every finder proposes, and where proposals overlap the surest, then the longest stays. */
import { findBics, findEmails, findIbans } from './accounts/find-accounts.ts';
import { findMoney } from './amounts/find-money.ts';
import { countryOf } from './country.ts';
import { dayOf } from './dates/calendar.ts';
import { findDates } from './dates/find-dates.ts';
import { findPeriods } from './dates/find-periods.ts';
import { findRelative } from './dates/find-relative.ts';
import { findDecoys } from './decoys.ts';
import { findProducts } from './find-products.ts';
import { fold } from './fold.ts';
import { type Candidate, type DataContext, type Finder, type FoundDatum, type Source, SURE } from './found.ts';
import { defaultNumbers } from './numbers/default-numbers.ts';
import { findNumbers } from './numbers/find-numbers.ts';
import { findAddresses } from './people/find-addresses.ts';
import { findNames } from './people/find-names.ts';
import { findPhones } from './people/find-phones.ts';

/** By name, so that tests can try each alone. */
export const finders: Readonly<Record<string, Finder>> = {
  findDecoys,
  findEmails,
  findIbans,
  findBics,
  findNumbers,
  findPhones,
  findMoney,
  findDates,
  findRelative,
  findPeriods,
  findAddresses,
  findNames,
  findProducts,
};
/** Data after these characters, and more pieces than these, are not looked for. */
const MAX_CHARACTERS = 100_000;
const MAX_FOUND = 200;

/**
 * In the order of the text, without overlaps but for the two days inside a period. Any text is fine: nothing is thrown; at most 100 000 characters are
 * read and 200 pieces given. Give text and subject the same `context`.
 */
export function findData(text: string, where: FoundDatum['in'], context: DataContext = {}): FoundDatum[] {
  const source = sourceOf(text.slice(0, MAX_CHARACTERS), context);
  const least = context.minConfidence ?? SURE;
  return withoutOverlaps(Object.values(finders).flatMap((find) => find(source)))
    .flatMap(({ parts = [], ...candidate }) => [candidate, ...parts])
    .filter(({ confidence }) => confidence >= least)
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .slice(0, MAX_FOUND)
    .flatMap(({ type, value, start, end, confidence }) =>
      type === 'decoy' ? [] : [{ type, value, raw: text.slice(start, end), start, end, in: where, confidence }],
    );
}

/** What finders read of `text`. */
export function sourceOf(text: string, { now, country, numbers, catalogue }: DataContext): Source {
  const folded = fold(text);
  const hinted = countryOf(folded);
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(now ?? '') ?? [];
  return {
    text,
    folded,
    numbers: numbers ?? defaultNumbers,
    catalogue,
    today: dayOf(Number(year), Number(month), Number(day)),
    country: hinted ?? country ?? 'FR',
    isCountryHinted: hinted !== undefined,
  };
}

/** What decoys leave to themselves: a parcel's number in the carrier's web address is one. */
const ABOVE_DECOYS = /-number$|^(?:iban|email)$/;

/** Greedy from the weightiest on, character by character, so that the time grows with the text alone. */
function withoutOverlaps(candidates: readonly Candidate[]): Candidate[] {
  const decoys = new Set<number>();
  for (const { type, start, end } of candidates) if (type === 'decoy') fill(decoys, start, end);
  const inOrder = candidates
    .filter(({ type }) => type !== 'decoy')
    .sort((a, b) => weightOf(b) - weightOf(a) || b.end - b.start - (a.end - a.start) || a.start - b.start);
  const taken = new Set<number>();
  return inOrder.filter(({ type, start, end, parts = [] }) => {
    const from = Math.min(start, ...parts.map((part) => part.start));
    if (isTaken(taken, from, end) || (!ABOVE_DECOYS.test(type) && isTaken(decoys, from, end))) return false;
    fill(taken, from, end);
    return true;
  });
}

function fill(taken: Set<number>, start: number, end: number): void {
  for (let at = start; at < end; at += 1) taken.add(at);
}

function isTaken(taken: ReadonlySet<number>, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (taken.has(at)) return true;
  return false;
}

function weightOf({ weight, confidence }: Candidate): number {
  return weight ?? confidence;
}
