/** Instants, ages, sizes, shares and amounts in the reader's language and zone. Pure: the present is given. */
import type { Json, Language } from '../api/types.ts';

const LOCALES: Readonly<Record<Language, string>> = { fr: 'fr-FR', en: 'en-GB' };
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Formatters are slow to make and kept. */
const kept = new Map<string, unknown>();
function keep<Format>(name: string, make: () => Format): Format {
  const found = kept.get(name) as Format | undefined;
  if (found !== undefined) return found;
  const made = make();
  kept.set(name, made);
  return made;
}

function dates(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return keep(`${language}${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(LOCALES[language], options));
}

/** Date and time in full, in the given zone (default: the reader's); anything else as it is. */
export function formatInstant(iso: string, language: Language, timeZone?: string): string {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) return iso;
  return dates(language, { dateStyle: 'full', timeStyle: 'short', ...(timeZone && { timeZone }) }).format(ms);
}

/** A day (`2026-11-22`) in words; anything else as it is. */
export function formatDay(day: string, language: Language): string {
  const ms = Date.parse(day);
  return Number.isNaN(ms) ? day : dates(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(ms);
}

/** The day of an instant, in the given zone (default: the reader's); with its year where it is not the present one. */
export function formatDate(iso: string, nowMs: number, language: Language, timeZone?: string): string {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) return iso;
  const zone = timeZone === undefined ? {} : { timeZone };
  const yearOf = (instant: number): string => dates(language, { year: 'numeric', ...zone }).format(instant);
  const year = yearOf(ms) === yearOf(nowMs) ? {} : ({ year: 'numeric' } as const);
  return dates(language, { day: 'numeric', month: 'long', ...year, ...zone }).format(ms);
}

/** Near instants as `il y a 5 min` or `dans 2 h`; past a week, the date. */
export function formatAge(iso: string, nowMs: number, language: Language, timeZone?: string): string {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) return iso;
  const ahead = ms - nowMs;
  const away = Math.abs(ahead);
  if (away >= 7 * DAY_MS) return dates(language, { dateStyle: 'medium', ...(timeZone && { timeZone }) }).format(ms);
  const sign = ahead < 0 ? -1 : 1;
  const relative = keep(
    `${language}-relative`,
    () => new Intl.RelativeTimeFormat(LOCALES[language], { numeric: 'auto', style: 'short' }),
  );
  if (away < MINUTE_MS) return relative.format(0, 'second');
  if (away < HOUR_MS) return relative.format(sign * Math.floor(away / MINUTE_MS), 'minute');
  if (away < DAY_MS) return relative.format(sign * Math.floor(away / HOUR_MS), 'hour');
  return relative.format(sign * Math.floor(away / DAY_MS), 'day');
}

/** How soon something is due. */
export type Urgency = 'overdue' | 'soon' | 'later';

/** `soon` is within the hour. */
export function urgencyOf(dueAt: string, nowMs: number): Urgency {
  const ahead = Date.parse(dueAt) - nowMs;
  if (ahead < 0) return 'overdue';
  return ahead < HOUR_MS ? 'soon' : 'later';
}

/** A share (0..1) in percent, without decimals; a dash for one of nothing. */
export function formatShare(share: number | undefined, language: Language): string {
  if (share === undefined) return '–';
  const options = { style: 'percent', maximumFractionDigits: 0 } as const;
  return keep(`${language}-share`, () => new Intl.NumberFormat(LOCALES[language], options)).format(share);
}

/** A plain number. */
export function formatNumber(value: number, language: Language): string {
  const make = (): Intl.NumberFormat => new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 6 });
  return keep(`${language}-number`, make).format(value);
}

/** A file's size in kilobytes (1 000 bytes) or more. */
export function formatBytes(bytes: number, language: Language): string {
  const [value, unit] = bytes < 1_000_000 ? [Math.ceil(bytes / 1_000), 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
  const options = { style: 'unit', unit, maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(LOCALES[language], options).format(value);
}

/** An amount in integer minor units of a currency (ISO 4217). */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

/** The amount in the reader's language. */
export function formatMoney({ minor, currency }: Money, language: Language): string {
  const format = new Intl.NumberFormat(LOCALES[language], { style: 'currency', currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** The amount that a value is; undefined when it is none. */
export function moneyIn(value: Json | undefined): Money | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const { minor, currency } = value;
  if (typeof minor !== 'number' || !Number.isSafeInteger(minor)) return undefined;
  return typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) ? { minor, currency } : undefined;
}

/** An author's name (`demande-numero-commande`) as words: the first letter large, hyphens as spaces. */
export function inWords(name: string): string {
  const spaced = name.replaceAll(/[-_]/g, ' ').replaceAll(/([a-z])([A-Z])/g, '$1 $2');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
