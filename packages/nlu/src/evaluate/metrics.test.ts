import { describe, expect, it } from '@jest/globals';
import {
  accuracy,
  confusionCounts,
  countIntents,
  f1Of,
  macroF1,
  precisionOf,
  recallOf,
  severalRequests,
} from './metrics.ts';

const predictions = {
  truth: Int32Array.of(0, 0, 0, 1, 1, 2),
  predicted: Int32Array.of(0, 0, 1, 1, -1, 0),
  classes: 4,
};

describe('accuracy and F1', () => {
  it('are those counted by hand', () => {
    expect(accuracy(predictions)).toBe(0.5);
    const [first, second, third, unused] = countIntents(predictions);
    expect(first && [precisionOf(first), recallOf(first), f1Of(first)]).toEqual([2 / 3, 2 / 3, 2 / 3]);
    expect(second && [precisionOf(second), recallOf(second), f1Of(second)]).toEqual([1 / 2, 1 / 2, 1 / 2]);
    expect(third && [precisionOf(third), recallOf(third), f1Of(third)]).toEqual([null, 0, 0]);
    expect(unused && [precisionOf(unused), recallOf(unused), f1Of(unused)]).toEqual([null, null, null]);
    expect(macroF1(predictions)).toBeCloseTo((2 / 3 + 1 / 2 + 0) / 3, 12);
  });

  it('count a text as often as a draw does', () => {
    const counts = Int32Array.of(0, 2, 0, 1, 1, 0);
    expect(accuracy(predictions, counts)).toBe(3 / 4);
    expect(macroF1(predictions, counts)).toBeCloseTo((1 + 2 / 3) / 2, 12);
  });

  it('are unknown without a text', () => {
    const none = { truth: new Int32Array(), predicted: new Int32Array(), classes: 2 };
    expect([accuracy(none), macroF1(none)]).toEqual([null, null]);
  });
});

describe('confusionCounts', () => {
  it('has a row per true intent and a last column for none', () => {
    expect([...confusionCounts(predictions).slice(0, 15)]).toEqual([2, 1, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0]);
  });
});

describe('severalRequests', () => {
  it('asks whether several were found, and whether exactly those', () => {
    const truths = [['a', 'b'], ['a', 'b'], ['a', 'b', 'c'], ['a'], ['a'], []];
    const found = [['b', 'a'], ['a', 'c'], ['a'], ['a', 'b'], ['a', 'a'], []];
    expect(severalRequests({ truths, found })).toEqual({ precision: 2 / 3, recall: 2 / 3, exact: 1 / 3 });
  });

  it('is unknown where nobody asks for several and several were never found', () => {
    expect(severalRequests({ truths: [['a']], found: [['a']] })).toEqual({
      precision: null,
      recall: null,
      exact: null,
    });
  });
});
