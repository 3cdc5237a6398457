/** What understanding would find, for the forms that this package's own tests use. */
import type { FoundData } from '../machine/run.ts';

/** Order numbers `CMD-2026-00123`, and euros with cents. */
export function dataInText(text: string): FoundData {
  const money = [...text.matchAll(/(\d+),(\d\d) €/g)].map(([, whole, cents]) => ({
    minor: Number(`${whole}${cents}`),
    currency: 'EUR',
  }));
  return { 'order-number': text.match(/CMD-\d{4}-\d{5}/g) ?? [], money };
}
