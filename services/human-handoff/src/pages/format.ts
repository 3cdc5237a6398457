/** Instants, ages, sizes, shares and amounts in the reader's language; Paris time, which is where the advisors are. */
import type { PageLanguage } from './language.ts';

const LOCALES: Readonly<Record<PageLanguage, string>> = { fr: 'fr-FR', en: 'en-GB' };
const TIME_ZONE = 'Europe/Paris';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** An ISO instant as date and time; anything else as it is. */
export function formatInstant(iso: string, language: PageLanguage): string {
  return formatDate(iso, language, { dateStyle: 'medium', timeStyle: 'short', timeZone: TIME_ZONE });
}

/** A day (`2026-11-22`) in words; anything else as it is. */
export function formatDay(day: string, language: PageLanguage): string {
  return formatDate(day, language, { dateStyle: 'medium', timeZone: 'UTC' });
}

/** True for `2026-11-22`. */
export function isDay(text: string): boolean {
  return DAY.test(text);
}

function formatDate(iso: string, language: PageLanguage, options: Intl.DateTimeFormatOptions): string {
  const ms = Date.parse(iso);
  return Number.isNaN(ms) ? iso : new Intl.DateTimeFormat(LOCALES[language], options).format(ms);
}

/** How long ago: `il y a 5 min`; past a week, the day. */
export function formatAge(iso: string, nowMs: number, language: PageLanguage): string {
  const ageMs = Math.max(0, nowMs - Date.parse(iso));
  if (Number.isNaN(ageMs)) return '';
  if (ageMs >= 7 * DAY_MS) return formatDate(iso, language, { dateStyle: 'medium', timeZone: TIME_ZONE });
  const relative = new Intl.RelativeTimeFormat(LOCALES[language], { numeric: 'auto', style: 'short' });
  if (ageMs < MINUTE_MS) return relative.format(0, 'second');
  if (ageMs < HOUR_MS) return relative.format(-Math.floor(ageMs / MINUTE_MS), 'minute');
  if (ageMs < DAY_MS) return relative.format(-Math.floor(ageMs / HOUR_MS), 'hour');
  return relative.format(-Math.floor(ageMs / DAY_MS), 'day');
}

/** A share (0..1) as a percentage without decimals. */
export function formatShare(share: number, language: PageLanguage): string {
  return new Intl.NumberFormat(LOCALES[language], { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

/** A plain number. */
export function formatNumber(value: number, language: PageLanguage): string {
  return new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 6 }).format(value);
}

/** A file's size, in kilobytes (1 000 bytes) or more. */
export function formatBytes(bytes: number, language: PageLanguage): string {
  const [value, unit] = bytes < 1_000_000 ? [Math.ceil(bytes / 1_000), 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
  const options = { style: 'unit', unit, maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(LOCALES[language], options).format(value);
}

/** An amount in integer minor units of `currency` (ISO 4217). */
export function formatMoney(minor: number, currency: string, language: PageLanguage): string {
  const format = new Intl.NumberFormat(LOCALES[language], { style: 'currency', currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
