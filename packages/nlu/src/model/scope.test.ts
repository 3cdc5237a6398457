import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import { fitScope, outOfScope, scopeSignals, surroundingsIn } from './scope.ts';

describe('what is around a text', () => {
  it('is the nearest examples, and how much nearer they are than off-topic texts', () => {
    // Five examples, four off-topic texts, and room that means nothing.
    const cosines = Float32Array.of(0.5, 0.9, 0.7, 0.6, 0.1, 0.3, 0.4, 0.2, 0.1, 9, 9);
    const { nearest, lead } = surroundingsIn(cosines, 5, 9, 3);
    expect(nearest.map(({ at }) => at)).toEqual([1, 2, 3]);
    expect(lead).toBeCloseTo((0.9 + 0.7 + 0.6 - 0.4 - 0.3 - 0.2) / 3, 6);
  });

  it('takes what is missing for as far as can be', () => {
    expect(surroundingsIn(Float32Array.of(0.6), 1, 1, 3).lead).toBeCloseTo(0.2, 6);
    expect(surroundingsIn(new Float32Array(), 0, 0, 3)).toEqual({ nearest: [], lead: 0 });
  });
});

describe('the chance of being out of scope', () => {
  const logits = Float32Array.of(1, 0, 0.5);
  const at = (lead: number) => scopeSignals(logits, 2, { nearest: [{ at: 0, value: 0.5 }], lead });

  it('falls the more the examples are nearer than off-topic texts, where held-out texts differ by that alone', () => {
    const random = seededRandom(6);
    const drawn = (mean: number) => Array.from({ length: 200 }, () => at(mean + 0.2 * (random.next() - 0.5)));
    const judge = fitScope(drawn(0.2), [drawn(-0.2)]);
    const chances = [-0.3, -0.1, 0.1, 0.3].map((lead) => outOfScope(judge, at(lead)));
    expect(chances).toEqual(chances.toSorted((a, b) => b - a));
    expect(chances[0]).toBeGreaterThan(0.9);
    expect(chances[3]).toBeLessThan(0.1);
  });
});
