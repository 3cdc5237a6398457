/** Rules that stand in each other's way: told where they are written, so that nobody wonders which one acted. Pure. */
import type { Rule } from './items.ts';
import { holdsWhenever } from './match-rules.ts';

/** Two rules by id. `includes`: the conditions of `one` hold whenever those of `other` do; `contradicts`: besides, they want different things. */
export interface Overlap {
  readonly one: string;
  readonly other: string;
  readonly why: 'same' | 'includes' | 'contradicts';
}

/** Of rules that are on; each pair once. */
export function overlapsOf(rules: readonly Rule[]): Overlap[] {
  const on = rules.filter(({ isOn }) => isOn);
  return on.flatMap((rule, index) => on.slice(index + 1).flatMap((other) => overlapOf(rule, other) ?? []));
}

function overlapOf(a: Rule, b: Rule): Overlap | undefined {
  const isWide = holdsWhenever(a.when, b.when);
  const isNarrow = holdsWhenever(b.when, a.when);
  if (!isWide && !isNarrow) return undefined;
  const [one, other] = isWide ? [a.id, b.id] : [b.id, a.id];
  if (wantDifferent(a, b)) return { one, other, why: 'contradicts' };
  return { one, other, why: isWide && isNarrow ? 'same' : 'includes' };
}

function wantDifferent({ then: a }: Rule, { then: b }: Rule): boolean {
  return (['assign', 'priority'] as const).some(
    (name) => a[name] !== undefined && b[name] !== undefined && a[name] !== b[name],
  );
}
