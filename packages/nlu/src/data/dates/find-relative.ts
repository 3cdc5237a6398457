/** Days and spans counted from the mail's own day: "hier", "lundi dernier", "il y a 3 semaines", "depuis 8 jours", "sous 48h", "in two days". */
import type { Finder, Source } from '../found.ts';
import { after, before, type Reading, readMatches } from '../matches.ts';
import { NUMBER_WORDS, numberOfWords } from '../number-words.ts';
import { addMonths, isoOf, WEEKDAY, weekdayNamed } from './calendar.ts';
import { onWeekday } from './resolve.ts';
import { tenseAround } from './tense.ts';

const START = '(?<![\\p{L}\\p{N}-])';
const END = '(?![\\p{L}\\p{N}]|-\\p{L})';

/** Days from today, and how sure. */
const DAYS: Readonly<Record<string, readonly [number, number]>> = {
  "aujourd'hui": [0, 0.8],
  aujourdhui: [0, 0.8],
  auj: [0, 0.6],
  'ce matin': [0, 0.8],
  'cet apres-midi': [0, 0.8],
  'ce soir': [0, 0.8],
  'ce midi': [0, 0.8],
  today: [0, 0.8],
  'this morning': [0, 0.8],
  'this afternoon': [0, 0.8],
  tonight: [0, 0.8],
  hier: [-1, 0.95],
  yesterday: [-1, 0.95],
  'avant-hier': [-2, 0.95],
  'avant hier': [-2, 0.95],
  'the day before yesterday': [-2, 0.95],
  demain: [1, 0.95],
  tomorrow: [1, 0.95],
  'apres-demain': [2, 0.95],
  'apres demain': [2, 0.95],
  'the day after tomorrow': [2, 0.95],
};
const DAY_WORDS = new RegExp(
  `${START}(${Object.keys(DAYS)
    .sort((a, b) => b.length - a.length)
    .join('|')})${END}`,
  'gu',
);
const ON_WEEKDAY = new RegExp(
  `${START}(?:(last|next|this|ce|cette) )?(${WEEKDAY})(?: (dernier|passe|prochain|qui vient))?${END}`,
  'gu',
);

const COUNT = `(?:\\d{1,3}|${NUMBER_WORDS}|quinzaine de|dizaine de|an?)`;
const COUNTED =
  'minutes?|mins?|heures?|hours?|h|jours?(?: (?:ouvr(?:es?|ables?)|calendaires?))?|j|days?|(?:working|business) days?|semaines?|sem|weeks?|mois|months?|ans?|annees?|years?';
const AMOUNT = `(?:une )?(?:bonne )?(${COUNT}) ?(?:bonnes |full )?(${COUNTED})`;
const AGO = new RegExp(
  `${START}(?:il y a|y a|ya) (?:environ |a peu pres |plus de |plus d'|deja |presque )?${AMOUNT}${END}`,
  'gu',
);
const AGO_ENGLISH = new RegExp(`${START}(?:about |over |almost )?${AMOUNT} ago${END}`, 'gu');
const AHEAD = new RegExp(
  `${START}(?:dans|d'ici|in) (?:environ |about |moins de |moins d')?${AMOUNT}${END}(?! (?:ago|dans))`,
  'gu',
);
const SINCE = new RegExp(
  `${START}(?:depuis|ca fait|cela fait|voila|voici|for) (?:environ |deja |plus de |plus d'|bientot |presque |maintenant |about |over |almost |more than )?${AMOUNT}${END}`,
  'gu',
);
const SPAN = new RegExp(
  `${START}(?:sous|dans les|delai de|pendant|durant|within|sous un delai de|delai legal de|au bout de|apres|after) (?:les |the )?(?:prochaine?s |next )?${AMOUNT}${END}`,
  'gu',
);
/** "sous huitaine" is seven days, as lawyers write it. */
const FORMAL = new RegExp(`${START}sous (huitaine|quinzaine)${END}`, 'gu');

/** Without today: no value for days, and durations without `since`. */
export const findRelative: Finder = (source) => [
  ...readMatches(source, DAY_WORDS, ([, word = '']) => {
    const [days, confidence] = DAYS[word] ?? [0, 0];
    return dayAt(source, (today) => today + days, confidence);
  }),
  ...readMatches(source, ON_WEEKDAY, (match) => weekday(source, match)),
  ...[AGO, AGO_ENGLISH].flatMap((pattern) => readMatches(source, pattern, (match) => counted(source, match, -1))),
  ...readMatches(source, AHEAD, (match) => counted(source, match, 1)),
  ...readMatches(source, SINCE, (match) => duration(source, match, true)),
  ...readMatches(source, SPAN, (match) => duration(source, match, false)),
  ...readMatches(source, FORMAL, ([, word]) => ({
    type: 'duration',
    value: { iso: word === 'huitaine' ? 'P7D' : 'P15D' },
    confidence: 0.9,
  })),
];

