import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import {
  addDecisions,
  binOf,
  edgeOf,
  emptySummary,
  mergeSummaries,
  TOP_BIN,
  validatedCases,
} from './decision-summary.ts';

describe('bins', () => {
  it('hold scores from their edge on, each edge above the one before', () => {
    for (let bin = 0; bin <= TOP_BIN; bin += 1) {
      expect(binOf(edgeOf(bin))).toBe(bin);
      if (bin > 0) expect(edgeOf(bin)).toBeGreaterThan(edgeOf(bin - 1));
    }
    expect([binOf(0), binOf(1)]).toEqual([0, TOP_BIN]);
  });

  it('round every score down', () => {
    const random = seededRandom(1);
    for (let round = 0; round < 1_000; round += 1) {
      const score = 1 - random.next() ** 4;
      expect(edgeOf(binOf(score))).toBeLessThanOrEqual(score);
      if (binOf(score) < TOP_BIN) expect(edgeOf(binOf(score) + 1)).toBeGreaterThan(score);
    }
  });
});

describe('addDecisions', () => {
  const random = seededRandom(2);
  const decisions = Array.from({ length: 10_000 }, () => ({ score: random.next(), isRight: random.next() < 0.9 }));

  it('stays small however many the cases', () => {
    const summary = addDecisions(emptySummary, decisions);
    expect(validatedCases(summary)).toBe(10_000);
    expect(JSON.stringify(summary).length).toBeLessThan(4_000);
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
  });

  it('gives the same one by one, at once, or in parts that are merged, and leaves what it was given', () => {
    const few = decisions.slice(0, 200);
    const atOnce = addDecisions(emptySummary, few);
    expect(few.reduce((summary, one) => addDecisions(summary, [one]), emptySummary)).toEqual(atOnce);
    const parts = [few.slice(0, 50), few.slice(50)].map((part) => addDecisions(emptySummary, part));
    expect(mergeSummaries(parts)).toEqual(atOnce);
    expect(emptySummary.rows).toEqual([]);
  });

  it.each([
    { decision: { score: 1.01, isRight: true }, says: /score/ },
    { decision: { score: Number.NaN, isRight: true }, says: /score/ },
    { decision: { score: 0.5, isRight: true, samplingRate: 0 }, says: /sampling rate/ },
    { decision: { score: 0.5, isRight: true, samplingRate: 2 }, says: /sampling rate/ },
  ])('refuses $decision', ({ decision, says }) => {
    expect(() => addDecisions(emptySummary, [decision])).toThrow(says);
  });
});
