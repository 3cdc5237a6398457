/** Choices that repeat: the same seed gives the same walk, on every machine. */

/** A sequence of choices. */
export interface Choices {
  /** A number in [0, 1). */
  next(): number;
  /** True `probability` of the time. */
  chance(probability: number): boolean;
  /** One of `items`; undefined of none. */
  pick<T>(items: readonly T[]): T | undefined;
  /** One of `items`, each as often as its weight says; undefined of none. */
  weighted<T>(items: readonly { readonly item: T; readonly weight: number }[]): T | undefined;
}

/** Mulberry32 by `seed` (taken as an unsigned 32-bit integer). */
export function choicesOf(seed: number): Choices {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    chance: (probability) => next() < probability,
    pick: (items) => items[Math.floor(next() * items.length)],
    weighted: (items) => {
      let left = next() * items.reduce((sum, { weight }) => sum + weight, 0);
      for (const { item, weight } of items) {
        left -= weight;
        if (left < 0) return item;
      }
      return items.at(-1)?.item;
    },
  };
}
