import { describe, expect, it } from '@jest/globals';
import { binomialAtLeast, binomialAtMost, incompleteBeta, lowerBound, trialsFor, upperBound } from './binomial.ts';

/** Sums the probabilities one by one: slow, and independent of the beta function. */
function summed(errors: number, trials: number, share: number): number {
  let term = (1 - share) ** trials;
  let sum = term;
  for (let k = 1; k <= errors; k += 1) {
    term *= ((trials - k + 1) / k) * (share / (1 - share));
    sum += term;
  }
  return sum;
}

describe('upperBound and lowerBound', () => {
  it.each([
    { errors: 81, trials: 263, low: 0.2527, high: 0.3676 },
    { errors: 15, trials: 148, low: 0.0578, high: 0.1617 },
    { errors: 0, trials: 20, low: 0, high: 0.1684 },
    { errors: 1, trials: 29, low: 0.0009, high: 0.1776 },
  ])('give the exact 95 % interval that Newcombe (1998) prints for $errors of $trials', (row) => {
    expect(lowerBound(row.errors, row.trials, 0.975)).toBeCloseTo(row.low, 4);
    expect(upperBound(row.errors, row.trials, 0.975)).toBeCloseTo(row.high, 4);
  });

  it.each([
    { trials: 10, high: 1 - 0.05 ** (1 / 10) },
    { trials: 299, high: 1 - 0.05 ** (1 / 299) },
    { trials: 1_000_000, high: 1 - 0.05 ** (1 / 1_000_000) },
  ])('are in closed form without an error in $trials', ({ trials, high }) => {
    expect(upperBound(0, trials) / high).toBeCloseTo(1, 9);
    expect(lowerBound(0, trials)).toBe(0);
  });

  it('know nothing without a trial, and hope for nothing when all were wrong', () => {
    expect(upperBound(0, 0)).toBe(1);
    expect(upperBound(7, 7)).toBe(1);
    expect(lowerBound(7, 7)).toBeCloseTo(0.05 ** (1 / 7), 9);
  });
});

describe('trialsFor', () => {
  it('agrees with the tables of Wilks (1941) that safety analyses use', () => {
    const errors = [0, 1, 2, 3, 4, 5, 6];
    expect(errors.map((k) => trialsFor(k, 0.05, 0.95))).toEqual([59, 93, 124, 153, 181, 208, 234]);
    expect(errors.slice(0, 4).map((k) => trialsFor(k, 0.01, 0.95))).toEqual([299, 473, 628, 773]);
    expect(trialsFor(0, 0.01, 0.99)).toBe(459);
  });

  it.each([0, 1, -0.5, Number.NaN])('refuses a risk of %p, for which there is no number', (risk) => {
    expect(() => trialsFor(0, risk)).toThrow(/between 0 and 1/);
  });
});

describe('binomial tails', () => {
  it.each([
    [0, 1, 0.5],
    [3, 10, 0.2],
    [9, 10, 0.99],
    [12, 400, 0.05],
    [40, 400, 0.05],
    [2, 1_000, 0.01],
    [30, 3_000, 0.01],
  ])('equal the sums of their terms for at most %p of %p at %p', (errors, trials, share) => {
    expect(binomialAtMost(errors, trials, share) / summed(errors, trials, share)).toBeCloseTo(1, 9);
    expect(binomialAtMost(errors, trials, share) + binomialAtLeast(errors + 1, trials, share)).toBeCloseTo(1, 12);
  });

  it('keep small tails, where 1 minus the other would be 0', () => {
    expect(binomialAtLeast(20, 20, 0.01) / 1e-40).toBeCloseTo(1, 9);
    expect(binomialAtMost(0, 10_000, 0.01) / 0.99 ** 10_000).toBeCloseTo(1, 9);
  });
});

describe('incompleteBeta', () => {
  it.each([
    { x: 0.5, a: 0.5, b: 0.5, value: 0.5 },
    { x: 0.25, a: 0.5, b: 0.5, value: 1 / 3 },
    { x: 0.3, a: 1, b: 4, value: 1 - 0.7 ** 4 },
    { x: 0.3, a: 4, b: 1, value: 0.3 ** 4 },
    { x: 0, a: 2, b: 3, value: 0 },
    { x: 1, a: 2, b: 3, value: 1 },
  ])('is $value at $x for ($a, $b)', ({ x, a, b, value }) => {
    expect(incompleteBeta(x, a, b)).toBeCloseTo(value, 12);
  });
});
