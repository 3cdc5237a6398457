/** Postal addresses as written in France, Belgium, Switzerland, Luxembourg, Canada and the United Kingdom, on one line or several. */
import type { Candidate, Finder, Source } from '../found.ts';
import { readMatches } from '../matches.ts';

const TYPE =
  '(?:rue|avenue|av|ave|boulevard|bd|bld|boul|place|pl|chemin|ch|allees?|impasse|imp|route|rte|quai|cours|square|sq|passage|sentier|faubourg|fbg|cite|residence|lotissement|hameau|lieu-dit|villa|montee|rang|rond-point|esplanade|voie|venelle|clos|chaussee|ruelle|promenade|mail|sente|traverse|parc)\\.?(?![\\p{L}])';
const HOUSE = '\\d{1,5}(?:[ ]?(?:bis|ter|quater|[a-f])(?![\\p{L}]))?(?:[-/]\\d{1,5})?';
const REST = '[^\\n,;:!?()\\d][^\\n,;:!?()]{1,50}?';
const SEPARATOR = '(?: ?[,\\n][ \\n]{0,3}| - | )';
const EXTRA = `(?:${SEPARATOR}(?:bat|batiment|appt?|appartement|apt|etage|porte|escalier|esc|residence|res|bp|cs|bte|boite|lieu-dit|c/o|code)[^\\n,;]{0,40}?){0,2}`;
const POSTCODE = '((?:f|b|be|ch|l|lu|fr)[- ])?(\\d{5}|\\d{2} \\d{3}|\\d{4})(?!\\d)';

/** The number before the street: France, Luxembourg, and elsewhere too. */
const NUMBER_FIRST = new RegExp(
  `(?<![\\p{L}\\p{N}/.,-])(${HOUSE},? (?:${TYPE}) ?${REST}${EXTRA})${SEPARATOR}${POSTCODE} (?=\\p{L})`,
  'gu',
);
/** The number after it: Belgium, Switzerland. */
const NUMBER_LAST = new RegExp(
  `(?<![\\p{L}\\p{N}])((?:${TYPE} [^\\n,;:!?()\\d]{2,45}|\\p{L}{3,25}(?:strasse|straat|weg|laan|gasse|platz|plein)),? \\d{1,4}[a-f]?(?:/\\d{1,3})?${EXTRA})${SEPARATOR}${POSTCODE} (?=\\p{L})`,
  'gu',
);
const CANADA = new RegExp(
  `(?<![\\p{L}\\p{N}/.,-])(${HOUSE},? (?:${TYPE}|[^\\n,;:!?()\\d]{2,30} (?:street|st|road|rd|avenue|ave|drive|blvd)) ?[^\\n,;:!?()]{0,45}?${EXTRA})${SEPARATOR}([^\\n,;:!?()\\d]{2,30}?),? \\(?(?:qc|quebec|on|ontario|nb|ns|ab|bc|mb|sk|nl|pe)\\)?,?[ \\n]{1,3}([a-z]\\d[a-z][ -]?\\d[a-z]\\d)(?![\\p{L}\\p{N}])`,
  'gu',
);
const UNITED_KINGDOM =
  /(?<![\p{L}\p{N}/.,-])((?:flat \d{1,3}[a-z]?, )?\d{1,4}[a-z]? [^\n,;:!?()\d]{2,30} (?:street|st|road|rd|avenue|ave|lane|ln|drive|close|court|crescent|gardens|grove|hill|park|place|square|terrace|way|mews|row)\.?)(?: ?[,\n] {0,2})([^\n,;:!?()\d]{2,30}?),?[ \n]{1,2}([a-z]{1,2}\d[a-z\d]? \d[a-z]{2})(?![\p{L}\p{N}])/gu;
/** Without postcode: worth showing to a person, not more. */
const STREET_ALONE = new RegExp(
  `(?<![\\p{L}\\p{N}/.,-])${HOUSE},? (?:${TYPE}) (?:(?:de|du|des|la|le|les|l'|d'|de la|de l'|aux?) ?){0,2}[\\p{L}'-]{3,25}`,
  'gu',
);

