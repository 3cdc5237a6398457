/** Which amount a decision is about, and whether to ask twice. Pure. */
import type { Json, OptionAct, Review } from '../api/types.ts';
import { type Money, moneyIn } from '../format/format.ts';

/** From this amount on (minor units) a decision that may move money is asked twice. */
export const ASK_TWICE_FROM_MINOR = 10_000;

/** Options that leave money and goods where they are. Whole names alone: « annuler » may well mean a refund. */
const HARMLESS = /^(refus|refuser|reject|decline|deny|demander|ask|attendre|wait|verifier|verify)$/i;

/** The greatest amount that the advisor is shown, or that was corrected; undefined when there is none. */
export function amountAtStake(
  { show, edit = [] }: Pick<Review, 'show' | 'edit'>,
  corrected: Readonly<Record<string, Json>> = {},
): Money | undefined {
  const values = [...show.map(({ value }) => value), ...edit.map(({ name, value }) => corrected[name] ?? value)];
  return values
    .flatMap(amountsIn)
    .reduce<Money | undefined>((most, money) => (most && most.minor >= money.minor ? most : money), undefined);
}

/** Amounts of a value and of the record that it is, no deeper: a line inside an order is no decision. */
function amountsIn(value: Json): readonly Money[] {
  const money = moneyIn(value);
  if (money) return [money];
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
  return Object.values(value).flatMap((inner) => moneyIn(inner) ?? []);
}

type Acts = Review['acts'];

/** The most that may follow from `option`; undefined: the review does not say it of any. One that it says nothing of may move anything. */
export function actOf(option: string, acts: Acts): OptionAct | undefined {
  if (acts === undefined) return undefined;
  return (Object.hasOwn(acts, option) ? acts[option] : undefined) ?? 'money';
}

/**
 * True when `option` may move an amount from the limit on, or one that is not shown. Where the review does not say what its options
 * move, what is not known to be harmless is taken for serious.
 */
export function mustAskTwice(
  option: string,
  { amount, acts }: { readonly amount: Money | undefined; readonly acts: Acts },
  limitMinor = ASK_TWICE_FROM_MINOR,
): boolean {
  const isLarge = amount !== undefined && amount.minor >= limitMinor;
  const act = actOf(option, acts);
  if (act === undefined) return isLarge && !HARMLESS.test(option);
  return act === 'money' && (amount === undefined || isLarge);
}
