/** Days as numbers (since 1970-01-01), so that dates are reckoned without time zones; names of months and weekdays. */

/** `undefined` for a day that the calendar does not have, and before 1900 or after 2200. Months 1..12. */
export function dayOf(year: number, month: number, day: number): number | undefined {
  if (!(year >= 1900 && year <= 2200)) return undefined;
  const found = new Date(Date.UTC(year, month - 1, day));
  if (found.getUTCMonth() !== month - 1 || found.getUTCDate() !== day) return undefined;
  return found.getTime() / 86_400_000;
}

/** `2026-11-30`. */
export function isoOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** Year, month 1..12, day of the month. */
export function partsOf(day: number): { readonly year: number; readonly month: number; readonly date: number } {
  const found = new Date(day * 86_400_000);
  return { year: found.getUTCFullYear(), month: found.getUTCMonth() + 1, date: found.getUTCDate() };
}

/** 0 is Monday. */
export function weekdayOf(day: number): number {
  return (day + 3) % 7;
}

/** The day with as many months added; the last of the month where it is too short. */
export function addMonths(day: number, months: number): number {
  const { year, month, date } = partsOf(day);
  const first = new Date(Date.UTC(year, month - 1 + months, 1)).getTime() / 86_400_000;
  return first + Math.min(date, daysInMonth(first)) - 1;
}

/** Of the month of `day`. */
export function daysInMonth(day: number): number {
  const { year, month } = partsOf(day);
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const MONTHS: readonly (readonly string[])[] = [
  ['janvier', 'janv', 'january', 'jan'],
  ['fevrier', 'fevr', 'fev', 'february', 'feb'],
  ['mars', 'march', 'mar'],
  ['avril', 'avr', 'april', 'apr'],
  ['mai', 'may'],
  ['juin', 'june', 'jun'],
  ['juillet', 'juil', 'july', 'jul'],
  ['aout', 'august', 'aug'],
  ['septembre', 'sept', 'september', 'sep'],
  ['octobre', 'oct', 'october'],
  ['novembre', 'nov', 'november'],
  ['decembre', 'dec', 'december'],
];
const WEEKDAYS: readonly (readonly string[])[] = [
  ['lundi', 'monday'],
  ['mardi', 'tuesday'],
  ['mercredi', 'wednesday'],
  ['jeudi', 'thursday'],
  ['vendredi', 'friday'],
  ['samedi', 'saturday'],
  ['dimanche', 'sunday'],
];

/** Sources of patterns, longest first. */
export const MONTH = alternatives(MONTHS);
export const WEEKDAY = alternatives(WEEKDAYS);

/** 1..12; 0 for no month. Folded words in. */
export function monthOf(name: string): number {
  return MONTHS.findIndex((names) => names.includes(name)) + 1;
}

/** 0 is Monday; -1 for no weekday. Folded words in. */
export function weekdayNamed(name: string): number {
  return WEEKDAYS.findIndex((names) => names.includes(name));
}

function alternatives(names: readonly (readonly string[])[]): string {
  return `(?:${names
    .flat()
    .sort((a, b) => b.length - a.length)
    .join('|')})`;
}
