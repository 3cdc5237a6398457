import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import { watchPromise } from './watch-promise.ts';

const RISK = 0.01;

/** When each of `runs` watches, looked at after every answer, first says `broken`; undefined for those that never do. */
function brokenAfter(trueShare: number, runs: number, answers: number): (number | undefined)[] {
  const random = seededRandom(5);
  return Array.from({ length: runs }, () => {
    let wrong = 0;
    let first: number | undefined;
    for (let validated = 1; validated <= answers; validated += 1) {
      const isWrong = random.next() < trueShare;
      if (isWrong) wrong += 1;
      // Evidence only grows with a wrong answer.
      if (isWrong && first === undefined && watchPromise({ validated, wrong }, { risk: RISK }).state === 'broken') {
        first = validated;
      }
    }
    return first;
  });
}

describe('watchPromise', () => {
  it.each([
    { validated: 0, wrong: 0, state: 'kept' },
    { validated: 100, wrong: 1, state: 'kept' },
    { validated: 1_000, wrong: 12, state: 'kept' },
    { validated: 1_000, wrong: 17, state: 'in doubt' },
    { validated: 1_000, wrong: 30, state: 'broken' },
    { validated: 3, wrong: 3, state: 'broken' },
    { validated: 1_000_000, wrong: 9_000, state: 'kept' },
    { validated: 1_000_000, wrong: 12_000, state: 'broken' },
  ])('says "$state" of $wrong wrong in $validated', ({ validated, wrong, state }) => {
    expect(watchPromise({ validated, wrong }, { risk: RISK }).state).toBe(state);
  });

  it('is wrong about a kept promise in at most 5 % of runs, though it is looked at after every answer', () => {
    const falseAlarms = brokenAfter(RISK, 400, 2_000).filter((after) => after !== undefined);
    expect(falseAlarms.length).toBeLessThanOrEqual(0.05 * 400);
  });

  it('finds out when answers are wrong four times as often as promised', () => {
    const alarms = brokenAfter(4 * RISK, 200, 1_000);
    expect(alarms.filter((after) => after !== undefined).length).toBeGreaterThanOrEqual(0.95 * 200);
  });
});
