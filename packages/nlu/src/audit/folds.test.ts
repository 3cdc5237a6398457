import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import { dealFolds } from './folds.ts';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

function drawn(seed: number, groupsPerText: number) {
  const random = seededRandom(seed);
  const count = 30 + Math.floor(random.next() * 200);
  const labels = Int32Array.from({ length: count }, () => Math.floor(random.next() * 7));
  const groups = Int32Array.from({ length: count }, () => Math.floor(random.next() * count * groupsPerText));
  return { texts: Array.from({ length: count }, (_, at) => `text ${at}`), labels, groups };
}

describe('dealFolds', () => {
  it.each(SEEDS)('spreads every label evenly over the parts (seed %i)', (seed) => {
    const { texts, labels } = drawn(seed, 1);
    const folds = dealFolds(texts, labels, Int32Array.from(texts.keys()), seed);
    for (const label of new Set(labels)) {
      const counts = [0, 1, 2, 3, 4].map(
        (fold) => texts.filter((_, at) => labels[at] === label && folds[at] === fold).length,
      );
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
    const sizes = [0, 1, 2, 3, 4].map((fold) => folds.filter((one) => one === fold).length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(2);
  });

  it.each(SEEDS)('never parts texts that say the same (seed %i)', (seed) => {
    const { texts, labels, groups } = drawn(seed, 0.5);
    const folds = dealFolds(texts, labels, groups, seed);
    const foldOf = new Map(Array.from(groups, (group, at) => [group, folds[at]]));
    expect(new Set(groups).size).toBeLessThan(texts.length);
    expect(Array.from(folds)).toEqual(Array.from(groups, (group) => foldOf.get(group)));
  });

  it('deals each text to the same part wherever it stands in the file, and otherwise with another seed', () => {
    const { texts, labels } = drawn(9, 1);
    const own = Int32Array.from(texts.keys());
    const folds = dealFolds(texts, labels, own, 1);
    const turned = dealFolds(texts.toReversed(), labels.toReversed(), own, 1);
    expect(Array.from(turned.toReversed())).toEqual(Array.from(folds));
    expect(Array.from(dealFolds(texts, labels, own, 2))).not.toEqual(Array.from(folds));
  });
});
