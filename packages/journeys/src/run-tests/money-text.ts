/** Money as authors write it in tests. */
import { minorDigits } from '../feel/functions.ts';

const SIGNS: Readonly<Record<string, string>> = { '€': 'EUR', $: 'USD', '£': 'GBP' };

/** `49,90 €`, `1 234,50 CHF`, `€49.90` → `{ minor, currency }`; undefined for anything else, and for digits that the currency lacks. */
export function moneyFromText(text: string): { readonly minor: number; readonly currency: string } | undefined {
  const plain = text.replace(/[\s\u00A0\u202F]/g, '');
  const match = /^(-?)([€$£]|[A-Z]{3})?(\d+)(?:[.,](\d+))?([€$£]|[A-Z]{3})?$/.exec(plain);
  if (match === null) return undefined;
  const [, minus = '', before, whole = '', cents = '', after] = match;
  const sign = before ?? after;
  if (sign === undefined || (before !== undefined && after !== undefined)) return undefined;
  const currency = SIGNS[sign] ?? sign;
  const digits = minorDigits(currency);
  if (cents.length > digits) return undefined;
  const minor = Number(`${minus}${whole}${cents.padEnd(digits, '0')}`);
  return Number.isSafeInteger(minor) ? { minor, currency } : undefined;
}
