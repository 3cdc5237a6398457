/** Instants, ages, sizes, shares and amounts in the reader's language; Paris time, which is where the advisors are. */
import type { PageLanguage } from './language.ts';

const LOCALES: Readonly<Record<PageLanguage, string>> = { fr: 'fr-FR', en: 'en-GB' };
const TIME_ZONE = 'Europe/Paris';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** One formatter per language: making one takes longer than using it a hundred times. */
function perLanguage<Format>(make: (locale: string) => Format): Readonly<Record<PageLanguage, Format>> {
  return { fr: make(LOCALES.fr), en: make(LOCALES.en) };
}

const INSTANTS = perLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: TIME_ZONE }),
);
const DATES = perLanguage((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: TIME_ZONE }));
const DAYS = perLanguage((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }));
const AGES = perLanguage((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' }));
const SHARES = perLanguage((locale) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }));
const NUMBERS = perLanguage((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }));

/** An ISO instant as date and time; anything else as it is. */
export function formatInstant(iso: string, language: PageLanguage): string {
  return formatDate(iso, INSTANTS[language]);
}

/** A day (`2026-11-22`) in words; anything else as it is. */
export function formatDay(day: string, language: PageLanguage): string {
  return formatDate(day, DAYS[language]);
}

/** True for `2026-11-22`. */
export function isDay(text: string): boolean {
  return DAY.test(text);
}

function formatDate(iso: string, format: Intl.DateTimeFormat): string {
  const ms = Date.parse(iso);
  return Number.isNaN(ms) ? iso : format.format(ms);
}

/** How long ago: `il y a 5 min`; past a week, the day. */
export function formatAge(iso: string, nowMs: number, language: PageLanguage): string {
  const ageMs = Math.max(0, nowMs - Date.parse(iso));
  if (Number.isNaN(ageMs)) return '';
  if (ageMs >= 7 * DAY_MS) return formatDate(iso, DATES[language]);
  const relative = AGES[language];
  if (ageMs < MINUTE_MS) return relative.format(0, 'second');
  if (ageMs < HOUR_MS) return relative.format(-Math.floor(ageMs / MINUTE_MS), 'minute');
  if (ageMs < DAY_MS) return relative.format(-Math.floor(ageMs / HOUR_MS), 'hour');
  return relative.format(-Math.floor(ageMs / DAY_MS), 'day');
}

/** A share (0..1) as a percentage without decimals. */
export function formatShare(share: number, language: PageLanguage): string {
  return SHARES[language].format(share);
}

/** A plain number. */
export function formatNumber(value: number, language: PageLanguage): string {
  return NUMBERS[language].format(value);
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
