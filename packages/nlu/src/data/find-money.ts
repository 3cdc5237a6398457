/** Amounts with a currency: "49,90 €", "€49.90", "49 euros 90", "1 234,50 EUR", "29.– CHF". */
import type { Finder, Reading } from './found.ts';

const CURRENCIES: Readonly<Record<string, string>> = {
  '€': 'EUR',
  eur: 'EUR',
  euro: 'EUR',
  euros: 'EUR',
  chf: 'CHF',
  franc: 'CHF',
  francs: 'CHF',
  '£': 'GBP',
  gbp: 'GBP',
  usd: 'USD',
  cad: 'CAD',
};
const BLANK = '[ \\u00a0\\u202f]';
const NUMBER = `(?:\\d{1,3}(?:[ .'’\\u00a0\\u202f]\\d{3})+|\\d{1,9})(?:[.,](?:\\d{1,2}|[-–—]{1,2}))?`;
const UNIT = '(?:€|£|eur(?:os?)?|chf|francs?(?! *cfa)|gbp|usd|cad)';
const BEFORE = "(?<![\\p{L}\\p{N}.,'’-])";
const AFTER = '(?![\\p{L}\\p{N}])';

/** The number before the currency, perhaps with cents after it. */
export const moneyAfter: Finder = {
  type: 'money',
  pattern: new RegExp(
    `${BEFORE}(${NUMBER})${BLANK}?(${UNIT})(?:${BLANK}?(\\d{2})(?![\\p{L}\\p{N}.,€-]))?(?!\\p{L})`,
    'giu',
  ),
  read: ([raw = '', number = '', unit = '', cents]) => reading(number, unit, cents, raw),
};

/** The currency before the number. */
export const moneyBefore: Finder = {
  type: 'money',
  pattern: new RegExp(`(?<![\\p{L}\\p{N}])(${UNIT})${BLANK}?(${NUMBER})${AFTER}`, 'giu'),
  read: ([raw = '', unit = '', number = '']) => reading(number, unit, undefined, raw),
};

function reading(number: string, unit: string, cents: string | undefined, raw: string): Reading | undefined {
  const currency = CURRENCIES[unit.toLowerCase()];
  const minor = minorOf(number);
  if (currency === undefined || minor === undefined) return undefined;
  const hasCents = /[.,]\d{1,2}$/.test(number);
  if (cents === undefined) return { value: { minor, currency } };
  if (hasCents) return { value: { minor, currency }, length: raw.length - cents.length };
  return { value: { minor: minor + Number(cents), currency } };
}

/** All currencies here have two decimals. */
function minorOf(number: string): number | undefined {
  const [, whole = '', decimals = ''] = /^(.*?)(?:[.,](\d{1,2}|[-–—]{1,2}))?$/su.exec(number) ?? [];
  const digits = whole.replace(/\D/g, '');
  const minor = Number(digits) * 100 + Number(decimals.replace(/\D/g, '').padEnd(2, '0'));
  return digits !== '' && Number.isSafeInteger(minor) ? minor : undefined;
}
