/** Corrections by intent: made where held-out texts tell that one is said too often, and only there. */
import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import { fitOffsets } from './intent-offsets.ts';
import { type Judged, probabilitiesOf } from './temperature.ts';

const CLASSES = 3;

/** Texts of each label in turn, with logits that would be right (one more for the truth, under normal noise) but for `bias`, by which they are too low. */
function textsWith(bias: readonly number[], count: number, seed = 7): Judged[] {
  const random = seededRandom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  return Array.from({ length: count }, (_, at) => {
    const label = Math.floor(at / 2) % CLASSES;
    const logits = Float32Array.from(bias, (low, k) => (k === label ? 1 : 0) + normal() - low);
    return { logits, label, weight: 1 };
  });
}

describe('corrections by intent', () => {
  it('find what an intent is said too seldom', () => {
    const [first = 0, second = 0, third = 0] = fitOffsets(textsWith([1, 0, -1], 3_000), CLASSES, 1) ?? [];
    expect(first - second).toBeCloseTo(1, 0);
    expect(third - second).toBeCloseTo(-1, 0);
  });

  it('make held-out texts more likely that they were not fitted on', () => {
    const offsets = fitOffsets(textsWith([1.5, 0, 0], 1_000), CLASSES, 1);
    const lossOf = (by: Float32Array) =>
      textsWith([1.5, 0, 0], 1_000, 8).reduce(
        (sum, { logits, label }) => sum - Math.log(probabilitiesOf(logits, CLASSES, 1, by)[label] ?? 0),
        0,
      );
    expect(lossOf(offsets ?? new Float32Array(CLASSES))).toBeLessThan(0.98 * lossOf(new Float32Array(CLASSES)));
  });

  it('leave alone an intent with few texts', () => {
    const many = textsWith([1, 0, 0], 600).filter(({ label }, at) => label !== 2 || at < 20);
    const offsets = fitOffsets(many, CLASSES, 1);
    expect(offsets?.[0]).not.toBe(0);
    expect(offsets?.[2]).toBe(0);
  });

  it.each([
    { name: 'the texts are few', texts: textsWith([2, 0, 0], 60) },
    { name: 'nothing is amiss', texts: textsWith([0, 0, 0], 400) },
    { name: 'there is no text', texts: [] },
  ])('are not made when $name', ({ texts }) => {
    expect(fitOffsets(texts, CLASSES, 1)).toBeUndefined();
  });
});
