import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import { type BoundaryChoice, boundaryTexts } from './boundary.ts';

function choiceOf(rows: readonly (readonly number[])[], more: Partial<BoundaryChoice> = {}): BoundaryChoice {
  return {
    probabilities: rows.map((row) => Float64Array.from(row)),
    cosinesOf: (at) => Float32Array.from(rows, (_, other) => Number(other === at)),
    groups: Int32Array.from(rows.keys()),
    confusionOf: () => 0,
    ...more,
  };
}

const placesOf = (choice: BoundaryChoice): number[] => boundaryTexts(choice).map(({ text }) => text);

describe('boundaryTexts', () => {
  it('proposes what is most even between two intents first', () => {
    const found = boundaryTexts(
      choiceOf([
        [0.7, 0.3, 0],
        [0.5, 0.49, 0.01],
        [0.38, 0.6, 0.02],
      ]),
    );
    expect(found.map(({ text, between }) => ({ text, between }))).toEqual([
      { text: 1, between: [0, 1] },
      { text: 2, between: [1, 0] },
      { text: 0, between: [0, 1] },
    ]);
    expect(found[0]?.margin).toBeCloseTo(0.01, 10);
  });

  it('passes over what is clear, and what is likely about neither', () => {
    expect(
      placesOf(
        choiceOf([
          [0.9, 0.1, 0],
          [0.1, 0.1, 0.05],
        ]),
      ),
    ).toEqual([]);
  });

  it('prefers intents that are confused', () => {
    const rows = [
      [0.5, 0.45, 0.05],
      [0.05, 0.45, 0.5],
    ];
    expect(placesOf(choiceOf(rows, { confusionOf: (one, other) => (one + other === 3 ? 0.4 : 0) }))).toEqual([1, 0]);
  });

  it.each([1, 2, 3])('never proposes two texts that say the same (seed %i)', (seed) => {
    const random = seededRandom(seed);
    const rows = Array.from({ length: 60 }, () => {
      const share = 0.3 + 0.4 * random.next();
      return [share, 1 - share];
    });
    const groups = Int32Array.from(rows, () => Math.floor(random.next() * 20));
    const proposed = placesOf(choiceOf(rows, { groups }));
    expect(new Set(proposed.map((at) => groups[at])).size).toBe(proposed.length);
    expect(proposed.length).toBe(new Set(groups).size);
  });

  it('prefers what is unlike those proposed before', () => {
    const rows = [
      [0.5, 0.5],
      [0.49, 0.51],
      [0.47, 0.53],
    ];
    const cosinesOf = (at: number): Float32Array =>
      Float32Array.from(rows, (_, other) => (at + other === 1 || at === other ? 0.55 : 0));
    expect(placesOf(choiceOf(rows, { cosinesOf, most: 2 }))).toEqual([0, 2]);
  });
});
