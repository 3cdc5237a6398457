/** Amounts with a currency: "49,90 €", "€49.90", "49 euros 90", "1 234,50 EUR", "29.– CHF", "trente euros". Estimates and ranges are less sure. */
import type { Candidate, Finder, Source } from '../found.ts';
import { after, before, type Reading, readMatches } from '../matches.ts';
import { NUMBER_WORDS, numberOfWords } from '../number-words.ts';
import { type Currency, currencyOf, UNIT } from './currencies.ts';

const NUMBER = `(?:\\d{1,3}(?:,\\d{3}){1,3}\\.\\d{2}|(?:\\d{1,3}(?:[ .']\\d{3}){1,3}|\\d{1,9})(?:[.,](?:\\d{1,3}|-{1,2}))?)`;
const START = "(?<![\\p{L}\\p{N}.,'/-])";
const END = '(?![\\p{L}\\p{N}])';
/** What may follow cents that stand apart: "49 euros 90 de port", but no noun in the plural as in "49 euros 12 articles". */
const AFTER_CENTS =
  '(?![.,:/-]?\\d|[\\p{L}%€$h:/-]| ?[%€$]| (?:heures?|jours?|h|x|fois)(?!\\p{L})| (?!(?:dans|pas|plus|sans|mais|des|les|vous|nous|alors)(?!\\p{L}))\\p{L}{1,20}[sx](?!\\p{L}))';
const CENTS = `(?:(\\d{2})(?![\\p{L}\\p{N}.,€-])| ?(?:et )?(\\d{1,2}) ?(?:centimes?|cts?|cents?)| (\\d{2})${AFTER_CENTS})?`;

