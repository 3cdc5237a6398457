import { describe, expect, it } from '@jest/globals';
import { chanceOfTwo, type SplitSigns } from './split.ts';

const signs: SplitSigns = {
  weaker: Math.log(0.9),
  whole: Math.log(0.6),
  common: 2 * Math.log(0.05),
  inWhole: Math.log(0.3),
  bothAsk: 1,
  bothQuestions: 0,
  words: Math.log(5),
  announced: 0,
  line: 0,
};

describe('the chance that a run asks for two things', () => {
  it.each([
    { name: 'both halves are surer', change: { weaker: Math.log(0.95) }, rises: true },
    { name: 'both could ask for the same', change: { common: 2 * Math.log(0.6) }, rises: false },
    { name: 'another matter is announced', change: { announced: 1 }, rises: true },
    { name: 'a new line begins', change: { line: 1 }, rises: true },
    { name: 'one half has no asking word', change: { bothAsk: 0 }, rises: false },
    { name: 'one half is a word or two', change: { words: 0 }, rises: false },
  ])('$name', ({ change, rises }) => {
    expect(chanceOfTwo({ ...signs, ...change }) > chanceOfTwo(signs)).toBe(rises);
  });
});