/** As written: capital words with what links them, or one word in any case. */
const CITY =
  /(?:(?:La|Le|Les|L['’]|Saint|Sainte|St|Ste)[ -]?)?\p{L}[\p{L}'’-]{1,30}(?: (?:(?:sur|sous|lès|les|en|la|le|de|du|des|aux) ){0,2}\p{Lu}[\p{L}'’-]{1,30}){0,3}(?: [Cc][Ee][Dd][Ee][Xx](?: \d{1,2})?)?/uy;
const PREFIXES: Readonly<Record<string, string>> = {
  f: 'FR',
  fr: 'FR',
  b: 'BE',
  be: 'BE',
  ch: 'CH',
  l: 'LU',
  lu: 'LU',
};
const FOUR_DIGITS = new Set(['BE', 'CH', 'LU', 'TN']);

export const findAddresses: Finder = (source) => [
  ...readMatches(source, NUMBER_FIRST, (match) => continental(source, match)),
  ...readMatches(source, NUMBER_LAST, (match) => continental(source, match)),
  ...readMatches(source, CANADA, (match) => overseas(source, match, 'CA')),
  ...readMatches(source, UNITED_KINGDOM, (match) => overseas(source, match, 'GB')),
  ...readMatches(source, STREET_ALONE, ({ index, 0: raw }) => ({
    type: 'postal-address',
    value: { street: written(source, index, index + raw.length) },
    confidence: 0.4,
  })),
];

function continental(source: Source, match: RegExpExecArray): (Candidate & { start: number }) | undefined {
  const [raw, street = '', prefix, postcode = ''] = match;
  const from = match.index + raw.length;
  CITY.lastIndex = from;
  const city = CITY.exec(source.text)?.[0];
  if (city === undefined) return undefined;
  const digits = postcode.replace(' ', '');
  const country = countryFor(source, prefix, digits);
  return {
    type: 'postal-address',
    value: {
      street: written(source, match.index, match.index + street.length),
      postcode: digits,
      city: nameOf(city.replace(/ cedex.*$/i, '')),
      ...(country === undefined ? {} : { country }),
    },
    start: match.index,
    end: from + city.length,
    confidence: 0.9,
    weight: 0.985,
  };
}

/** Five digits are French unless the text speaks of a country that has them too. */
function countryFor(source: Source, prefix: string | undefined, postcode: string): string | undefined {
  if (prefix !== undefined) return PREFIXES[prefix.replace(/[- ]/, '')];
  const isFour = postcode.length === 4;
  if (isFour) return FOUR_DIGITS.has(source.country) ? source.country : undefined;
  return source.country === 'MA' || source.country === 'DZ' ? source.country : 'FR';
}

function overseas(source: Source, match: RegExpExecArray, country: string): Candidate {
  const [raw, street = '', city = '', postcode = ''] = match;
  const cityAt = match.index + raw.indexOf(city, street.length);
  const upper = postcode.toUpperCase();
  return {
    type: 'postal-address',
    value: {
      street: written(source, match.index, match.index + street.length),
      postcode: country === 'CA' ? `${upper.slice(0, 3)} ${upper.slice(-3)}` : upper,
      city: source.text.slice(cityAt, cityAt + city.length).trim(),
      country,
    },
    start: match.index,
    end: match.index + raw.length,
    confidence: 0.9,
    weight: 0.985,
  };
}

/** "PARIS" and "paris" are Paris. */
function nameOf(city: string): string {
  if (city !== city.toUpperCase() && city !== city.toLowerCase()) return city;
  const links = /^(?:sur|sous|en|la|le|les|de|du|des|aux)$/;
  return city
    .toLowerCase()
    .replace(/\p{L}+/gu, (word, at: number) =>
      at > 0 && links.test(word) ? word : word.charAt(0).toUpperCase() + word.slice(1),
    );
}

/** On one line. */
function written({ text }: Source, start: number, end: number): string {
  return text
    .slice(start, end)
    .replace(/\s*\n\s*/g, ', ')
    .replace(/,\s*,/g, ',')
    .replace(/\s+/g, ' ')
    .trim();
}