function dayAt(source: Source, at: (today: number) => number, confidence: number): Reading {
  return source.today === undefined
    ? { type: 'date', value: null, confidence: 0, weight: confidence }
    : { type: 'date', value: isoOf(at(source.today)), confidence };
}

function weekday(source: Source, match: RegExpExecArray): Reading | undefined {
  const [raw, first, name = '', last] = match;
  // Opening hours: "du lundi au samedi".
  if (new RegExp(`${WEEKDAY} (?:au|a|to|-) $`, 'u').test(before(source, match.index, 16))) return undefined;
  // "le mardi" and "tous les mardis" speak of every Tuesday; "le samedi" of opening hours.
  if (
    first === undefined &&
    last === undefined &&
    /(?:^| )(?:le|les|tous les|chaque|du|every) $/.test(before(source, match.index, 10))
  )
    return undefined;
  if (
    first === undefined &&
    last === undefined &&
    /^ ?(?:au|a|to|-) ?\p{L}{3,6}di/u.test(after(source, match.index + raw.length, 14))
  )
    return undefined;
  const tense =
    last === 'prochain' || last === 'qui vient' || first === 'next'
      ? 'future'
      : last === undefined && first !== 'last'
        ? tenseAround(source, match.index, match.index + raw.length)
        : 'past';
  const isNamed = (last ?? first) !== undefined && first !== 'ce' && first !== 'this' && first !== 'cette';
  if (source.today === undefined) return dayAt(source, (today) => today, 0.5);
  const { day, confidence } = onWeekday(
    source.today,
    weekdayNamed(name),
    first === 'ce' && tense === 'open' ? 'future' : tense,
    isNamed,
  );
  return { type: 'date', value: isoOf(day), confidence };
}

/** What the words count: ISO 8601 unit letters, and whether below a day. */
function unitOf(word: string): { readonly letter: 'M' | 'H' | 'D' | 'W' | 'MO' | 'Y' } {
  if (/^min/.test(word)) return { letter: 'M' };
  if (/^h/.test(word)) return { letter: 'H' };
  if (/^(?:sem|week)/.test(word)) return { letter: 'W' };
  if (/^(?:mois|month)/.test(word)) return { letter: 'MO' };
  return { letter: /^(?:an|year)/.test(word) ? 'Y' : 'D' };
}

/** "huit jours" and "quinze jours" are one and two weeks where they are written in words. */
function countOf(words: string, unit: string): number | undefined {
  if (/^\d/.test(words)) return Number(words);
  if (words === 'a' || words === 'an') return 1;
  if (words === 'quinzaine de') return 14;
  if (words === 'dizaine de') return 10;
  const count = numberOfWords(words);
  if (/^jours?$/.test(unit) && (count === 8 || count === 15)) return count - 1;
  return count;
}

function counted(source: Source, [, words = '', unit = '']: RegExpExecArray, direction: 1 | -1): Reading | undefined {
  const count = countOf(words, unit);
  const { letter } = unitOf(unit);
  if (count === undefined || letter === 'M' || (letter === 'H' && count < 24)) return undefined;
  const isExact = /^\d/.test(words) || count < 7;
  const confidence =
    letter === 'D' ? (isExact && count < 15 ? 0.7 : 0.45) : letter === 'H' ? 0.6 : letter === 'W' ? 0.5 : 0.4;
  return dayAt(source, (today) => shifted(today, letter, count * direction), confidence);
}

function duration(
  source: Source,
  [raw, words = '', unit = '']: RegExpExecArray,
  isSince: boolean,
): Reading | undefined {
  const count = countOf(words, unit);
  const { letter } = unitOf(unit);
  // "après 18h" is a time of day.
  if (count === undefined || (letter === 'H' && /^(?:apres|after)/.test(raw))) return undefined;
  const iso = letter === 'H' || letter === 'M' ? `PT${count}${letter}` : `P${count}${letter === 'MO' ? 'M' : letter}`;
  const hasSince = isSince && source.today !== undefined && letter !== 'H' && letter !== 'M';
  const value = hasSince ? { iso, since: isoOf(shifted(source.today ?? 0, letter, -count)) } : { iso };
  return { type: 'duration', value, confidence: 0.85 };
}

function shifted(today: number, letter: string, count: number): number {
  if (letter === 'MO') return addMonths(today, count);
  if (letter === 'Y') return addMonths(today, 12 * count);
  return today + (letter === 'W' ? 7 * count : letter === 'H' ? Math.trunc(count / 24) : count);
}
