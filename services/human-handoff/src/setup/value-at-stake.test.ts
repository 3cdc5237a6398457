/** How much money a review is about. */
import { describe, expect, it } from '@jest/globals';
import { reviewData } from '../testing/sample-events.ts';
import { type Amounts, greatestAmounts } from './value-at-stake.ts';

const euros = (minor: number) => ({ minor, currency: 'EUR' });

describe('the value at stake', () => {
  it.each<{ name: string; review: Parameters<typeof reviewData>[1]; expected: Amounts }>([
    { name: 'is not known of a review without amounts', review: {}, expected: {} },
    { name: 'is shown', review: { show: [{ name: 'montant', value: euros(4_990) }] }, expected: { EUR: 4_990 } },
    {
      name: 'is the total of an order that is shown',
      review: { show: [{ name: 'order', value: { number: 'CMD-1', total: euros(25_000), lines: [euros(900)] } }] },
      expected: { EUR: 25_000 },
    },
    { name: 'was gathered', review: { data: { montant: euros(12_000) } }, expected: { EUR: 12_000 } },
    {
      name: 'may be edited',
      review: { edit: [{ name: 'geste', type: 'money', value: euros(3_000) }] },
      expected: { EUR: 3_000 },
    },
    {
      name: 'is no part of what was merely gathered',
      review: { data: { client: { balance: euros(900_000) }, montant: euros(1_000) } },
      expected: { EUR: 1_000 },
    },
    {
      name: 'is the greatest of each currency',
      review: {
        show: [{ name: 'montant', value: euros(4_990) }],
        data: { demande: euros(8_000), frais: { minor: 70_000, currency: 'CHF' } },
        edit: [{ name: 'geste', type: 'money', value: euros(2_000) }],
      },
      expected: { EUR: 8_000, CHF: 70_000 },
    },
    {
      name: 'is what is owed where nothing else is',
      review: { data: { solde: euros(-500) } },
      expected: { EUR: -500 },
    },
    {
      name: 'is an exact amount and nothing else',
      review: {
        show: [{ name: 'montant', value: null }],
        data: { a: 500, b: '500 EUR', c: { minor: 1.5, currency: 'EUR' }, d: { minor: 5, currency: 'euro' } },
        edit: [{ name: 'geste', type: 'money', value: null }],
      },
      expected: {},
    },
  ])('$name', ({ review, expected }) => {
    expect(greatestAmounts(reviewData('r', review))).toEqual(expected);
  });
});
