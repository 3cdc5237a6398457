/** Dates with a year: "30/11/2026", "30.11.26", "2026-11-30", "1er décembre 2026", "November 30, 2026". Day before month, as in Europe. */
import { plain } from '../words.ts';
import type { Finder, Reading } from './found.ts';

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
const LETTERS = '([A-Za-zéûÉÛ]{3,9})\\.?';

/** Digits only. */
export const numericDate: Finder = {
  type: 'date',
  pattern: /(?<![\d/.-])(?:(\d{4})-(\d{2})-(\d{2})|(\d{1,2})([/.-])(\d{1,2})\5(\d{4}|\d{2}))(?![\d/-]|\.\d)/g,
  read([, year, month, day, dayFirst, , monthSecond, yearLast = '']) {
    if (year !== undefined) return date(Number(year), Number(month), Number(day));
    return date(Number(yearLast.length === 2 ? `20${yearLast}` : yearLast), Number(monthSecond), Number(dayFirst));
  },
};

/** The day before the month's name. */
export const namedDate: Finder = {
  type: 'date',
  pattern: new RegExp(`(?<![\\p{L}\\p{N}])(\\d{1,2})(?:er|st|nd|rd|th)? (?:of )?${LETTERS},? (\\d{4})(?!\\d)`, 'giu'),
  read: ([, day, name = '', year]) => date(Number(year), monthOf(name), Number(day)),
};

/** The month's name before the day, as English writes it. */
export const englishDate: Finder = {
  type: 'date',
  pattern: new RegExp(`(?<![\\p{L}\\p{N}])${LETTERS} (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})(?!\\d)`, 'giu'),
  read: ([, name = '', day, year]) => date(Number(year), monthOf(name), Number(day)),
};

function monthOf(name: string): number {
  return MONTHS.findIndex((names) => names.includes(plain(name))) + 1;
}

/** The day, if the calendar has it. */
function date(year: number, month: number, day: number): Reading | undefined {
  if (!(year >= 1900 && year <= 2200)) return undefined;
  const found = new Date(Date.UTC(year, month - 1, day));
  if (found.getUTCMonth() !== month - 1 || found.getUTCDate() !== day) return undefined;
  return { value: found.toISOString().slice(0, 10) };
}
