import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import {
  areaUnderRoc,
  coverageAtRisk,
  type Ranked,
  ranked,
  recallAtAcceptance,
  selectiveCurve,
  UNANSWERED,
} from './ranking.ts';

/** Scores of what is looked for, and of the rest. */
const data = (positives: readonly number[], negatives: readonly number[]): Ranked =>
  ranked(
    Float64Array.from([...positives, ...negatives]),
    Uint8Array.from([...positives.map(() => 1), ...negatives.map(() => 0)]),
  );

describe('areaUnderRoc', () => {
  it.each([
    { name: 'is 1 when all positives are above', positives: [3, 4], negatives: [1, 2], area: 1 },
    { name: 'is 0 when all are below', positives: [1, 2], negatives: [3, 4], area: 0 },
    { name: 'is a half when all tie', positives: [5, 5, 5], negatives: [5, 5], area: 0.5 },
    { name: 'counts ties half', positives: [2, 3], negatives: [1, 2], area: 3.5 / 4 },
    { name: 'is unknown without negatives', positives: [2], negatives: [], area: null },
  ])('$name', ({ positives, negatives, area }) => {
    expect(areaUnderRoc(data(positives, negatives))).toBe(area);
  });

  it('is the share of pairs in the right order, counted one by one', () => {
    const random = seededRandom(4);
    const draw = (count: number, shift: number) =>
      Array.from({ length: count }, () => Math.floor(10 * random.next() + shift));
    const [positives, negatives] = [draw(60, 2), draw(90, 0)];
    const won = positives.flatMap((p) => negatives.map((n): number => (p > n ? 1 : p === n ? 0.5 : 0)));
    const expected = won.reduce((sum, one) => sum + one, 0) / won.length;
    expect(areaUnderRoc(data(positives, negatives))).toBeCloseTo(expected, 12);
  });

  it('counts a text as often as a draw does', () => {
    expect(areaUnderRoc(data([2, 9], [1, 5]), Int32Array.of(3, 0, 1, 1))).toBe(0.5);
  });
});

describe('recallAtAcceptance', () => {
  it('refuses no more than one negative in twenty', () => {
    const negatives = Array.from({ length: 20 }, (_, at) => at);
    expect(recallAtAcceptance(data([18.5, 17.5, 30, 2], negatives))).toBe(0.5);
    expect(recallAtAcceptance(data([18.5, 17.5, 30, 2], negatives), 0.9)).toBe(0.75);
  });

  it('refuses ties together or not at all', () => {
    expect(recallAtAcceptance(data([1, 1, 1], [1, 0, 0, 0]))).toBe(0);
    expect(recallAtAcceptance(data([1, 1, 1], [0, 0, 0, 0]))).toBe(1);
  });

  it('is unknown without texts of both kinds', () => {
    expect(recallAtAcceptance(data([1], []))).toBeNull();
    expect(recallAtAcceptance(data([], [1]))).toBeNull();
  });
});

describe('selective answers', () => {
  // Wrong: 0.5 and 0.9; right: eight others; two texts are never answered.
  const answers = data([0.9, 0.5, UNANSWERED], [0.99, 0.98, 0.97, 0.96, 0.95, 0.94, 0.6, 0.4, UNANSWERED]);

  it('cover what may be answered with so many wrong', () => {
    expect(coverageAtRisk(answers, 0.01)).toBeCloseTo(6 / 12, 12);
    expect(coverageAtRisk(answers, 0.125)).toBeCloseTo(8 / 12, 12);
    expect(coverageAtRisk(answers, 0.2)).toBeCloseTo(10 / 12, 12);
    expect(coverageAtRisk(data([], []), 0.01)).toBeNull();
    expect(coverageAtRisk(data([1], [0.5]), 0.01)).toBe(0);
  });

  it('make a curve from the surest to all that are answered', () => {
    const curve = selectiveCurve(answers);
    expect(curve).toHaveLength(10);
    expect(curve[0]).toEqual({ threshold: 0.99, coverage: 1 / 12, risk: 0 });
    expect(curve.at(-1)).toEqual({ threshold: 0.4, coverage: 10 / 12, risk: 0.2 });
  });
});
