/** One thing that cases are filtered by: the values of each case as a number, so that a hundred thousand are looked at in a blink. */
import { withRoom } from './growing.ts';

/** A column of a table of cases. */
export interface Facet {
  set(slot: number, values: readonly string[]): void;
  valuesOf(slot: number): readonly string[];
  /** Tells, by `idAt`, which sets of values hold `value`. */
  holding(value: string): Uint8Array;
  /** The set of values of a slot, as a number. */
  idAt(slot: number): number;
  /** Sets of values so far. */
  readonly sets: number;
  /** How many cases have each value, from how many have each set of values. */
  spread(counts: Uint32Array): Record<string, number>;
}

const uints = (length: number): Uint32Array => new Uint32Array(length);
/** Between values of a set; in none of them. */
const MARK = '\u0000';

/** An empty column. */
export function openFacet(): Facet {
  const known = new Map<string, number>([['', 0]]);
  const values: (readonly string[])[] = [[]];
  let ids = uints(0);
  const idOf = (set: readonly string[]): number => {
    const name = set.join(MARK);
    const id = known.get(name) ?? values.push(set) - 1;
    known.set(name, id);
    return id;
  };
  return {
    get sets() {
      return values.length;
    },
    set(slot, set) {
      ids = withRoom(ids, slot + 1, uints);
      ids[slot] = idOf(set);
    },
    idAt: (slot) => ids[slot] ?? 0,
    valuesOf: (slot) => values[ids[slot] ?? 0] ?? [],
    holding: (value) => Uint8Array.from(values, (set) => (set.includes(value) ? 1 : 0)),
    spread(counts) {
      const spread = new Map<string, number>();
      values.forEach((set, id) => {
        const count = counts[id] ?? 0;
        if (count > 0) for (const value of set) spread.set(value, (spread.get(value) ?? 0) + count);
      });
      return Object.fromEntries([...spread].sort(([a], [b]) => (a < b ? -1 : 1)));
    },
  };
}
