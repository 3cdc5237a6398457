import { describe, expect, it } from '@jest/globals';
import { inTurns } from './in-turns.ts';

/** Lets everything happen that waits for nothing. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('work in turns', () => {
  it('begins as much as may run, and the next as one ends, failed or not', async () => {
    const turn = inTurns(2);
    const begun: string[] = [];
    const ends: (() => void)[] = [];
    const work = (name: string, isBad = false) =>
      turn(async () => {
        begun.push(name);
        await new Promise<void>((resolve) => ends.push(resolve));
        if (isBad) throw new Error(name);
        return name;
      });
    const all = Promise.allSettled([work('a', true), work('b'), work('c'), work('d')]);
    const seen: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      await settled();
      seen.push(begun.join(''));
      ends.shift()?.();
    }
    expect(seen).toEqual(['ab', 'abc', 'abcd', 'abcd']);
    await settled();
    ends.shift()?.();
    const outcomes = (await all).map((one) => (one.status === 'fulfilled' ? one.value : 'failed'));
    expect(outcomes).toEqual(['failed', 'b', 'c', 'd']);
  });
});
