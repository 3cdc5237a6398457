import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { inLanes } from './in-lanes.ts';

describe('bounded parallelism', () => {
  it.each([
    { lanes: 1, most: 1 },
    { lanes: 3, most: 3 },
    { lanes: 100, most: 10 },
  ])('does every item once, $most at a time with $lanes lanes', async ({ lanes, most }) => {
    const items = Array.from({ length: 10 }, (_, i) => i);
    const done: number[] = [];
    let busy = 0;
    let busiest = 0;
    await inLanes(items, lanes, async (item) => {
      busiest = Math.max(busiest, ++busy);
      await setImmediate();
      busy -= 1;
      done.push(item);
    });
    expect(done.sort((a, b) => a - b)).toEqual(items);
    expect(busiest).toBe(most);
  });
  it('begins no more after a failure, and rejects only when nothing is under way', async () => {
    const begun: number[] = [];
    let busy = 0;
    const running = inLanes([0, 1, 2, 3, 4, 5], 2, async (item) => {
      begun.push(item);
      busy += 1;
      await setImmediate();
      busy -= 1;
      if (item === 0) throw new Error('first');
      await setImmediate();
    });
    await expect(running).rejects.toThrow('first');
    expect(begun).toEqual([0, 1]);
    expect(busy).toBe(0);
  });
});
