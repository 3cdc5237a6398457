import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import { planBatches } from '../../worker/plan-batches.mjs';

describe('batches', () => {
  it.each([
    { name: 'of nothing are none', lengths: [], expected: [] },
    { name: 'put texts of like length together', lengths: [9, 2, 8, 3], expected: [[1, 3, 2], [0]] },
    { name: 'hold no more texts than allowed', lengths: [1, 1, 1, 1], expected: [[0, 1, 2], [3]] },
    { name: 'give a text that is too long its own', lengths: [5, 99, 6], expected: [[0, 2], [1]] },
  ])('$name', ({ lengths, expected }) => {
    expect(planBatches(lengths, { maxTexts: 3, maxTokens: 24 })).toEqual(expected);
  });

  it('hold every text once, within the limits, with little padding', () => {
    const random = seededRandom(3);
    const lengths = Array.from({ length: 500 }, () => 4 + Math.floor(random.next() ** 3 * 300));
    const batches = planBatches(lengths, { maxTexts: 32, maxTokens: 2048 });
    const lengthsOf = (batch: readonly number[]): number[] => batch.map((index) => lengths[index] ?? 0);
    const padded = batches.map((batch) => batch.length * Math.max(...lengthsOf(batch)));
    expect(batches.flat().sort((a, b) => a - b)).toEqual(lengths.map((_, index) => index));
    expect(Math.max(...padded)).toBeLessThanOrEqual(2048);
    expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(32);
    const tokens = lengths.reduce((sum, length) => sum + length, 0);
    expect(padded.reduce((sum, size) => sum + size, 0) / tokens).toBeLessThan(1.1);
  });
});
