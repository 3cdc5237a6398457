import { describe, expect, it } from '@jest/globals';
import { company } from './testing/company.ts';
import { precisionOf, readSet, recallOf, score, tableOf } from './testing/score.ts';

describe('data in labelled texts', () => {
  it.each(['data.tune.jsonl', 'data.frozen.jsonl'])('finds nearly all in %s, and hardly anything else', (name) => {
    const set = readSet(name);
    const result = score(set, company);
    console.log(tableOf(`${name}: ${set.length} texts`, result));
    expect(set.length).toBeGreaterThanOrEqual(120);
    expect(precisionOf(result.overall)).toBeGreaterThanOrEqual(0.95);
    expect(recallOf(result.overall)).toBeGreaterThanOrEqual(0.9);
  });

  it('finds more, and hardly less surely, when guesses are asked for', () => {
    const set = readSet('data.frozen.jsonl');
    const guessed = score(set, { ...company, minConfidence: 0.01 });
    expect(recallOf(guessed.overall)).toBeGreaterThanOrEqual(recallOf(score(set, company).overall));
    expect(precisionOf(guessed.overall)).toBeGreaterThanOrEqual(0.95);
  });

  it.each(['data.tune.jsonl', 'data.frozen.jsonl'])('has labels in %s that stand in their texts', (name) => {
    for (const { text, data } of readSet(name)) for (const { raw } of data) expect(text).toContain(raw);
  });
});
