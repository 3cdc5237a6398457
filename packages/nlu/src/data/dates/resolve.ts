/** Which day is meant by a date without its year, its month, or by a weekday: the nearest that fits the words around. */
import { addMonths, dayOf, isoOf, partsOf, weekdayOf } from './calendar.ts';
import type { Tense } from './tense.ts';

/** A day, and how sure. */
export interface Resolved {
  readonly day: number;
  readonly confidence: number;
}

/** Nearer than this a date without a year is hardly another year's. */
const NEAR_DAYS = 90;
/** Farther than this the words around are not believed: "j'ai vu que vous livrez le 30 novembre" is of this year. */
const FAR_DAYS = 320;

/** `weekday` (0 Monday) settles the year where it is given. */
export function withoutYear(
  today: number,
  month: number,
  date: number,
  tense: Tense,
  weekday = -1,
): Resolved | undefined {
  const { year } = partsOf(today);
  const days = [year - 1, year, year + 1].flatMap((each) => dayOf(each, month, date) ?? []);
  const onWeekday = weekday < 0 ? [] : days.filter((day) => weekdayOf(day) === weekday);
  const candidates = onWeekday.length > 0 ? onWeekday : days;
  const near = nearest(today, candidates);
  if (near === undefined) return undefined;
  if (onWeekday.length > 0) return { day: near, confidence: 0.95 };
  const told =
    tense === 'open'
      ? undefined
      : nearest(
          today,
          candidates.filter((day) => (tense === 'past' ? day <= today : day >= today)),
        );
  const day = told !== undefined && Math.abs(told - today) <= FAR_DAYS ? told : near;
  const isNear = Math.abs(day - today) <= NEAR_DAYS;
  const confidence = isNear ? 0.9 : told === day ? 0.75 : 0.55;
  return { day, confidence: weekday < 0 ? confidence : Math.min(confidence, 0.6) };
}

/** "le 3", "mardi 12": the nearest such day, of that weekday where one is named. */
export function withoutMonth(today: number, date: number, tense: Tense, weekday = -1): Resolved | undefined {
  const days = [-2, -1, 0, 1, 2].flatMap((months) => {
    const { year, month } = partsOf(addMonths(today - partsOf(today).date + 1, months));
    const day = dayOf(year, month, date);
    return day === undefined || (weekday >= 0 && weekdayOf(day) !== weekday) ? [] : [day];
  });
  const told = tense === 'open' ? days : days.filter((day) => (tense === 'past' ? day <= today : day >= today));
  const day = nearest(today, told.length > 0 ? told : days);
  if (day === undefined) return undefined;
  return { day, confidence: weekday >= 0 ? 0.85 : tense === 'open' ? 0.5 : 0.6 };
}

/** "mardi": the last one or the next one; today's own weekday is today, unless it is the last or next one by name. */
export function onWeekday(today: number, weekday: number, tense: Tense, isNamed: boolean): Resolved {
  const back = (weekdayOf(today) - weekday + 7) % 7;
  const ahead = (weekday - weekdayOf(today) + 7) % 7;
  if (tense === 'future')
    return { day: today + (ahead === 0 && isNamed ? 7 : ahead), confidence: isNamed ? 0.7 : 0.65 };
  return {
    day: today - (back === 0 && isNamed ? 7 : back),
    confidence: isNamed ? 0.85 : tense === 'past' ? 0.65 : 0.45,
  };
}

/** What a datum holds: the days as ISO dates. */
export function period(from: number, to: number): { from: string; to: string } {
  return { from: isoOf(from), to: isoOf(to) };
}

function nearest(today: number, days: readonly number[]): number | undefined {
  return [...days].sort((a, b) => Math.abs(a - today) - Math.abs(b - today))[0];
}
