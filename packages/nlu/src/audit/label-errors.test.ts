import { describe, expect, it } from '@jest/globals';
import type { Judged } from './judged.ts';
import { labelErrors } from './label-errors.ts';
import { madeJudged } from './testing/made-judged.ts';

const nobodyNear = (): Float32Array => new Float32Array(0);

function judgedFrom(labels: readonly number[], probabilities: readonly (readonly number[])[]): Judged {
  return {
    classes: ['a', 'b', 'c'],
    labels: Int32Array.from(labels),
    probabilities: probabilities.map((row) => Float64Array.from(row)),
    isJudged: new Uint8Array(labels.length).fill(1),
  };
}

describe('labelErrors', () => {
  it('names an example that is as much another class as that class’s own are', () => {
    const { suspects, noise } = labelErrors(
      judgedFrom(
        [0, 0, 0, 1, 1],
        [
          [0.8, 0.2, 0],
          [0.9, 0.1, 0],
          [0.1, 0.9, 0],
          [0.2, 0.8, 0],
          [0.3, 0.7, 0],
        ],
      ),
      nobodyNear,
    );
    expect(suspects.map(({ example, given, suggested }) => ({ example, given, suggested }))).toEqual([
      { example: 2, given: 0, suggested: 1 },
    ]);
    // Three of class a, of which one is off the diagonal; two of class b.
    expect(noise).toBeCloseTo(1 / 5, 10);
  });

  it('lets pass what is only less sure than others of its class', () => {
    const rows = [
      [0.9, 0.1, 0],
      [0.5, 0.4, 0.1],
      [0.1, 0.9, 0],
      [0.2, 0.8, 0],
    ];
    expect(labelErrors(judgedFrom([0, 0, 1, 1], rows), nobodyNear).suspects).toEqual([]);
  });

  it('says nothing of examples that nobody could judge', () => {
    const judged = {
      ...judgedFrom(
        [0, 1],
        [
          [0, 1],
          [1, 0],
        ],
      ),
      isJudged: new Uint8Array(2),
    };
    expect(labelErrors(judged, nobodyNear)).toEqual({ suspects: [], noise: null });
  });

  it('finds most of 5 % wrong labels that were planted where one text in eight is taken for another, and names few others', () => {
    const [all, alone, right] = [{ found: 0, named: 0 }, { found: 0, named: 0 }, { suggestions: 0 }];
    let wrong = 0;
    for (let seed = 1; seed <= 8; seed += 1) {
      const { judged, planted, cosinesOf } = madeJudged({ seed, classes: 10, perClass: 40, wrong: 0.05 });
      wrong += planted.size;
      for (const { example, suggested, isAlone } of labelErrors(judged, cosinesOf).suspects) {
        const isFound = Number(planted.has(example));
        all.named += 1;
        all.found += isFound;
        alone.named += Number(isAlone);
        alone.found += isAlone ? isFound : 0;
        right.suggestions += Number(planted.get(example) === suggested);
      }
    }
    expect(wrong).toBe(160);
    // Measured: 120 found, of 176 named; of those that are alone, 116 of 143.
    expect(all.found / wrong).toBeGreaterThanOrEqual(0.7);
    expect(alone.found / alone.named).toBeGreaterThanOrEqual(0.75);
    expect(alone.found / all.found).toBeGreaterThanOrEqual(0.9);
    expect(right.suggestions / all.found).toBeGreaterThanOrEqual(0.9);
  });

  it.each([
    { wrong: 0, least: 0, most: 0.03 },
    { wrong: 0.05, least: 0.03, most: 0.1 },
    { wrong: 0.2, least: 0.15, most: 0.3 },
  ])('estimates the share of wrong labels, here $wrong', ({ wrong, least, most }) => {
    const { judged, cosinesOf } = madeJudged({ seed: 8, classes: 10, perClass: 40, wrong });
    const { noise } = labelErrors(judged, cosinesOf);
    expect(noise).toBeGreaterThanOrEqual(least);
    expect(noise).toBeLessThanOrEqual(most);
  });

  it('puts those first that are alone with their label, then the surest', () => {
    const { judged, cosinesOf } = madeJudged({ seed: 7, classes: 6, perClass: 20, wrong: 0.15 });
    const { suspects } = labelErrors(judged, cosinesOf);
    const keys = suspects.map(({ isAlone, odds }) => Number(isAlone) * 1_000 + odds);
    expect(suspects.some(({ isAlone }) => isAlone)).toBe(true);
    expect(keys).toEqual(keys.toSorted((a, b) => b - a));
  });
});
