import { describe, expect, it } from '@jest/globals';
import { curvePoints, planCurve } from './curve-plan.ts';
import { dealFolds } from './folds.ts';

const texts = Array.from({ length: 90 }, (_, at) => `text ${at}`);
/** 60 of one intent, 20 of another, 5 of a third, 5 of none. */
const labels = Int32Array.from(texts, (_, at) => (at < 60 ? 0 : at < 80 ? 1 : at < 85 ? 2 : -1));
const folds = dealFolds(texts, labels, Int32Array.from(texts.keys()), 1);
const runs = planCurve(texts, labels, folds, 1);

describe('planCurve', () => {
  it('learns from at most so many of each intent, and never from what is asked', () => {
    expect([...new Set(runs.map(({ size }) => size))]).toEqual([3, 6, 10, 15, 25, 40]);
    for (const { size, learnt, asked } of runs) {
      const counts = [0, 1, 2].map((label) => learnt.filter((at) => labels[at] === label).length);
      expect(Math.max(...counts)).toBe(size);
      expect(counts[2]).toBeLessThanOrEqual(4);
      expect(learnt.filter((at) => asked.includes(at))).toEqual([]);
      expect(learnt.filter((at) => labels[at] === -1)).toEqual([]);
    }
  });

  it('asks about every example once at each size', () => {
    const asked = runs.filter(({ size }) => size === 6).flatMap((run) => run.asked);
    expect(asked.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 85 }, (_, at) => at));
  });

  it('draws the same again, and otherwise with another seed', () => {
    expect(planCurve(texts, labels, folds, 1)).toEqual(runs);
    expect(planCurve(texts, labels, folds, 2)).not.toEqual(runs);
  });
});

describe('curvePoints', () => {
  it('counts an intent only at sizes that it has', () => {
    const answers = runs.map(({ asked }) => Int32Array.from(asked, () => 0));
    const [first = [], second = [], third = []] = curvePoints(3, labels, runs, answers);
    expect(first.map(({ size, right, asked }) => [size, right, asked])).toEqual(
      [3, 6, 10, 15, 25, 40].map((size) => [size, 60, 60]),
    );
    expect(second.map(({ size, right }) => [size, right])).toEqual([3, 6, 10, 15].map((size) => [size, 0]));
    expect(third.map(({ size, examples }) => [size, examples])).toEqual([[3, 3]]);
  });
});
