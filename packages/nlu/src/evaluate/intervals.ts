/** 95 % intervals: Wilson's for proportions, a bootstrap's for all else. */
import type { Counts } from './metrics.ts';

/** Lower and upper bound. */
export type Interval = readonly [low: number, high: number];

const Z = 1.959963984540054;

/** Wilson's score interval (1927) of a proportion; null without a trial. */
export function wilson(successes: number, trials: number): Interval | null {
  if (trials === 0) return null;
  const share = successes / trials;
  const centre = share + (Z * Z) / (2 * trials);
  const half = Z * Math.sqrt((share * (1 - share)) / trials + (Z * Z) / (4 * trials * trials));
  const scale = 1 + (Z * Z) / trials;
  return [Math.max(0, (centre - half) / scale), Math.min(1, (centre + half) / scale)];
}

/** How a bootstrap is drawn. */
export interface BootstrapOptions {
  /** The same seed, the same intervals; default 1. */
  readonly seed?: number;
  /** Default 1 000. */
  readonly draws?: number;
  /**
   * For a figure that chance alone pushes upwards, as it does a mean of distances: shifts the interval by what resampling adds.
   * Default false.
   */
  readonly isErrorMean?: boolean;
}

/** A figure of the texts, each counted as often as `counts` says; null when they cannot give it. */
export type Statistic = (counts: Counts) => number | null;

/**
 * Percentile intervals of figures of `size` texts, all from the same draws with replacement (Efron 1979). Draws that cannot give a
 * figure are left out; a figure that the texts themselves cannot give has none.
 */
export function bootstrap<Name extends string>(
  size: number,
  statistics: Readonly<Record<Name, Statistic>>,
  { seed = 1, draws = 1_000, isErrorMean = false }: BootstrapOptions = {},
): Record<Name, Interval | null> {
  const names = Object.keys(statistics) as Name[];
  const found = new Map(names.map((name) => [name, [] as number[]]));
  const next = uniform(seed);
  const counts = new Int32Array(size);
  for (let draw = 0; draw < draws && size > 0; draw += 1) {
    counts.fill(0);
    for (let pick = 0; pick < size; pick += 1) {
      const at = Math.floor(next() * size);
      counts[at] = (counts[at] ?? 0) + 1;
    }
    for (const name of names) {
      const value = statistics[name](counts);
      if (value !== null) found.get(name)?.push(value);
    }
  }
  const intervalOf = (name: Name): Interval | null => {
    const estimate = statistics[name](undefined);
    return estimate === null ? null : percentiles(found.get(name) ?? [], estimate, isErrorMean);
  };
  return Object.fromEntries(names.map((name) => [name, intervalOf(name)])) as Record<Name, Interval | null>;
}

function percentiles(values: number[], estimate: number, isShifted: boolean): Interval | null {
  if (values.length === 0) return null;
  values.sort((a, b) => a - b);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const shift = isShifted ? estimate - mean : 0;
  const at = (share: number): number => (values[Math.round(share * (values.length - 1))] ?? 0) + shift;
  return [Math.max(0, at(0.025)), Math.min(1, at(0.975))];
}

/** Numbers in [0, 1) that repeat (Mulberry32). */
function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
