/** Mail addresses, IBAN (ISO 13616) and BIC (ISO 9362). */
import { countrySpecs, isValidBIC, isValidIBAN } from 'ibantools';
import type { Finder } from '../found.ts';
import { before, readMatches } from '../matches.ts';

/** At most 64 characters before the @ (RFC 5321 §4.5.3.1.1). */
const EMAIL = /(?<![\p{L}\p{N}_.+-])[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}(?![\p{L}\p{N}_@])/gu;
/** Blanks are allowed between any two characters; whatever follows the country's length is no part of it. */
const IBAN = /(?<![\p{L}\p{N}])[a-z]{2} ?\d{2}(?:[ .-]?[a-z0-9]){11,34}/gu;
const BIC = /(?<![\p{L}\p{N}])[a-z]{6}[a-z0-9]{2}(?:[a-z0-9]{3})?(?![\p{L}\p{N}])/gu;
/** The end of an IBAN, and what people put between it and the BIC. */
const AFTER_IBAN = /\d ?[(,;:/-]? ?$/;

/** "a@b.example.Merci": a sentence that begins without a blank is no part of the address. */
const GLUED = /(?<=@.*\..*)\.\p{Lu}\p{Ll}{3,30}$/u;

export const findEmails: Finder = (source) =>
  readMatches(source, EMAIL, ({ index, 0: raw }) => {
    const address = source.text.slice(index, index + raw.length).replace(GLUED, '');
    return { type: 'email', value: address.toLowerCase(), end: index + address.length, confidence: 0.99 };
  });

/** One that fails its check keeps its place, so that no part of it is taken for a phone number, but with little confidence. */
export const findIbans: Finder = (source) =>
  readMatches(source, IBAN, (match) => {
    const country = match[0].slice(0, 2).toUpperCase();
    const length = countrySpecs[country]?.chars;
    if (length === undefined || length === null) return undefined;
    const { value, end } = cut(match[0], length);
    if (value.length < length - 2 || /[a-z0-9]/.test(source.folded[match.index + end] ?? '')) return undefined;
    const isValid = value.length === length && isValidIBAN(value);
    // Words in a row can have the shape, check digits cannot: "en 24 heures …".
    if (!isValid && (value.match(/\d/g) ?? []).length < 12) return undefined;
    return { type: 'iban', value, end: match.index + end, confidence: isValid ? 0.99 : 0.2, weight: 0.98 };
  });

/** As many characters as the country has, in capitals without blanks. */
function cut(raw: string, length: number): { readonly value: string; readonly end: number } {
  let value = '';
  let end = 0;
  for (; end < raw.length && value.length < length; end += 1) value += (raw[end] ?? '').replace(/[^a-z0-9]/, '');
  return { value: value.toUpperCase(), end };
}

/** Eight letters may be a word: it is a BIC after the word "BIC", or in capitals after an IBAN. */
export const findBics: Finder = (source) =>
  readMatches(source, BIC, (match) => {
    const value = match[0].toUpperCase();
    if (!isValidBIC(value)) return undefined;
    const isNamed = /\b(?:bic|swift)\b[^\n]{0,8}$/.test(before(source, match.index, 24));
    const isCapital = source.text.slice(match.index, match.index + value.length) === value;
    const isNear = AFTER_IBAN.test(before(source, match.index, 8));
    if (!isNamed && !(isCapital && isNear)) return undefined;
    return { type: 'bic', value, confidence: isNamed ? 0.95 : 0.7 };
  });
