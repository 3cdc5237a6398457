import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import type { Classification } from '../classification.ts';
import { chooseClear, fewestHeldOut, type JudgedTwice } from './choose-clear.ts';
import { NOTHING_CLEAR } from './clear.ts';

/** Two intents; `probability` is that of `intent`, what is left is half the other one's and half out of scope. */
const says = (intent: 'a' | 'b', probability: number): Classification => ({
  intents: [
    { intent, probability },
    { intent: intent === 'a' ? 'b' : 'a', probability: (1 - probability) / 2 },
  ],
  outOfScope: (1 - probability) / 2,
  nearest: [],
});
const outside: Classification = { intents: [{ intent: 'a', probability: 0.1 }], outOfScope: 0.9, nearest: [] };
const times = (count: number, text: JudgedTwice): JudgedTwice[] => Array.from({ length: count }, () => text);
const agreed: JudgedTwice = { truth: 'a', fast: says('a', 0.99), full: says('a', 0.99) };
const lost: JudgedTwice = { truth: 'a', fast: says('b', 0.8), full: says('a', 0.9) };

describe('the limit from which fast answers stand', () => {
  it('needs 1 497 texts without a loss to promise 0.2 points', () => {
    expect(fewestHeldOut()).toBe(1_497);
    expect(chooseClear(times(1_496, agreed))).toEqual(NOTHING_CLEAR);
    expect(chooseClear(times(1_497, agreed)).limit).toBeGreaterThan(0.9);
  });

  it('stays above the scores at which too much is lost', () => {
    const texts = [...times(3_000, agreed), ...times(20, lost), ...times(500, { ...agreed, fast: says('a', 0.7) })];
    const { limit = 0 } = chooseClear(texts);
    expect(limit).toBeGreaterThan(0.8);
    expect(limit).toBeLessThanOrEqual(0.99);
  });

  it.each([
    { name: 'both are wrong', text: { truth: 'a', fast: says('b', 0.8), full: says('b', 0.9) } },
    { name: 'the fast one alone is right', text: { truth: 'a', fast: says('a', 0.8), full: says('b', 0.9) } },
  ])('counts no loss where $name', ({ text }) => {
    const { limit = 1 } = chooseClear([...times(3_000, agreed), ...times(100, text)]);
    expect(limit).toBeLessThanOrEqual(0.8);
  });

  it('counts what is out of scope where it is lost, and never as evidence', () => {
    const foreign: JudgedTwice = { truth: null, fast: says('a', 0.8), full: outside };
    expect(chooseClear([...times(3_000, agreed), ...times(20, foreign)]).limit).toBeGreaterThan(0.8);
    const known: JudgedTwice = { truth: null, fast: outside, full: outside };
    expect(chooseClear([...times(1_400, agreed), ...times(1_000, known)])).toEqual(NOTHING_CLEAR);
  });

  it('never lies below one half', () => {
    const unsure = times(3_000, { truth: 'a', fast: says('a', 0.4), full: says('a', 0.4) });
    expect(chooseClear([...times(3_000, agreed), ...unsure]).limit).toBe(0.5);
  });

  it('costs more than is promised in at most 8 % of 100 draws', () => {
    const random = seededRandom(11);
    const risk = 0.02;
    const draw = (): JudgedTwice => {
      const probability = random.next();
      const isWrong = random.next() < (1 - probability) / 2;
      return { truth: 'a', fast: says(isWrong ? 'b' : 'a', probability), full: says('a', 0.99) };
    };
    let broken = 0;
    for (let round = 0; round < 100; round += 1) {
      const { limit = 1 } = chooseClear(Array.from({ length: 300 }, draw), { risk });
      // The share lost above a limit: the integral of (1 − p) / 2 from there to 1.
      if ((1 - limit) ** 2 / 4 > risk) broken += 1;
    }
    expect(broken).toBeLessThanOrEqual(8);
  });

  it.each([0, 1, -1])('is refused for a risk of %p', (risk) => {
    expect(() => chooseClear([agreed], { risk })).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
  });
});

describe('the temperatures of a cascade', () => {
  it('make both less sure where they were surer than right', () => {
    const random = seededRandom(12);
    const easy = times(3_000, agreed);
    const hard = Array.from({ length: 1_000 }, (): JudgedTwice => {
      const full = says(random.next() < 0.6 ? 'a' : 'b', 0.9);
      return { truth: 'a', fast: says('a', 0.4), full };
    });
    const rule = chooseClear([...easy, ...hard]);
    expect(rule.limit).toBeGreaterThan(0.4);
    expect(rule.restTemperature).toBeGreaterThan(1.5);
    expect(rule.clearTemperature).toBeLessThan(1);
  });
});
