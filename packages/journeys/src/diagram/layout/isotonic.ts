/** Places on a line, in a given order, as near as can be to where each wants to be. */

/** One thing to place. */
export interface Wish {
  readonly at: number;
  /** How much it counts against the others; > 0. */
  readonly weight: number;
}

interface Block {
  sum: number;
  weight: number;
  count: number;
}

/**
 * Positions that keep the order with at least `gaps[i]` between wish `i` and `i + 1`, at the least sum of weighted
 * squared distances to the wishes (pool adjacent violators).
 */
export function placeInOrder(wishes: readonly Wish[], gaps: readonly number[]): number[] {
  const offsets = offsetsOf(gaps);
  const blocks: Block[] = [];
  for (const [index, { at, weight }] of wishes.entries()) {
    blocks.push({ sum: (at - (offsets[index] ?? 0)) * weight, weight, count: 1 });
    for (let last = blocks.at(-1), before = blocks.at(-2); last && before && mean(before) >= mean(last); ) {
      before.sum += last.sum;
      before.weight += last.weight;
      before.count += last.count;
      blocks.pop();
      last = before;
      before = blocks.at(-2);
    }
  }
  const means = blocks.flatMap((block) => Array.from({ length: block.count }, () => mean(block)));
  return means.map((each, index) => each + (offsets[index] ?? 0));
}

function mean({ sum, weight }: Block): number {
  return sum / weight;
}

/** Distance of each from the first when all stand as close as they may. */
function offsetsOf(gaps: readonly number[]): number[] {
  const offsets = [0];
  for (const gap of gaps) offsets.push((offsets.at(-1) ?? 0) + gap);
  return offsets;
}
