import { describe, expect, it } from '@jest/globals';
import type { Json, OptionAct } from '../api/types.ts';
import { actOf, amountAtStake, mustAskTwice } from './money-at-stake.ts';

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

describe('asking twice where options say nothing of what they move', () => {
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
    expect(mustAskTwice(option, { amount, acts: undefined })).toBe(expected);
  });
});

describe('asking twice by what an option moves', () => {
  const acts: Record<string, OptionAct> = { refuser: 'money', accepter: 'nothing', renvoyer: 'goods' };
  it.each([
    { name: 'believes that money moves, whatever the name', option: 'refuser', amount: eur(10_000), expected: true },
    { name: 'not below the limit', option: 'refuser', amount: eur(9_999), expected: false },
    { name: 'when money may move and no amount is shown', option: 'refuser', amount: undefined, expected: true },
    { name: 'not when nothing moves', option: 'accepter', amount: eur(90_000), expected: false },
    { name: 'not when goods alone move', option: 'renvoyer', amount: eur(90_000), expected: false },
    { name: 'when nothing is said of this option', option: 'confier', amount: eur(10_000), expected: true },
    {
      name: 'when the option is called like a member of all objects',
      option: 'toString',
      amount: eur(10_000),
      expected: true,
    },
  ])('$name: $expected', ({ option, amount, expected }) => {
    expect(mustAskTwice(option, { amount, acts })).toBe(expected);
  });

  it('says nothing where the review says nothing', () => {
    expect(actOf('accepter', undefined)).toBeUndefined();
  });
});
