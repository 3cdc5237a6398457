import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import { bootstrap, wilson } from './intervals.ts';

describe('wilson', () => {
  it.each([
    { successes: 81, trials: 263, low: 0.2553, high: 0.3662 },
    { successes: 15, trials: 148, low: 0.0624, high: 0.1605 },
    { successes: 0, trials: 20, low: 0, high: 0.1611 },
    { successes: 1, trials: 29, low: 0.0061, high: 0.1718 },
  ])('gives what Newcombe (1998) prints for $successes of $trials', ({ successes, trials, low, high }) => {
    expect(wilson(successes, trials)).toEqual([expect.closeTo(low, 4), expect.closeTo(high, 4)]);
  });

  it('is unknown without a trial', () => {
    expect(wilson(0, 0)).toBeNull();
  });
});

describe('bootstrap', () => {
  const random = seededRandom(6);
  const values = Float64Array.from({ length: 400 }, () => random.next());
  const mean = (counts: Int32Array | undefined): number =>
    values.reduce((sum, value, at) => sum + value * (counts?.[at] ?? 1), 0) / values.length;

  it('gives a mean the interval that its standard error gives', () => {
    const [low, high] = bootstrap(values.length, { mean }).mean ?? [0, 0];
    const half = (1.96 * Math.sqrt(1 / 12)) / Math.sqrt(values.length);
    expect(low).toBeCloseTo(mean(undefined) - half, 2);
    expect(high).toBeCloseTo(mean(undefined) + half, 2);
  });

  it('repeats with its seed and differs with another', () => {
    const draw = (seed: number) => bootstrap(values.length, { mean }, { seed, draws: 200 });
    expect(draw(1)).toEqual(draw(1));
    expect(draw(2)).not.toEqual(draw(1));
  });

  it('shifts a mean of distances back around its estimate', () => {
    const distance = (counts: Int32Array | undefined): number => Math.abs(mean(counts) - 0.5) + (counts ? 0.2 : 0);
    const { distance: shifted } = bootstrap(values.length, { distance }, { isErrorMean: true });
    expect(shifted?.[0]).toBeLessThanOrEqual(distance(undefined));
    expect(shifted?.[1]).toBeGreaterThanOrEqual(distance(undefined));
    expect(bootstrap(values.length, { distance }).distance?.[0]).toBeGreaterThan(distance(undefined));
  });

  it('has no interval for what is unknown', () => {
    expect(bootstrap(10, { nothing: () => null })).toEqual({ nothing: null });
    expect(bootstrap(0, { mean: () => null })).toEqual({ mean: null });
  });
});
