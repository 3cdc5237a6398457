import { describe, expect, it } from '@jest/globals';
import { type AmountClause, amountText, isAmountFilled, NO_AMOUNT, readAmount } from './rule-amount.ts';

const of = (minor: number, currency = 'EUR'): AmountClause => ({ atLeast: { minor, currency } });

describe('the amount of a rule', () => {
  it.each([
    { typed: '150', before: NO_AMOUNT, expected: of(15_000) },
    { typed: ' 1 500,50 € ', before: NO_AMOUNT, expected: of(150_050) },
    { typed: '1500.5', before: of(1), expected: of(150_050) },
    { typed: '200', before: of(1, 'CHF'), expected: of(20_000, 'CHF') },
    { typed: '', before: of(15_000), expected: of(0) },
    { typed: 'cent', before: of(15_000), expected: of(0) },
    { typed: '-5', before: of(15_000, 'CHF'), expected: of(0, 'CHF') },
  ])('typed as “$typed” is $expected.atLeast.minor in $expected.atLeast.currency', ({ typed, before, expected }) => {
    expect(readAmount(typed, before)).toEqual(expected);
  });

  it('is written as it may be typed', () => {
    expect(amountText(of(150_050))).toBe('1500,50');
    expect(readAmount(amountText(of(150_050)), NO_AMOUNT)).toEqual(of(150_050));
    expect(amountText(NO_AMOUNT)).toBe('');
  });

  it('of nothing is not filled in', () => {
    expect([of(1), of(0), of(-1)].map(isAmountFilled)).toEqual([true, false, false]);
  });
});
