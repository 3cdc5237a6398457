/** A measured figure beside its bare limit, and how rounds become one. */

/** One row of the table. */
export interface Figure {
  readonly bench: string;
  readonly what: string;
  /** Ours, in `unit`. */
  readonly value: number;
  readonly unit: string;
  /** The bare limit, in the same unit and run. */
  readonly bare?: number | undefined;
  /** value / bare, median of the rounds. */
  readonly ratio?: number | undefined;
  /** Least ratio (or value, where there is no bare limit) wanted; for `atMost` rows the greatest. */
  readonly wanted?: number;
  readonly atMost?: boolean;
}

/** A bench: runs, and gives its rows. */
export type Bench = (options: { readonly quick: boolean }) => Promise<readonly Figure[]>;

/** Seconds that `work` takes. */
export async function secondsOf(work: () => Promise<unknown> | undefined): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 1 ? middle : middle - 1], sorted[middle]];
  return (low + high) / 2;
}

/** Rounds of ours and bare, taken in turn, as one row: medians, and the median of the ratios pair by pair. */
export function paired(
  row: Pick<Figure, 'bench' | 'what' | 'unit' | 'wanted'>,
  rounds: readonly { ours: number; bare: number }[],
): Figure {
  return {
    ...row,
    value: median(rounds.map(({ ours }) => ours)),
    bare: median(rounds.map(({ bare }) => bare)),
    ratio: median(rounds.map(({ ours, bare }) => ours / bare)),
  };
}

/** True when the row gives what is wanted, or wants nothing. */
export function isReached({ ratio, value, wanted, atMost }: Figure): boolean {
  if (wanted === undefined) return true;
  const measured = ratio ?? value;
  return atMost ? measured <= wanted : measured >= wanted;
}
