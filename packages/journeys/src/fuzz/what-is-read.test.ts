import { expect, it } from '@jest/globals';
import { JOURNEY_TEXT, journeyOf } from '../testing/journey-text.ts';
import { makeOutput } from './make-values.ts';
import { choicesOf } from './random.ts';
import { literalsIn, whatIsRead } from './what-is-read.ts';

it.each([
  {
    clause: 'order.total <= eur(150)',
    literals: [15_000, 14_999, 15_001].map((minor) => ({ minor, currency: 'EUR' })),
  },
  { clause: 'total > money(10, "JPY")', literals: [10, 9, 11].map((minor) => ({ minor, currency: 'JPY' })) },
  { clause: 'order.status in ("shipped", "lost")', literals: ['shipped', 'lost'] },
  { clause: 'order.on < date("2026-11-16")', literals: ['2026-11-16'] },
  { clause: 'stock.available > 2 and ligne2.b', literals: [2, 1, 3] },
  { clause: 'order.note = "le 12"', literals: ['le 12'] },
])('"$clause" compares with $literals', ({ clause, literals }) => {
  expect(literalsIn(clause)).toEqual(literals);
});

it('knows what rules, inputs and templates read of an answer', () => {
  const reads = whatIsRead(journeyOf(), ['order', 'refund']);
  expect([...reads.keys()].sort()).toEqual(['order.number', 'order.total', 'refund.amount']);
  expect(reads.get('order.total')?.values).toContainEqual({ minor: 15_001, currency: 'EUR' });
  expect(reads.get('refund.amount')?.kind).toBe('money');
});

it('takes a rule that is a name alone for a yes or no, and a filter for the kind that it shows', () => {
  const text = JOURNEY_TEXT.replace('order.total <= eur(150)', 'not(order.refunded) and order.quantity > order.left');
  const reads = whatIsRead(journeyOf(text), ['order']);
  expect(reads.get('order.refunded')?.kind).toBe('boolean');
  expect(reads.get('order.quantity')?.kind).toBe('number');
});

it('makes answers that rules can use, and some that they cannot', () => {
  const reads = [...whatIsRead(journeyOf(), ['order']).values()];
  const choices = choicesOf(1);
  const totals = Array.from({ length: 200 }, () => makeOutput(reads, undefined, choices)).map((output) =>
    JSON.stringify(Object(output).total),
  );
  expect(totals.filter((total) => total === '{"minor":15000,"currency":"EUR"}').length).toBeGreaterThan(20);
  expect(totals).toContain(undefined);
});
