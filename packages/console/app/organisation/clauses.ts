/** Conditions and consequences while they are being written: kept in the order in which they were added. Pure. */
import { type AmountClause, NO_AMOUNT } from './rule-amount.ts';
import { type ClauseValue, filledValue } from './rule-facts.ts';

/** By name of condition or consequence; an empty value is still to be filled in. */
export type Clauses = Readonly<Record<string, ClauseValue>>;

/** Those that hold several values. */
const SEVERAL: ReadonlySet<string> = new Set(['words', 'tags']);

export function emptyValue(field: string): ClauseValue {
  if (field === 'amount') return NO_AMOUNT;
  return SEVERAL.has(field) ? [] : '';
}

/** With `to` in the place of `from`, still to be filled in. */
export function renamedClause(clauses: Clauses, from: string, to: string): Clauses {
  return Object.fromEntries(
    Object.entries(clauses).map(([field, value]) => (field === from ? [to, emptyValue(to)] : [field, value])),
  );
}

export function withoutClause(clauses: Clauses, field: string): Clauses {
  return Object.fromEntries(Object.entries(clauses).filter(([name]) => name !== field));
}

/** One that is filled in: its name and what it holds. */
export type FilledClause = readonly [field: string, value: readonly string[] | AmountClause];

/** Those that are filled in. */
export function filledClauses(clauses: Clauses): readonly FilledClause[] {
  return Object.entries(clauses).flatMap(([field, value]): FilledClause[] => {
    const filled = filledValue(value);
    return filled === undefined ? [] : [[field, filled]];
  });
}
