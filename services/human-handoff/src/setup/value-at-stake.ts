/** How much money a review is about: the greatest amount that it shows, holds, or lets advisors edit. Pure. */
import type { reviewRequested } from '@facteur/contracts';

/** Integer minor units of a currency (ISO 4217). */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

/** Currency → the greatest amount in it, in minor units. Currencies are never compared with each other. */
export type Amounts = Readonly<Record<string, number>>;

type Review = Pick<Parameters<typeof reviewRequested.about>[1], 'show' | 'data' | 'edit'>;

/**
 * What is shown counts with its parts, since an order is shown as a whole and its total is one of them. Of what was merely gathered a
 * part may be anything, such as a customer's balance: there only values that are themselves amounts count.
 */
export function greatestAmounts({ show, data, edit = [] }: Review): Amounts {
  const held: readonly unknown[] = [...Object.values(data), ...edit.map(({ value }) => value)];
  const shown = show.flatMap(({ value }) => amountsIn(value));
  const greatest = new Map<string, number>();
  for (const { minor, currency } of [...held.filter(isMoney), ...shown])
    greatest.set(currency, Math.max(minor, greatest.get(currency) ?? minor));
  return Object.fromEntries(greatest);
}

function amountsIn(value: unknown): readonly Money[] {
  if (isMoney(value)) return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(amountsIn) : [];
}

/** True for an exact amount and nothing else, as journeys believe it. */
function isMoney(value: unknown): value is Money {
  if (value === null || typeof value !== 'object' || !('minor' in value) || !('currency' in value)) return false;
  const { minor, currency } = value;
  return Number.isSafeInteger(minor) && typeof currency === 'string' && /^[A-Z]{3}$/.test(currency);
}