const UNIT_AFTER = new RegExp(`${START}(${NUMBER}) ?(${UNIT})${CENTS}(?![\\p{L}\\p{N}])`, 'gu');
const UNIT_BEFORE = new RegExp(
  `(?<![\\p{L}\\p{N}-])(${UNIT}) ?(${NUMBER})(?: ?(cad|usd))?${END}(?!-[\\p{L}\\p{N}])`,
  'gu',
);
const RANGE = new RegExp(
  `${START}(${NUMBER})( a | et | ou | to | and | or | ?- ?)(${NUMBER}) ?(${UNIT})(?!\\p{L})`,
  'gu',
);
const IN_WORDS = new RegExp(
  `(?<![\\p{L}\\p{N}-])(${NUMBER_WORDS}) (${UNIT})(?: (?:et )?(${NUMBER_WORDS})(?: centimes?)?)?(?!\\p{L})`,
  'gu',
);
/** "25e" and "25 fr", as typed on phones. */
const TYPED = new RegExp(
  `${START}(\\d{1,5}(?:[.,]\\d{1,2})?)(e)${END}(?! ?(?:etage|jour|fois|anniversaire|siecle|arrondissement|mail))`,
  'gu',
);
const CENTIMES = new RegExp(`${START}(\\d{1,2}) ?(?:centimes|cts)${END}`, 'gu');
/** Words after which an amount is an estimate or a limit. */
const ABOUT =
  /(?:environ|autour de|dans les|a peu pres|presque|quasi(?:ment)?|plus de|moins de|pres de|approximativement|jusqu'a|maximum|minimum|max|min|about|around|nearly|almost|over|under|up to|more than|less than|~)[ ]?$/;
const ESTIMATED = 0.45;

/** Of a range both amounts; "40 ou 50 euros" leaves open which is meant. */
export const findMoney: Finder = (source) => [
  ...findRanges(source),
  ...readMatches(source, UNIT_AFTER, (match) => {
    const [raw, number = '', unit = '', joined, named, apart] = match;
    return amount(source, match.index, raw, number, currencyOf(unit, source, true), joined ?? named ?? apart);
  }),
  ...readMatches(source, UNIT_BEFORE, (match) => {
    const [raw, unit = '', number = '', suffix] = match;
    return amount(source, match.index, raw, number, currencyOf(suffix ?? unit, source, false), undefined);
  }),
  ...readMatches(source, IN_WORDS, (match) => {
    const [raw, words = '', unit = '', cents] = match;
    const whole = numberOfWords(words);
    const more = cents === undefined ? 0 : numberOfWords(cents);
    if (whole === undefined || more === undefined || more > 99) return undefined;
    return amount(source, match.index, raw, String(whole), currencyOf(unit, source, true), cents && String(more));
  }),
  ...readMatches(source, TYPED, (match) =>
    /(?: (?:le|la|au|du|un|une)|paris|lyon|marseille|arrondissement) ?$/.test(before(source, match.index, 16))
      ? undefined
      : amount(source, match.index, match[0], match[1] ?? '', currencyOf('e', source, true), undefined),
  ),
  ...readMatches(source, CENTIMES, ([, number = '']) => ({
    type: 'money',
    value: { minor: Number(number), currency: source.country === 'CH' ? 'CHF' : 'EUR' },
    confidence: 0.7,
  })),
];

function amount(
  source: Source,
  at: number,
  raw: string,
  number: string,
  currency: Currency | undefined,
  cents: string | undefined,
): Reading | undefined {
  if (currency === undefined) return undefined;
  const minor = minorOf(number, currency.decimals);
  if (minor === undefined) return undefined;
  const hasDecimals = /[.,]\d{1,2}$/.test(number);
  const isAbout =
    ABOUT.test(before(source, at, 30)) ||
    /^ ?(?:environ|a peu pres|max|minimum)/.test(after(source, at + raw.length, 12));
  const added = cents === undefined || hasDecimals ? 0 : Number(cents);
  const end = cents !== undefined && hasDecimals ? at + raw.lastIndexOf(cents) : at + raw.length;
  return {
    type: 'money',
    value: { minor: minor + added, currency: currency.code },
    end: endOfWords(source, end),
    confidence: isAbout ? Math.min(ESTIMATED, currency.confidence) : currency.confidence,
  };
}

/** Blanks at the end are no part of it. */
function endOfWords(source: Source, end: number): number {
  let last = end;
  while (source.folded[last - 1] === ' ') last -= 1;
  return last;
}

function findRanges(source: Source): Candidate[] {
  return readMatches(source, RANGE, (match) => {
    const [raw, low = '', link = '', high = '', unit = ''] = match;
    const currency = currencyOf(unit, source, true);
    const [first, second] = [minorOf(low, currency?.decimals ?? 2), minorOf(high, currency?.decimals ?? 2)];
    if (currency === undefined || first === undefined || second === undefined || !isRange(source, match.index, link))
      return undefined;
    if (first >= second) return undefined;
    const money = (minor: number, start: number, end: number): Candidate => ({
      type: 'money',
      value: { minor, currency: currency.code },
      start,
      end,
      confidence: Math.min(ESTIMATED, currency.confidence),
    });
    const from = match.index + low.length + link.length;
    return {
      ...money(second, from, match.index + raw.length),
      weight: 0.99,
      parts: [money(first, match.index, match.index + low.length)],
    };
  });
}

/** "2 et 30 euros" may be two articles and thirty euros; "entre 20 et 30 euros" is a range. */
function isRange(source: Source, at: number, link: string): boolean {
  const word = before(source, at, 10);
  if (link === ' et ' || link === ' and ') return /(?:entre|between) $/.test(word);
  if (link === ' a ' || link === ' to ') return /(?:^|[ ,(])(?:de|from|entre) $/.test(word);
  return true;
}

/** In minor units; a last group of three digits is decimals only where the currency has three. */
function minorOf(number: string, decimals: number): number | undefined {
  const [, whole = '', fraction = ''] =
    (decimals === 3 ? /^(.*?)(?:[.,](\d{1,3}|-{1,2}))?$/su : /^(.*?)(?:[.,](\d{1,2}|-{1,2}))?$/su).exec(number) ?? [];
  const digits = whole.replace(/\D/g, '');
  const minor = Number(digits) * 10 ** decimals + Number(fraction.replace(/\D/g, '').padEnd(decimals, '0'));
  return digits !== '' && Number.isSafeInteger(minor) ? minor : undefined;
}
