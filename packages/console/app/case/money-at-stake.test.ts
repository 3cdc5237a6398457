import { describe, expect, it } from '@jest/globals';
import type { Json } from '../api/types.ts';
import { amountAtStake, mustAskTwice } from './money-at-stake.ts';

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const shown = (...values: Json[]) => ({ show: values.map((value, nth) => ({ name: `v${nth}`, value })) });

describe('the amount at stake', () => {
  it.each([
    { name: 'is the one shown', review: shown(eur(500)), expected: 500 },
    { name: 'is the greatest of a record', review: shown({ total: eur(900), shipping: eur(100) }), expected: 900 },
    { name: 'is none without amounts', review: shown('CMD-1', 12, null), expected: undefined },
    { name: 'is not looked for in lists', review: shown([eur(700)]), expected: undefined },
  ])('$name', ({ review, expected }) => {
    expect(amountAtStake(review)?.minor).toBe(expected);
  });

  it('follows a correction', () => {
    const review = { show: [], edit: [{ name: 'montant', type: 'money', value: eur(500) }] };
    expect(amountAtStake(review, { montant: eur(20_000) })?.minor).toBe(20_000);
  });
});

describe('asking twice', () => {
  it.each([
    { name: 'at the limit', option: 'accepter', amount: eur(10_000), expected: true },
    { name: 'below the limit', option: 'accepter', amount: eur(9_999), expected: false },
    { name: 'for a refusal', option: 'refuser', amount: eur(50_000), expected: false },
    { name: 'for a name nobody knows', option: 'option-b', amount: eur(50_000), expected: true },
    {
      name: 'for a name that only begins like a refusal',
      option: 'refuser-et-rembourser',
      amount: eur(50_000),
      expected: true,
    },
    { name: 'for a cancellation', option: 'annuler', amount: eur(50_000), expected: true },
    { name: 'without an amount', option: 'accepter', amount: undefined, expected: false },
  ])('$name: $expected', ({ option, amount, expected }) => {
    expect(mustAskTwice(option, amount)).toBe(expected);
  });
});
