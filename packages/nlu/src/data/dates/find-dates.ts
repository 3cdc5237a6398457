/** Days that are named: "30/11/2026", "2026-11-30", "1er décembre", "mardi 12 mai", "November 30, 2026", "le 3". Day before month, as in Europe. */
import type { Candidate, Finder, Source } from '../found.ts';
import { after, before, type Reading, readMatches } from '../matches.ts';
import { dayOf, isoOf, MONTH, monthOf, WEEKDAY, weekdayNamed } from './calendar.ts';
import { type Resolved, withoutMonth, withoutYear } from './resolve.ts';
import { tenseAround } from './tense.ts';

const START = '(?<![\\p{L}\\p{N}])';
const ON_DAY = `(?:(${WEEKDAY})\\.?,? (?:le |the )?)?`;

const NUMERIC =
  /(?<![\p{L}\d/.-])(?:(\d{4})-(\d{2})-(\d{2})|(\d{1,2})([/.-])(\d{1,2})\5(\d{4}|\d{2}))(?![\d/-]|\.\d)/gu;
const SHORT = /(?<![\p{L}\d/.,:-])(\d{1,2})([/.-])(\d{1,2})(?![\p{L}\d/%:-]|[.,]\d|\.-)/gu;
const NAMED = new RegExp(
  `${START}${ON_DAY}(\\d{1,2})(?:er|e|st|nd|rd|th)?(?: of)? ?(${MONTH})(?![\\p{L}])(?:\\.?,? (\\d{4})(?!\\d))?`,
  'gu',
);
const MONTH_FIRST = new RegExp(
  `${START}${ON_DAY}(${MONTH})\\.? (\\d{1,2})(?:st|nd|rd|th)?(?![\\p{L}\\d:/]|[.,]\\d| ?%)(?:,? (\\d{4})(?!\\d))?`,
  'gu',
);
const WEEKDAY_AND_DATE = new RegExp(
  `${START}(${WEEKDAY}) (?:le |the )?(\\d{1,2})(?:er|st|nd|rd|th)?(?![\\p{L}\\d:/'-]|[.,]\\d| ?(?:h|heures|%|€|euros)(?!\\p{L}))`,
  'gu',
);
/** "le 3": only where no noun follows, which would make it a count ("le 3 pièces") or a size. */
const DATE_ALONE =
  /(?<![\p{L}\p{N}])(?:le|au|jusqu'au|des le) (\d{1,2})(?:er)?(?= ?(?:[,;!?)\n]|\.(?!\d)|$)| (?:au|dernier|prochain|courant|du mois|de ce mois|a \d{1,2} ?h)(?!\p{L}))/gu;
/** Words that a date follows: a pair of numbers alone is rather a mark ("2/5"). */
const LEADS =
  /(?:^|[ (:,'])(?:le|du|au|des|depuis|avant|apres|pour|on|of|by|since|until|from|dated|date|l')[ :]{0,2}(?:le )?$/;

/** Without `today` those without a year have no value. */
export const findDates: Finder = (source) => [
  ...findNumericDates(source),
  ...readMatches(source, NAMED, (match) => {
    const [raw, weekday, date = '', name = '', year] = match;
    return named(source, match.index, raw, Number(date), monthOf(name), year, weekday);
  }),
  ...readMatches(source, MONTH_FIRST, (match) => {
    const [raw, weekday, name = '', date = '', year] = match;
    const isEnglish = year !== undefined || /\p{Lu}/u.test(source.text.slice(match.index, match.index + raw.length));
    return isEnglish ? named(source, match.index, raw, Number(date), monthOf(name), year, weekday) : undefined;
  }),
  ...readMatches(source, WEEKDAY_AND_DATE, (match) => {
    const [raw, weekday = '', date = ''] = match;
    const tense = tenseAround(source, match.index, match.index + raw.length);
    return ofResolved(source, (today) => withoutMonth(today, Number(date), tense, weekdayNamed(weekday)));
  }),
  ...readMatches(source, DATE_ALONE, (match) => {
    const [raw, date = ''] = match;
    const start = match.index + raw.search(/\d/);
    const tense = tenseAround(source, start, match.index + raw.length);
    const found = ofResolved(source, (today) => withoutMonth(today, Number(date), tense));
    return found && { ...found, start, confidence: raw.startsWith('au') ? 0.4 * found.confidence : found.confidence };
  }),
];

function findNumericDates(source: Source): Candidate[] {
  return [
    ...readMatches(source, NUMERIC, ([, year, month, day, dayFirst, separator, monthSecond, yearLast = '']) => {
      if (year !== undefined) return fixed(dayOf(Number(year), Number(month), Number(day)), 0.98);
      const full = Number(yearLast.length === 2 ? `20${yearLast}` : yearLast);
      const european = dayOf(full, Number(monthSecond), Number(dayFirst));
      const confidence = yearLast.length === 4 || separator === '/' ? 0.95 : 0.85;
      if (european !== undefined) return fixed(european, confidence);
      // "11/30/2026" cannot be meant otherwise than in the American order.
      return separator === '/' && yearLast.length === 4
        ? fixed(dayOf(full, Number(dayFirst), Number(monthSecond)), 0.6)
        : undefined;
    }),
    ...readMatches(source, SHORT, (match) => {
      const [raw, date = '', separator, month = ''] = match;
      const isLed = LEADS.test(before(source, match.index, 14));
      if (!isLed && !(separator === '/' && date.length === 2 && month.length === 2)) return undefined;
      if (
        /^ ?(?:\p{L}{1,3}(?!\p{L}) ?)?(?:h|heures|€|euros|etoiles?|cm|mm|kg)(?!\p{L})/u.test(
          after(source, match.index + raw.length, 12),
        )
      )
        return undefined;
      const tense = tenseAround(source, match.index, match.index + raw.length);
      const found = ofResolved(source, (today) => withoutYear(today, Number(month), Number(date), tense));
      return found && { ...found, confidence: isLed ? found.confidence : Math.min(0.45, found.confidence) };
    }),
  ];
}

function named(
  source: Source,
  at: number,
  raw: string,
  date: number,
  month: number,
  year: string | undefined,
  weekday: string | undefined,
): Reading | undefined {
  if (year !== undefined) return fixed(dayOf(Number(year), month, date), 0.98);
  const tense = tenseAround(source, at, at + raw.length);
  return ofResolved(source, (today) =>
    withoutYear(today, month, date, tense, weekday === undefined ? -1 : weekdayNamed(weekday)),
  );
}

function fixed(day: number | undefined, confidence: number): Reading | undefined {
  return day === undefined ? undefined : { type: 'date', value: isoOf(day), confidence };
}

/** Unresolved without today: it still is a date, and nobody else's. */
function ofResolved(source: Source, resolve: (today: number) => Resolved | undefined): Reading | undefined {
  if (source.today === undefined) return { type: 'date', value: null, confidence: 0, weight: 0.5 };
  const found = resolve(source.today);
  return found && { type: 'date', value: isoOf(found.day), confidence: found.confidence };
}
