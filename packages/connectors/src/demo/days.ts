/** Days as `YYYY-MM-DD`, in UTC, and how they are counted. */

const DAY_MS = 86_400_000;

/** The day on which the instant `ms` falls. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

export function addDays(day: string, days: number): string {
  return dayOf(Date.parse(day) + days * DAY_MS);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** True for a day that the calendar has. */
export function isDay(text: unknown): text is string {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && dayOf(ms) === text;
}

/** `-3d` is three days before `base`; a day stays as it is. */
export function resolveDay(text: string, base: string): string {
  return text.endsWith('d') ? addDays(base, Number.parseInt(text, 10)) : text;
}
