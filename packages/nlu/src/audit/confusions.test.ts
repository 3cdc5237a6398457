import { describe, expect, it } from '@jest/globals';
import { confusions } from './confusions.ts';
import type { Judged } from './judged.ts';
import { madeJudged } from './testing/made-judged.ts';

/** Rows `[label, said, probability]`. */
function judgedFrom(rows: readonly (readonly [label: number, said: number, probability: number])[]): Judged {
  return {
    classes: ['a', 'b', 'c', null],
    labels: Int32Array.from(rows, ([label]) => label),
    probabilities: rows.map(([, said, probability]) =>
      Float64Array.from([0, 1, 2, 3], (k) => (k === said ? probability : (1 - probability) / 3)),
    ),
    isJudged: new Uint8Array(rows.length).fill(1),
  };
}

describe('confusions', () => {
  it('tells both directions of a pair, the surest texts first', () => {
    const found = confusions(
      judgedFrom([
        [0, 1, 0.6],
        [0, 1, 0.9],
        [0, 0, 0.9],
        [1, 0, 0.7],
        [1, 1, 0.9],
        [3, 2, 0.8],
        [3, 3, 0.8],
        [2, 2, 0.8],
      ]),
    );
    expect(found).toEqual([
      {
        one: 0,
        other: 1,
        oneAsOther: [
          { example: 1, probability: 0.9 },
          { example: 0, probability: 0.6 },
        ],
        otherAsOne: [{ example: 3, probability: 0.7 }],
        share: 3 / 5,
      },
      { one: 2, other: 3, oneAsOther: [], otherAsOne: [{ example: 5, probability: 0.8 }], share: 1 / 3 },
    ]);
  });

  it('puts ten of thirty before one of two', () => {
    const rows = [
      [0, 1, 0.9] as const,
      [1, 1, 0.9] as const,
      ...Array.from({ length: 30 }, (_, at) => [2, at < 10 ? 3 : 2, 0.9] as const),
    ];
    expect(confusions(judgedFrom(rows)).map(({ one }) => one)).toEqual([2, 0]);
  });

  it('passes over examples that nobody could judge', () => {
    const judged = judgedFrom([
      [0, 1, 0.9],
      [1, 1, 0.9],
    ]);
    expect(confusions({ ...judged, isJudged: Uint8Array.of(0, 1) })).toEqual([]);
  });

  it('names each wrongly taken example once', () => {
    const { judged } = madeJudged({ seed: 3, classes: 8, perClass: 15, wrong: 0.2 });
    const wrong = judged.probabilities.flatMap((row, at) =>
      row.indexOf(Math.max(...row)) === judged.labels[at] ? [] : [at],
    );
    const named = confusions(judged).flatMap(({ oneAsOther, otherAsOne }) => [...oneAsOther, ...otherAsOne]);
    expect(wrong.length).toBeGreaterThan(10);
    expect(named.map(({ example }) => example).toSorted((a, b) => a - b)).toEqual(wrong);
  });
});
