/** The least amount that a rule is about, as it is typed and kept. Pure. */
import type { RuleWhen } from '../api/setup-types.ts';
import { readTyped, textOf } from '../case/edit-value.ts';
import { type Money, moneyIn } from '../format/format.ts';

export type AmountClause = NonNullable<RuleWhen['amount']>;

/** Still to be filled in. */
export const NO_AMOUNT: AmountClause = { atLeast: { minor: 0, currency: 'EUR' } };

export function isAmount(value: string | readonly string[] | AmountClause): value is AmountClause {
  return typeof value === 'object' && 'atLeast' in value;
}

/** Nothing is at stake in every case: such an amount is none. */
export function isAmountFilled({ atLeast }: AmountClause): boolean {
  return atLeast.minor > 0;
}

/** What the field shows at first. */
export function amountText(clause: AmountClause): string {
  return isAmountFilled(clause) ? textOf({ ...clause.atLeast }) : '';
}

/** What was typed, in the currency of before; what cannot be read counts as not filled in, so that it is not saved. */
export function readAmount(typed: string, { atLeast: before }: AmountClause): AmountClause {
  const value = readTyped({ name: 'amount', type: 'money', value: { ...before } }, typed);
  return { atLeast: moneyIn(value) ?? { ...before, minor: 0 } };
}

/** The sign of a currency that has one in every language, or its code. */
export function currencySign({ currency }: Money): string {
  return currency === 'EUR' ? '€' : currency;
}
