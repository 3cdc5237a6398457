/** Conditions and consequences while they are being written: kept in the order in which they were added. Pure. */
import { valuesOf } from './rule-facts.ts';

/** By name of condition or consequence; an empty value is still to be filled in. */
export type Clauses = Readonly<Record<string, string | readonly string[]>>;

/** Those that hold several values. */
const SEVERAL: ReadonlySet<string> = new Set(['words', 'tags']);

export function emptyValue(field: string): string | readonly string[] {
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

/** The names of those that are filled in, with their values. */
export function filledClauses(clauses: Clauses): readonly (readonly [field: string, values: readonly string[]])[] {
  return Object.entries(clauses)
    .map(([field, value]) => [field, valuesOf(value).filter((one) => one.trim() !== '')] as const)
    .filter(([, values]) => values.length > 0);
}
