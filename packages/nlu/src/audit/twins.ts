/** Two intents whose examples are mostly the same texts: no model can tell them apart. */
import { grouped } from './grouped.ts';

/** Two labels, the smaller first; `shared` groups of texts are under both. */
export interface Twins {
  readonly one: number;
  readonly other: number;
  readonly shared: number;
}

/** One text under two intents is a slip; more, and half of what the smaller intent has, is no slip. */
const LEAST_SHARED = 2;
const LEAST_SHARE = 0.5;

/** The pairs that share most first. `groups` are of texts that say the same. */
export function twinsAmong(labels: Int32Array, groups: Int32Array): Twins[] {
  const sizes = new Map<number, number>();
  const shared = new Map<string, Twins>();
  for (const places of grouped(labels.keys(), (at) => groups[at]).values()) {
    const own = [...new Set(places.map((at) => labels[at] ?? 0))].sort((a, b) => a - b);
    for (const [rank, one] of own.entries()) {
      sizes.set(one, (sizes.get(one) ?? 0) + 1);
      for (const other of own.slice(rank + 1)) {
        const before = shared.get(`${one} ${other}`)?.shared ?? 0;
        shared.set(`${one} ${other}`, { one, other, shared: before + 1 });
      }
    }
  }
  const smaller = ({ one, other }: Twins): number => Math.min(sizes.get(one) ?? 0, sizes.get(other) ?? 0);
  const twins = [...shared.values()].filter(
    (pair) => pair.shared >= LEAST_SHARED && pair.shared >= LEAST_SHARE * smaller(pair),
  );
  return twins.sort((a, b) => b.shared - a.shared || a.one - b.one || a.other - b.other);
}

/** Whether all these labels belong to one pair. */
export function isOfTwins(twins: readonly Twins[], labels: readonly number[]): boolean {
  return twins.some(({ one, other }) => labels.every((label) => label === one || label === other));
}
