/** Delays as people write them: `30 min`, `4 h`, `1 h 30`, `2 j`. Pure. */
import type { Language } from '../api/types.ts';

const HOUR_MIN = 60;
const DAY_MIN = 24 * HOUR_MIN;
const WRITTEN =
  /^(?:(\d+(?:[.,]\d+)?) *(?:jours?|days?|j|d) *)?(?:(\d+(?:[.,]\d+)?) *(?:heures?|hours?|h) *)?(?:(\d+) *(?:minutes?|min|mn|m)?)?$/;
/** A year: what is longer is a slip of the hand. */
const MAX_MIN = 366 * DAY_MIN;

/** Minutes, whole and at least one; undefined for what is no delay. A bare figure counts minutes. */
export function parseDelay(written: string): number | undefined {
  const found = WRITTEN.exec(written.toLowerCase().replaceAll(/\s+/g, ' ').trim());
  if (!found) return undefined;
  const [, days, hours, minutes] = found;
  const total = countOf(days) * DAY_MIN + countOf(hours) * HOUR_MIN + countOf(minutes);
  const whole = Math.round(total);
  return whole >= 1 && whole <= MAX_MIN ? whole : undefined;
}

/** The shortest writing of a delay, in days, hours and minutes; a no-break space before each unit. */
export function formatDelay(minutes: number, language: Language): string {
  const days = Math.floor(minutes / DAY_MIN);
  const hours = Math.floor((minutes % DAY_MIN) / HOUR_MIN);
  const rest = minutes % HOUR_MIN;
  const parts = [
    days > 0 && `${days}\u00a0${language === 'fr' ? 'j' : 'd'}`,
    hours > 0 && `${hours}\u00a0h`,
    rest > 0 && `${rest}\u00a0min`,
  ];
  return parts.filter(Boolean).join('\u00a0');
}

function countOf(written: string | undefined): number {
  return written === undefined ? 0 : Number(written.replace(',', '.'));
}
