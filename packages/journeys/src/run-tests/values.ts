/** Values of a test against values of a run, and how they are shown. */
import { isMoney } from '../feel/values.ts';
import { isDocument } from '../machine/fields.ts';
import { formatMoney, type Language } from '../template/filters.ts';
import { moneyFromText } from './money-text.ts';

/**
 * True when `actual` is what the author wrote: money as `49,90 €`, documents by their names, `null` for what is not
 * known, anything else exactly.
 */
export function sameValue(wanted: unknown, actual: unknown): boolean {
  if (wanted === null || wanted === undefined) return actual === null || actual === undefined;
  if (isMoney(actual) && typeof wanted === 'string') return sameValue(moneyFromText(wanted), actual);
  if (isDocuments(actual) && !isDocuments(wanted)) {
    const names = actual.map(({ name }) => name);
    return sameValue([wanted].flat(), names);
  }
  if (Array.isArray(wanted) || Array.isArray(actual)) return sameLists(wanted, actual);
  if (!isRecord(wanted) || !isRecord(actual)) return wanted === actual;
  const keys = new Set([...Object.keys(wanted), ...Object.keys(actual)]);
  return [...keys].every((key) => sameValue(wanted[key], actual[key]));
}

/** True when each of `wanted` is the same in `actual`, whatever else is there. */
export function holds(wanted: Readonly<Record<string, unknown>>, actual: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(wanted).every(([key, value]) => sameValue(value, actual[key]));
}

function sameLists(wanted: unknown, actual: unknown): boolean {
  if (!Array.isArray(wanted) || !Array.isArray(actual) || wanted.length !== actual.length) return false;
  return wanted.every((item, index) => sameValue(item, actual[index]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDocuments(value: unknown): value is { readonly name: string }[] {
  return Array.isArray(value) && value.length > 0 && value.every(isDocument);
}

/** `value` in words: `49,90 €`, `{ number: CMD-1, amount: 49,90 € }`, `rien`. */
export function showValue(value: unknown, language: Language): string {
  if (value === undefined || value === null) return language === 'fr' ? 'rien' : 'nothing';
  if (isMoney(value)) return formatMoney(value, language);
  if (isDocuments(value)) return value.map(({ name }) => name).join(', ');
  if (Array.isArray(value)) return `[${value.map((item) => showValue(item, language)).join(', ')}]`;
  if (isRecord(value)) {
    const entries = Object.entries(value).map(([key, inside]) => `${key}: ${showValue(inside, language)}`);
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  return typeof value === 'string' && /^(?:-?\d+(?:\.\d+)?|true|false|null|)$/.test(value)
    ? `"${value}"`
    : String(value);
}
