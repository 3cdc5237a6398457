/** Spans of days: "du 12 au 15 mai" (and both its days), "la semaine prochaine", "fin mars", "en septembre", "ce week-end". */
import type { Candidate, Finder, Source } from '../found.ts';
import { before, type Reading, readMatches } from '../matches.ts';
import { addMonths, dayOf, daysInMonth, isoOf, MONTH, monthOf, partsOf, WEEKDAY, weekdayOf } from './calendar.ts';
import { period, withoutMonth, withoutYear } from './resolve.ts';
import { tenseAround } from './tense.ts';

const START = '(?<![\\p{L}\\p{N}])';
const END = '(?![\\p{L}\\p{N}])';
const DAY = `(?:${WEEKDAY} )?(?:le |the )?(\\d{1,2})(?:er|st|nd|rd|th)?(?: of)?(?: (${MONTH}))?(?:\\.? (\\d{4}))?`;
/** The shorter forms need "du … au": "12 au 15" alone may be anything. */
const FROM_TO = new RegExp(
  `${START}(?:du|from|entre|between) ${DAY} (?:au|to|until|till|et|and|jusqu'au) ${DAY}(?![\\p{L}\\p{N}/]| ?(?:h|heures|euros|€|%|cm)(?!\\p{L}))`,
  'gu',
);
const FROM_TO_NUMERIC =
  /(?<![\p{L}\p{N}])(?:du|from|entre le|between) (?:le )?(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))? (?:au|to|et le|and) (?:le )?(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?(?![\p{L}\p{N}/])/gu;
const DASHED = new RegExp(`${START}(\\d{1,2}) ?- ?(\\d{1,2}) (${MONTH})(?: (\\d{4}))?${END}`, 'gu');
const WEEK = new RegExp(
  `${START}(?:(?:la |cette )?(semaine) (prochaine|derniere|passee|qui vient|d'avant|en cours)|(cette|this|next|last) (?:semaine|week))${END}`,
  'gu',
);
const MONTH_NEAR = new RegExp(
  `${START}(?:(?:le |du |au )?(mois) (prochain|dernier|passe|en cours|qui vient)|(this|next|last) month|(ce mois-ci))${END}`,
  'gu',
);
const WEEKEND = new RegExp(
  `${START}(?:(?:le |ce |du )?(week-?end|week end|we)(?: (prochain|dernier|passe|qui vient))?|(this|next|last) weekend|(cette|la) fin de semaine)${END}`,
  'gu',
);
const PART_OF_MONTH = new RegExp(
  `${START}(?:a la |au |the |at the )?(fin|debut|mi|courant|milieu|end of|early|mid|late|beginning of)(?: de| du mois de|-| d')? ?(${MONTH})(?: (\\d{4}))?${END}`,
  'gu',
);
const PART_OF_THIS_MONTH = new RegExp(
  `${START}(fin|debut|milieu|end|beginning|start) (?:du|de ce|de|of the|of this) (?:mois|month)( prochain)?${END}`,
  'gu',
);
const IN_MONTH = new RegExp(
  `${START}(en|au mois de|in|depuis|since|courant|avant|apres|d'ici|pour) (${MONTH})(?: (dernier|prochain|\\d{4}))?${END}(?! \\d)`,
  'gu',
);

/** Without today, only those with a year have a value. */
export const findPeriods: Finder = (source) => [
  ...readMatches(source, FROM_TO, (match) => fromTo(source, match)),
  ...readMatches(source, FROM_TO_NUMERIC, (match) => fromTo(source, match)),
  ...readMatches(source, DASHED, (match) => {
    const [raw, first, last, month, year] = match;
    return fromTo(source, Object.assign([raw, first, month, year, last, month, year], { index: match.index }));
  }),
  ...readMatches(source, WEEK, ([, , word = '', other = '']) =>
    near(source, (today) => week(today, stepOf(word || other)), 0.9),
  ),
  ...readMatches(source, MONTH_NEAR, ([, , word = '', other = '']) =>
    near(source, (today) => month(today, stepOf(word || other)), 0.9),
  ),
  ...readMatches(source, WEEKEND, (match) => weekend(source, match)),
  ...readMatches(source, PART_OF_MONTH, (match) => {
    const [raw, part = '', name = '', year] = match;
    return named(source, match.index, raw, part, name, year);
  }),
  ...readMatches(source, PART_OF_THIS_MONTH, ([, part = '', next]) =>
    near(source, (today) => partOf(monthStart(today, next === undefined ? 0 : 1), part), 0.75),
  ),
  ...readMatches(source, IN_MONTH, (match) => {
    const [raw, word = '', name = '', suffix] = match;
    const start = match.index + word.length + 1;
    const isYear = /^\d/.test(suffix ?? '');
    const found = named(source, match.index, raw, '', name, isYear ? suffix : undefined);
    return found && { ...found, start };
  }),
];

/** Two days and what lies between; the first takes month and year from the second where it has none. */
function fromTo(
  source: Source,
  match: { readonly index: number } & readonly (string | undefined)[],
): Reading | undefined {
  const [raw = '', first = '', firstMonth, firstYear, last = '', lastMonth, lastYear] = match;
  const isEntre = raw.startsWith('entre') || raw.startsWith('between');
  if (isEntre && lastMonth === undefined && firstMonth === undefined) return undefined;
  const places = [
    placeOf(raw, first, firstMonth, 0),
    placeOf(raw, last, lastMonth, raw.indexOf(first) + first.length + 1),
  ] as const;
  if (source.today === undefined && (lastYear ?? firstYear) === undefined)
    return { type: 'period', value: null, confidence: 0, weight: 0.9 };
  const tense = tenseAround(source, match.index, match.index + raw.length);
  const end = dayFor(source, last, lastMonth ?? firstMonth, lastYear ?? firstYear, tense);
  if (end === undefined) return undefined;
  const start = startBefore(end, Number(first), monthNumber(firstMonth) ?? partsOf(end).month);
  if (start === undefined || end - start > 400) return undefined;
  const part = (day: number, [from, to]: readonly [number, number]): Candidate => ({
    type: 'date',
    value: isoOf(day),
    start: match.index + from,
    end: match.index + to,
    confidence: 0.85,
  });
  return {
    type: 'period',
    value: period(start, end),
    confidence: 0.85,
    weight: 0.985,
    parts: [part(start, places[0]), part(end, places[1])],
  };
}

function dayFor(
  source: Source,
  date: string,
  month: string | undefined,
  year: string | undefined,
  tense: 'past' | 'future' | 'open',
): number | undefined {
  const number = monthNumber(month);
  if (year !== undefined) return number && dayOf(Number(year.length === 2 ? `20${year}` : year), number, Number(date));
  const today = source.today ?? 0;
  return (
    number === undefined ? withoutMonth(today, Number(date), tense) : withoutYear(today, number, Number(date), tense)
  )?.day;
}

function monthNumber(month: string | undefined): number | undefined {
  if (month === undefined) return undefined;
  return /^\d/.test(month) ? Number(month) : monthOf(month);
}

/** The last such day before `end`. */
function startBefore(end: number, date: number, month: number): number | undefined {
  const { year } = partsOf(end);
  const days = [dayOf(year, month, date), dayOf(year - 1, month, date)];
  const previous = partsOf(addMonths(end, -1));
  if (month === partsOf(end).month) days.push(dayOf(previous.year, previous.month, date));
  return days.filter((day) => day !== undefined && day < end).sort((a, b) => Number(b) - Number(a))[0];
}

/** Where the day stands in the match, with its month. */
function placeOf(raw: string, date: string, month: string | undefined, from: number): readonly [number, number] {
  const start = raw.indexOf(date, from);
  const withMonth = month === undefined ? -1 : raw.indexOf(month, start + date.length);
  const isNext = withMonth >= 0 && withMonth - start - date.length <= 5;
  return [start, isNext ? withMonth + (month ?? '').length : start + date.length];
}

function near(source: Source, spanOf: (today: number) => readonly [number, number], confidence: number): Reading {
  if (source.today === undefined) return { type: 'period', value: null, confidence: 0, weight: confidence };
  return { type: 'period', value: period(...spanOf(source.today)), confidence };
}

function stepOf(word: string): number {
  if (/^(?:prochain|next|qui vient)/.test(word)) return 1;
  return /^(?:dernier|passe|last|d'avant)/.test(word) ? -1 : 0;
}

function week(today: number, step: number): readonly [number, number] {
  const monday = today - weekdayOf(today) + 7 * step;
  return [monday, monday + 6];
}

function monthStart(today: number, step: number): number {
  return addMonths(today - partsOf(today).date + 1, step);
}

function month(today: number, step: number): readonly [number, number] {
  const first = monthStart(today, step);
  return [first, first + daysInMonth(first) - 1];
}

/** "la fin de semaine" is the week-end in Québec alone. */
function weekend(source: Source, match: RegExpExecArray): Reading | undefined {
  const [raw, word, which = '', english = '', quebec] = match;
  const isNamed = which !== '' || english !== '' || raw.startsWith('ce ') || quebec === 'cette';
  if (!isNamed && word !== undefined && /(?:les|tous les|chaque) $/.test(before(source, match.index, 10)))
    return undefined;
  if (word === 'we' && !isNamed && !raw.startsWith('le ') && !raw.startsWith('du ')) return undefined;
  const tense = tenseAround(source, match.index, match.index + raw.length);
  const step = stepOf(which || english) || (isNamed ? 0 : tense === 'past' ? -1 : 0);
  const isSure = isNamed && (quebec === undefined || source.country === 'CA');
  return near(source, (today) => [week(today, step)[0] + 5, week(today, step)[0] + 6], isSure ? 0.8 : 0.45);
}

/** `part` of the month `name`, empty for all of it; decades as people mean them: beginning, middle, end. */
function named(
  source: Source,
  at: number,
  raw: string,
  part: string,
  name: string,
  year: string | undefined,
): Reading | undefined {
  const month = monthOf(name);
  const first = year === undefined ? nearestMonth(source, at, raw, month) : dayOf(Number(year), month, 1);
  if (first === undefined)
    return source.today === undefined ? { type: 'period', value: null, confidence: 0, weight: 0.8 } : undefined;
  return { type: 'period', value: period(...partOf(first, part)), confidence: year === undefined ? 0.75 : 0.9 };
}

function nearestMonth(source: Source, at: number, raw: string, month: number): number | undefined {
  if (source.today === undefined) return undefined;
  const tense = raw.endsWith('dernier')
    ? 'past'
    : raw.endsWith('prochain')
      ? 'future'
      : tenseAround(source, at, at + raw.length);
  const middle = withoutYear(source.today, month, 15, tense)?.day;
  return middle === undefined ? undefined : middle - 14;
}

function partOf(first: number, part: string): readonly [number, number] {
  const last = first + daysInMonth(first) - 1;
  if (/^(?:debut|early|beginning|start)/.test(part)) return [first, first + 9];
  if (/^(?:mi|mid|milieu)$/.test(part)) return [first + 10, first + 19];
  return /^(?:fin|end|late)/.test(part) ? [first + 20, last] : [first, last];
}
