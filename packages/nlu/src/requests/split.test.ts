import { describe, expect, it } from '@jest/globals';
import { chanceOfTwo, type SplitSigns } from './split.ts';

const signs: SplitSigns = {
  surer: Math.log(0.9),
  common: 2 * Math.log(0.05),
  outside: Math.log(0.1),
  bothAsk: 1,
  announced: 0,
  clauses: Math.log(2),
  words: Math.log(20),
  shorter: 0.4,
};

describe('the chance that a run asks for two things', () => {
  it.each([
    { name: 'a half is surer', change: { surer: Math.log(0.95) }, rises: true },
    { name: 'both could ask for the same', change: { common: 2 * Math.log(0.6) }, rises: false },
    { name: 'another matter is announced', change: { announced: 1 }, rises: true },
    { name: 'one half has no asking word', change: { bothAsk: 0 }, rises: false },
    { name: 'one half is a word or two', change: { shorter: 0.1 }, rises: false },
    { name: 'one half is off topic', change: { outside: 1 }, rises: false },
    { name: 'the same is told in many clauses', change: { clauses: Math.log(6) }, rises: false },
  ])('$name', ({ change, rises }) => {
    expect(chanceOfTwo({ ...signs, ...change }) > chanceOfTwo(signs)).toBe(rises);
  });
});
