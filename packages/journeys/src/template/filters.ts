/** How money and dates read in a reply. */
import { AppError } from '@facteur/primitives';
import { minorDigits } from '../feel/functions.ts';
import { isMoney } from '../feel/values.ts';

/** The languages in which replies are written. */
export const LANGUAGES = ['fr', 'en'] as const;

/** A language of replies. */
export type Language = (typeof LANGUAGES)[number];

const LOCALES = { fr: 'fr-FR', en: 'en-GB' } as const;

/** Making a formatter costs far more than using it. */
const dateFormats = {
  fr: new Intl.DateTimeFormat(LOCALES.fr, { dateStyle: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat(LOCALES.en, { dateStyle: 'long', timeZone: 'UTC' }),
};
const moneyFormats = new Map<string, Intl.NumberFormat>();

function moneyFormat(language: Language, currency: string): Intl.NumberFormat {
  const name = `${language}/${currency}`;
  const known = moneyFormats.get(name) ?? new Intl.NumberFormat(LOCALES[language], { style: 'currency', currency });
  moneyFormats.set(name, known);
  return known;
}

/** `{ minor: 4990, currency: 'EUR' }` → `49,90 €` (no-break space) or `€49.90`. @throws AppError `TEMPLATE_INVALID`. */
export function formatMoney(value: unknown, language: Language): string {
  if (!isMoney(value)) throw new AppError('TEMPLATE_INVALID', 'The filter "money" was given something else than money');
  const { minor, currency } = value;
  const digits = minorDigits(currency);
  const padded = String(Math.abs(minor)).padStart(digits + 1, '0');
  const cut = padded.length - digits;
  const decimal = `${minor < 0 ? '-' : ''}${padded.slice(0, cut)}${digits > 0 ? `.${padded.slice(cut)}` : ''}`;
  return moneyFormat(language, currency).format(decimal as `${number}`);
}

/** `2026-11-16` (or an instant, read in UTC) → `16 novembre 2026` or `16 November 2026`. @throws AppError `TEMPLATE_INVALID`. */
export function formatDate(value: unknown, language: Language): string {
  const isDate = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z)?$/.test(value);
  const ms = isDate ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(ms))
    throw new AppError('TEMPLATE_INVALID', 'The filter "date" was given something else than a date');
  const text = dateFormats[language].format(ms);
  return language === 'fr' ? text.replace(/^1 /, '1er ') : text;
}
