import { describe, expect, it } from '@jest/globals';
import { itemAfter, NOTHING_SELECTED, select } from './selection.ts';

const among = ['A', 'B', 'C'];

describe('the cursor of a list', () => {
  it.each([
    { name: 'begins at the top', current: undefined, by: 1 as const, expected: 'A' },
    { name: 'goes down', current: 'A', by: 1 as const, expected: 'B' },
    { name: 'goes up', current: 'B', by: -1 as const, expected: 'A' },
    { name: 'stops at the bottom', current: 'C', by: 1 as const, expected: 'C' },
    { name: 'stops at the top', current: 'A', by: -1 as const, expected: 'A' },
    { name: 'begins again when its item is gone', current: 'Z', by: 1 as const, expected: 'A' },
  ])('$name', ({ current, by, expected }) => {
    expect(select({ current, ticked: new Set() }, { kind: 'move', by, among }).current).toBe(expected);
  });

  it('ticks and unticks', () => {
    const once = select(NOTHING_SELECTED, { kind: 'tick', number: 'B' });
    expect([...once.ticked]).toEqual(['B']);
    expect([...select(once, { kind: 'tick', number: 'B' }).ticked]).toEqual([]);
  });

  it('ticks all, and none', () => {
    const all = select(NOTHING_SELECTED, { kind: 'tick-all', among });
    expect([...all.ticked]).toEqual(among);
    expect(select(all, { kind: 'clear' }).ticked.size).toBe(0);
  });
});

describe('the item to go to after a decision', () => {
  it.each([
    { name: 'is the next one', numbers: among, number: 'A', expected: 'B' },
    { name: 'is the one before at the end of the list', numbers: among, number: 'C', expected: 'B' },
    { name: 'is the first when the item is in no list', numbers: among, number: 'Z', expected: 'A' },
    { name: 'is none when it was the only one', numbers: ['A'], number: 'A', expected: undefined },
  ])('$name', ({ numbers, number, expected }) => {
    expect(itemAfter(numbers, number)).toBe(expected);
  });
});
