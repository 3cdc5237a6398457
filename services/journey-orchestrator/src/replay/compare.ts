/** What a draft would have changed on past cases. Pure. */
import type { Played } from './play-past.ts';

/** What is different in one case. */
export type Difference =
  | 'now-automatic'
  | 'now-reviewed'
  | 'other-replies'
  | 'other-effects'
  | 'other-review'
  | 'other-outcome'
  | 'unknown';

/** One case under both versions. */
export interface ComparedCase {
  readonly number: string;
  readonly subject: string;
  readonly before: Played;
  readonly after: Played;
  /** Empty: the draft changes nothing here. */
  readonly differences: readonly Difference[];
}

export function compareCase(number: string, subject: string, before: Played, after: Played): ComparedCase {
  return { number, subject, before, after, differences: differencesOf(before, after) };
}

function differencesOf(before: Played, after: Played): Difference[] {
  if (before.unknown !== undefined || after.unknown !== undefined) {
    return before.unknown === after.unknown && same(before, after) ? [] : ['unknown'];
  }
  const found: Difference[] = [];
  if (isAutomatic(after) && !isAutomatic(before)) found.push('now-automatic');
  if (!isAutomatic(after) && isAutomatic(before)) found.push('now-reviewed');
  if (differs(before.replies, after.replies, ({ text }) => text)) found.push('other-replies');
  if (differs(before.effects, after.effects, (effect) => JSON.stringify(effect))) found.push('other-effects');
  const asked = ({ queue, step, reasons }: Played['reviews'][number]) => `${queue} ${step} ${reasons.join()}`;
  if (
    !found.includes('now-automatic') &&
    !found.includes('now-reviewed') &&
    differs(before.reviews, after.reviews, asked)
  )
    found.push('other-review');
  if (before.outcome !== after.outcome || before.status !== after.status) found.push('other-outcome');
  return found;
}

function same(before: Played, after: Played): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

/** Handled without any advisor. */
export function isAutomatic({ reviews, status }: Played): boolean {
  return reviews.length === 0 && status !== 'waiting-advisor';
}

function differs<T>(before: readonly T[], after: readonly T[], key: (one: T) => string): boolean {
  return before.map(key).join('\u0000') !== after.map(key).join('\u0000');
}

/** Totals of one version over all cases. */
export interface Totals {
  readonly cases: number;
  readonly automatic: number;
  readonly reviews: number;
  /** Mean a day with any case. */
  readonly reviewsPerDay: number;
  readonly replies: number;
  /** Money moved, in minor units, by currency. */
  readonly moved: Readonly<Record<string, number>>;
}

export function totalsOf(played: readonly Played[], days: number): Totals {
  const moved: Record<string, number> = {};
  for (const { effects } of played)
    for (const { input } of effects)
      for (const value of Object.values(input)) {
        if (!isMoney(value)) continue;
        moved[value.currency] = (moved[value.currency] ?? 0) + value.minor;
      }
  const reviews = played.reduce((sum, one) => sum + one.reviews.length, 0);
  return {
    cases: played.length,
    automatic: played.filter(isAutomatic).length,
    reviews,
    reviewsPerDay: Math.round((10 * reviews) / Math.max(1, days)) / 10,
    replies: played.reduce((sum, one) => sum + one.replies.length, 0),
    moved,
  };
}

function isMoney(value: unknown): value is { minor: number; currency: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { minor?: unknown }).minor === 'number' &&
    typeof (value as { currency?: unknown }).currency === 'string'
  );
}
