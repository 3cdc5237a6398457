/** Data of a journey (any JSON) as a reader sees it: amounts, days, files, lists and records. */
import { formatDay, formatMoney, formatNumber, isDay } from './format.ts';
import { type Html, html, type Part } from './html.ts';
import type { Page } from './page.ts';
import { inWords } from './words.ts';

/** Records inside records deeper than this are shown as JSON. */
const MAX_DEPTH = 4;

/** Names and values as a description list; `undefined` when there are none. */
export function record(values: Readonly<Record<string, unknown>>, page: Page, depth = 0): Html | undefined {
  const entries = Object.entries(values);
  if (entries.length === 0) return undefined;
  const rows = entries.map(
    ([name, value]) => html`<div><dt>${inWords(name)}</dt><dd>${shownValue(value, page, depth + 1)}</dd></div>`,
  );
  return html`<dl class="pairs">${rows}</dl>`;
}

/** One value. */
export function shownValue(value: unknown, page: Page, depth = 0): Part {
  const { words, language } = page;
  if (value === null || value === undefined || value === '') return words.none;
  if (typeof value === 'string') return isDay(value) ? formatDay(value, language) : value;
  if (typeof value === 'number') return formatNumber(value, language);
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (depth > MAX_DEPTH) return html`<code>${JSON.stringify(value)}</code>`;
  if (Array.isArray(value)) return list(value, page, depth);
  return shownObject(value as Record<string, unknown>, page, depth);
}

function list(values: readonly unknown[], page: Page, depth: number): Part {
  if (values.length === 0) return page.words.none;
  if (values.length === 1) return shownValue(values[0], page, depth);
  return html`<ul class="plain">${values.map((value) => html`<li>${shownValue(value, page, depth + 1)}</li>`)}</ul>`;
}

function shownObject(value: Record<string, unknown>, page: Page, depth: number): Part {
  const { minor, currency, name, type } = value;
  if (Number.isSafeInteger(minor) && typeof currency === 'string' && /^[A-Z]{3}$/.test(currency)) {
    return formatMoney(minor as number, currency, page.language);
  }
  if (typeof name === 'string' && typeof type === 'string' && type.includes('/'))
    return html`${name} <small>${type}</small>`;
  return record(value, page, depth) ?? page.words.none;
}
