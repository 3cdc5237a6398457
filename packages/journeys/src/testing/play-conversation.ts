/** What understanding would find, for the forms that the tests of shipped journeys use; the command line runs them with production's finder. */
import type { FoundData } from '../machine/run.ts';

/** Order numbers `CMD-2026-00123`, booking numbers `TIL-20417`, euros with cents, and « du 8 au 10 janvier 2027 ». */
export function dataInText(text: string): FoundData {
  const money = [...text.matchAll(/(\d+),(\d\d) €/g)].map(([, whole, cents]) => ({
    minor: Number(`${whole}${cents}`),
    currency: 'EUR',
  }));
  const [, first, last, year] = /du (\d+) au (\d+) janvier (\d{4})/.exec(text) ?? [];
  const days = [first, last].flatMap((day) => (day === undefined ? [] : [`${year}-01-${day.padStart(2, '0')}`]));
  return {
    'order-number': text.match(/CMD-\d{4}-\d{5}/g) ?? [],
    'booking-number': text.match(/TIL-\d{5}/g) ?? [],
    money,
    date: days,
    period: days.length === 2 ? [{ from: days[0], to: days[1] }] : [],
  };
}
