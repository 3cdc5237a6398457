import { describe, expect, it } from '@jest/globals';
import type { Classification } from '../classification.ts';
import { isClear, NOTHING_CLEAR, tempered } from './clear.ts';

const answer = (...probabilities: number[]): Classification => ({
  intents: probabilities.map((probability, at) => ({ intent: `intent-${at}`, probability })),
  outOfScope: 1 - probabilities.reduce((sum, one) => sum + one, 0),
  nearest: [],
});

describe('a fast answer', () => {
  it.each([
    { name: 'stands from the limit on', fast: answer(0.9, 0.05), limit: 0.9, expected: true },
    { name: 'does not stand below the limit', fast: answer(0.89, 0.05), limit: 0.9, expected: false },
    { name: 'never stands without intents', fast: answer(), limit: 0.5, expected: false },
  ])('$name', ({ fast, limit, expected }) => {
    expect(isClear(fast, { ...NOTHING_CLEAR, limit })).toBe(expected);
  });

  it('never stands without a limit, however sure it is', () => {
    expect(isClear(answer(1), NOTHING_CLEAR)).toBe(false);
  });
});

describe('a temperature', () => {
  it.each([0.5, 2, 20])('of %p keeps the sum and the order', (temperature) => {
    const { intents, outOfScope } = tempered(answer(0.6, 0.2, 0), temperature);
    const probabilities = intents.map(({ probability }) => probability);
    expect(probabilities.reduce((sum, one) => sum + one, outOfScope)).toBeCloseTo(1, 9);
    expect(probabilities).toEqual([...probabilities].sort((a, b) => b - a));
  });

  it('above 1 makes an answer less sure, below 1 surer', () => {
    const top = (temperature: number) => tempered(answer(0.6, 0.2), temperature).intents[0]?.probability ?? 0;
    expect(top(2)).toBeLessThan(0.6);
    expect(top(0.5)).toBeGreaterThan(0.6);
  });

  it('leaves an answer as it is at 1, and one that says nothing at any', () => {
    const one = answer(0.6, 0.2);
    expect(tempered(one, 1)).toBe(one);
    const silent = { ...answer(0, 0), outOfScope: 0 };
    expect(tempered(silent, 3)).toEqual(silent);
  });
});
