/** Order as numbers that grow. Pure. */
import type { Finding } from './facts.ts';

/** Message-ID → its place among its sender's mails, from 0. */
export type MailPlaces = ReadonlyMap<string, number>;

/** True when none is less than the one before. */
export function isGrowing(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || (numbers[index - 1] ?? number) <= number);
}

export function outOfOrder(about: string, what: string, numbers: readonly number[]): Finding {
  return { kind: 'out-of-order', about, detail: `${what}: ${numbers.join(', ')}` };
}
