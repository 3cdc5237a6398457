/** The functions that rules may call: few, exact, without a clock. */
import { say } from '../bilingual.ts';
import { moneyOf } from './operators.ts';
import { multiply, rational } from './rational.ts';
import { kindName, Undecided, type Value } from './values.ts';

type RuleFunction = (...args: readonly Value[]) => Value;

const DIGITS = new Map<string, number>();

/** Digits after the decimal sign for a currency (ISO 4217, as the runtime's locale data has them). */
export function minorDigits(currency: string): number {
  const known = DIGITS.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  DIGITS.set(currency, digits);
  return digits;
}

function money(amount: Value | undefined, currency: string): Value {
  if (amount?.kind !== 'number') throw wrongKind('eur', amount);
  return moneyOf(multiply(amount.value, rational(10n ** BigInt(minorDigits(currency)))), currency);
}

function textOf(name: string, value: Value | undefined): string {
  if (value?.kind !== 'text') throw wrongKind(name, value);
  return value.value;
}

function wrongKind(name: string, value: Value | undefined): Undecided {
  const found = value === undefined ? say('rien', 'nothing') : kindName(value);
  return new Undecided(say(`${name}() ne sait rien faire avec ${found.fr}`, `${name}() cannot work with ${found.en}`));
}

/** Name → how many arguments it takes and what it does. `is defined` is built into the compiler. */
export const RULE_FUNCTIONS: ReadonlyMap<string, { readonly arity: number; readonly run: RuleFunction }> = new Map([
  ['eur', { arity: 1, run: (amount) => money(amount, 'EUR') }],
  ['money', { arity: 2, run: (amount, currency) => money(amount, currencyOf(currency)) }],
  ['not', { arity: 1, run: negate }],
  ['count', { arity: 1, run: count }],
  ['contains', { arity: 2, run: (a, b) => flag(textOf('contains', a).includes(textOf('contains', b))) }],
  ['starts with', { arity: 2, run: (a, b) => flag(textOf('starts with', a).startsWith(textOf('starts with', b))) }],
] satisfies [string, { arity: number; run: RuleFunction }][]);

function currencyOf(value: Value | undefined): string {
  const currency = textOf('money', value);
  if (!/^[A-Z]{3}$/.test(currency)) throw wrongKind('money', value);
  return currency;
}

function negate(value: Value | undefined): Value {
  if (value?.kind !== 'flag') throw wrongKind('not', value);
  return flag(!value.value);
}

function count(value: Value | undefined): Value {
  if (value?.kind !== 'list') throw wrongKind('count', value);
  return { kind: 'number', value: rational(BigInt(value.items.length)) };
}

/** A yes/no value. */
export function flag(value: boolean): Value {
  return { kind: 'flag', value };
}
