/** Phone numbers, by the numbering plans of libphonenumber: with a country code, or as people of the country at hand write them. */
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Finder, Source } from '../found.ts';
import { before, type Reading, readMatches } from '../matches.ts';

/** 8 to 15 digits (E.164), at most two separators between any two. */
const DIGITS = /(?<![\p{L}\p{N}+_/]|[\p{N}][.,-])(?:\+ ?)?\(?\d(?:[ .()/-]{0,2}\d){7,15}(?![\p{L}\p{N}_]|-\p{L})/gu;
const PHONE_WORDS =
  /\b(?:tel|telephone|telephonique|portable|mobile|gsm|cell|cellulaire|natel|phone|call|appel\p{L}{0,4}|joindre|joignable|rappel\p{L}{0,4}|contact\p{L}{0,5}|whatsapp|sms|numero|num)\b[^\n]{0,30}$/u;
/** How numbers are grouped in the countries whose own way it is; all else is the default country's way. */
const SHAPES: readonly (readonly [RegExp, CountryCode])[] = [
  [/^0\d{3}[ /.-]\d{2}[ .]\d{2}[ .]\d{2}$/, 'BE'],
  [/^0\d[ /.-]\d{3}[ .]\d{2}[ .]\d{2}$/, 'BE'],
  [/^0\d{2} \d{3} \d{2} \d{2}$/, 'CH'],
  [/^\(?\d{3}\)?[ .-]{1,2}\d{3}[ .-]\d{4}$/, 'CA'],
  [/^0\d{3} \d{3} \d{4}$/, 'GB'],
  [/^0\d{2} \d{4} \d{4}$/, 'GB'],
];

export const findPhones: Finder = (source) =>
  readMatches(source, DIGITS, (match) => {
    for (const raw of shorter(match[0])) {
      const read = readPhone(source, raw, match.index);
      if (read !== undefined) return { ...read, end: match.index + raw.length };
    }
    return undefined;
  });

/** The match, and what is left of it without its last groups: a postcode may follow. */
function shorter(raw: string): string[] {
  const all = [raw];
  for (let at = raw.length - 1; at > 7 && all.length < 6; at -= 1) {
    const previous = raw[at - 1] ?? '';
    if (/[ .()/-]/.test(raw[at] ?? '') && /\d/.test(previous)) all.push(raw.slice(0, at));
  }
  return all;
}

function readPhone(source: Source, raw: string, at: number): Reading | undefined {
  if (/^(?:\+|00)/.test(raw)) return international(raw);
  const shape = SHAPES.find(([pattern]) => pattern.test(raw))?.[1];
  const isNear = PHONE_WORDS.test(before(source, at, 50));
  const countries: CountryCode[] = [];
  if (source.isCountryHinted && isSupportedCountry(source.country)) countries.push(source.country);
  if (shape !== undefined) countries.push(shape);
  if (!source.isCountryHinted && isSupportedCountry(source.country)) countries.push(source.country);
  if (source.isCountryHinted) countries.push('FR');
  for (const country of countries) {
    const phone = parsePhoneNumberFromString(raw, country);
    if (phone === undefined || !phone.isValid() || phone.country !== country) continue;
    // Without a leading zero, eight or ten digits may be any number.
    if (!raw.replace('(', '').startsWith('0') && !isNear && shape !== country) return undefined;
    const confidence = country === shape && !source.isCountryHinted && country !== 'FR' ? 0.8 : 0.93;
    return { type: 'phone', value: phone.number, confidence: isNear ? confidence + 0.05 : confidence, weight: 0.94 };
  }
  return undefined;
}

/** "+33 (0)6 …": the zero in brackets is for those who call from inside the country. */
function international(raw: string): Reading | undefined {
  const digits = raw
    .replace(/\(0\)/, '')
    .replace(/^\+? ?00/, '+')
    .replace(/^\+ /, '+');
  const phone = parsePhoneNumberFromString(digits, 'FR');
  if (phone === undefined || !phone.isPossible()) return undefined;
  return {
    type: 'phone',
    value: phone.number,
    confidence: phone.isValid() ? 0.98 : 0.3,
    weight: phone.isValid() ? 0.98 : 0.3,
  };
}
