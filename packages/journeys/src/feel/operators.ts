/** Comparison and arithmetic between values of known kinds; whatever is not clearly meant is undecided. */
import { say } from '../bilingual.ts';
import { add, compareRational, divide, multiply, type Rational, rational, subtract } from './rational.ts';
import { isIsoDate, kindName, Undecided, type Value } from './values.ts';

/** `=`, `!=`, `<`, `<=`, `>`, `>=`. */
export type CompareOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** `+`, `-`, `*`, `/`. */
export type ArithmeticOperator = '+' | '-' | '*' | '/';

/** Whether `a op b` holds. @throws Undecided unless both are of one kind (and one currency) that has that order. */
export function compare(op: CompareOperator, a: Value, b: Value): boolean {
  if (op === '=') return order(a, b, false) === 0;
  if (op === '!=') return order(a, b, false) !== 0;
  const way = order(a, b, true);
  if (op === '<') return way < 0;
  if (op === '<=') return way <= 0;
  return op === '>' ? way > 0 : way >= 0;
}

/** Sign of `a` against `b`; without `ranked`, only 0 or not matters. */
function order(a: Value, b: Value, ranked: boolean): number {
  if (a.kind === 'number' && b.kind === 'number') return compareRational(a.value, b.value);
  if (a.kind === 'money' && b.kind === 'money' && a.currency === b.currency) {
    return a.minor === b.minor ? 0 : a.minor < b.minor ? -1 : 1;
  }
  // Data hold dates as texts: two of them have an order when both are written as dates.
  if (a.kind === 'date' || b.kind === 'date' || (ranked && a.kind === 'text' && b.kind === 'text')) {
    return orderDates(a, b);
  }
  if (!ranked && a.kind === 'text' && b.kind === 'text') return a.value.normalize() === b.value.normalize() ? 0 : 1;
  if (!ranked && a.kind === 'flag' && b.kind === 'flag') return a.value === b.value ? 0 : 1;
  throw mismatch(a, b);
}

/** Dates compare by calendar day; a text counts when it is written as one. */
function orderDates(a: Value, b: Value): number {
  const [left, right] = [dayOf(a), dayOf(b)];
  if (left === undefined || right === undefined) throw mismatch(a, b);
  return left === right ? 0 : left < right ? -1 : 1;
}

function dayOf(value: Value): string | undefined {
  if (value.kind === 'date') return value.value;
  return value.kind === 'text' && isIsoDate(value.value) ? value.value : undefined;
}

function mismatch(a: Value, b: Value): Undecided {
  const [left, right] = [kindName(a), kindName(b)];
  return new Undecided(
    say(
      `on ne peut pas comparer ou calculer ${left.fr} avec ${right.fr}`,
      `cannot compare or compute ${left.en} with ${right.en}`,
    ),
  );
}

/**
 * `a op b`. Texts are put together by `+`. Money adds to money of the same currency and is multiplied or divided by numbers; money ÷ money is a number.
 * @throws Undecided on other kinds, other currencies, a division by zero, or a result that is no whole minor unit.
 */
export function compute(op: ArithmeticOperator, a: Value, b: Value): Value {
  if (a.kind === 'number' && b.kind === 'number') return { kind: 'number', value: apply(op, a.value, b.value) };
  if (op === '+' && a.kind === 'text' && b.kind === 'text') return { kind: 'text', value: a.value + b.value };
  if (a.kind === 'money' && b.kind === 'money' && a.currency === b.currency && op !== '*') {
    const result = apply(op, rational(a.minor), rational(b.minor));
    return op === '/' ? { kind: 'number', value: result } : moneyOf(result, a.currency);
  }
  if (a.kind === 'money' && b.kind === 'number' && (op === '*' || op === '/')) {
    return moneyOf(apply(op, rational(a.minor), b.value), a.currency);
  }
  if (a.kind === 'number' && b.kind === 'money' && op === '*') {
    return moneyOf(apply(op, a.value, rational(b.minor)), b.currency);
  }
  throw mismatch(a, b);
}

function apply(op: ArithmeticOperator, a: Rational, b: Rational): Rational {
  if (op === '+') return add(a, b);
  if (op === '-') return subtract(a, b);
  if (op === '*') return multiply(a, b);
  if (b.n === 0n) throw new Undecided(say('une division par zéro', 'a division by zero'));
  return divide(a, b);
}

/** `minorUnits` of `currency`. @throws Undecided when that is a fraction of the smallest unit. */
export function moneyOf(minorUnits: Rational, currency: string): Value {
  if (minorUnits.d !== 1n) {
    throw new Undecided(say('un montant ne tombe pas juste au centime', 'an amount is not a whole number of cents'));
  }
  return { kind: 'money', minor: minorUnits.n, currency };
}
