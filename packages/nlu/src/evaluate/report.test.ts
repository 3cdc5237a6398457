import { describe, expect, it } from '@jest/globals';
import { detailsOf } from './details.ts';
import { evaluate } from './report.ts';
import { type AnsweredText, scoreTable } from './score-table.ts';
import { madeAnswers } from './testing/made-answers.ts';

/** Text `name`: asks for `truth`, is answered by `probabilities`; what is missing to 1 is out of scope. */
function answered(
  truth: readonly string[],
  probabilities: Readonly<Record<string, number>>,
  found?: readonly string[],
): AnsweredText {
  const intents = Object.entries(probabilities).map(([intent, probability]) => ({ intent, probability }));
  const outOfScope = 1 - intents.reduce((sum, { probability }) => sum + probability, 0);
  return { text: truth.join(), truth, answer: { intents, outOfScope, nearest: [] }, ...(found && { found }) };
}

describe('evaluate', () => {
  it('gives the figures of a set that one can count by hand', () => {
    const { intervals, ...figures } = evaluate(
      scoreTable([
        answered(['a'], { a: 0.9, b: 0.1 }, ['a']),
        answered(['b'], { a: 0.2, b: 0.8 }, ['b']),
        answered(['b'], { a: 0.6, b: 0.2 }, ['a']),
        answered(['c'], { a: 0.3, b: 0.1 }, ['a']),
        answered([], { a: 0.1, b: 0.1 }, []),
        answered(['a', 'b'], { a: 0.5, b: 0.4 }, ['a', 'b']),
      ]),
      { textsPerSecond: 12, trainSeconds: 3 },
    );
    expect(figures).toEqual({
      accuracy: 0.5,
      macroF1: expect.closeTo((0.5 + 2 / 3 + 0) / 3, 9),
      ece: expect.any(Number),
      oos: { auroc: 1, recallAt95InScope: 1 },
      multi: { precision: 1, recall: 1, exact: 1 },
      selective: [0.01, 0.02, 0.05].map((risk) => ({ risk, coverage: expect.closeTo(2 / 6, 9) })),
      textsPerSecond: 12,
      trainSeconds: 3,
    });
    expect(intervals.accuracy).toEqual([expect.closeTo(0.15, 2), expect.closeTo(0.85, 2)]);
  });

  it('takes what was answered alone to a text out of scope, or to several requests, as wrong', () => {
    const outside = [answered([], { a: 0.99 }), answered(['a'], { a: 0.98 })];
    expect(evaluate(scoreTable(outside)).selective[0]).toEqual({ risk: 0.01, coverage: 0 });
    const several = [answered(['a', 'b'], { a: 0.99 }, ['a']), answered(['a'], { a: 0.98 }, ['a'])];
    expect(evaluate(scoreTable(several)).selective[0]).toEqual({ risk: 0.01, coverage: 0 });
    const recognised = [answered(['a', 'b'], { a: 0.99 }, ['a', 'b']), answered(['a'], { a: 0.98 }, ['a'])];
    expect(evaluate(scoreTable(recognised)).selective[0]).toEqual({ risk: 0.01, coverage: 0.5 });
  });

  it('measures calibration given that texts are in scope only where all are', () => {
    const sure = [answered(['a'], { a: 0.8 }), answered(['b'], { b: 0.8 })];
    expect(evaluate(scoreTable(sure)).ece).toBeCloseTo(0, 9);
    expect(evaluate(scoreTable([...sure, answered([], {})])).ece).toBeCloseTo(0.4 / 3, 9);
  });

  it('is null where the texts cannot tell', () => {
    const none = { precision: null, recall: null, exact: null };
    const empty = evaluate(scoreTable([]));
    expect(empty).toMatchObject({ accuracy: null, macroF1: null, ece: null, textsPerSecond: null, trainSeconds: null });
    expect(empty.oos).toEqual({ auroc: null, recallAt95InScope: null });
    expect(empty.multi).toEqual(none);
    expect(evaluate(scoreTable([answered(['a'], { a: 1 })])).oos.auroc).toBeNull();
    expect(evaluate(scoreTable([answered([], { a: 1 })]))).toMatchObject({
      accuracy: null,
      selective: [{ coverage: 0 }, {}, {}],
    });
  });

  it('puts every figure inside its interval, the same each time', () => {
    const table = scoreTable(madeAnswers(600));
    const result = evaluate(table, { draws: 200 });
    const { intervals } = result;
    const pairs = [
      [result.accuracy, intervals.accuracy],
      [result.macroF1, intervals.macroF1],
      [result.ece, intervals.ece],
      [result.oos.auroc, intervals.oos.auroc],
      [result.oos.recallAt95InScope, intervals.oos.recallAt95InScope],
      [result.multi.recall, intervals.multi.recall],
      [result.multi.exact, intervals.multi.exact],
      ...result.selective.map(({ coverage }, at) => [coverage, intervals.selective[at]?.coverage] as const),
    ] as const;
    for (const [figure, interval] of pairs) {
      expect(interval?.[0]).toBeLessThanOrEqual(figure ?? Number.NaN);
      expect(interval?.[1]).toBeGreaterThanOrEqual(figure ?? Number.NaN);
    }
    expect(evaluate(table, { draws: 200 })).toEqual(result);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });
});

describe('detailsOf', () => {
  const details = detailsOf(scoreTable(madeAnswers(600)), { risk: 0.05 });

  it('counts every text once', () => {
    const { all, inScope, outOfScope, several } = details.texts;
    expect([all, inScope + outOfScope + several]).toEqual([600, 600]);
    expect(details.intents.reduce((sum, { examples }) => sum + examples, 0)).toBe(inScope);
    const errors = details.confused.reduce((sum, { count }) => sum + count, 0);
    const right = details.intents.reduce((sum, { recall, examples }) => sum + (recall ?? 0) * examples, 0);
    expect(right + errors).toBeCloseTo(inScope, 6);
  });

  it('puts the surest errors and the most confused pairs first', () => {
    const probabilities = details.worst.map(({ probability }) => probability);
    expect(probabilities).toHaveLength(50);
    expect(probabilities).toEqual([...probabilities].sort((a, b) => b - a));
    const counts = details.confused.map(({ count }) => count);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
  });

  it('says for each intent what its threshold promises or needs', () => {
    for (const { threshold } of details.intents) {
      if (threshold.promised) expect(threshold.bound).toBeLessThanOrEqual(0.05);
      else expect(threshold.needed).toBeGreaterThan(0);
    }
  });
});
