import { describe, expect, it } from '@jest/globals';
import { placeInOrder } from './isotonic.ts';

describe('placing in order', () => {
  it.each([
    { name: 'leaves what does not conflict', at: [0, 50, 100], weights: [1, 1, 1], expected: [0, 50, 100] },
    { name: 'shares a conflict', at: [10, 10], weights: [1, 1], expected: [0, 20] },
    { name: 'yields to what weighs more', at: [10, 10], weights: [3, 1], expected: [5, 25] },
    { name: 'pushes a whole group', at: [0, 100, 100, 100], weights: [1, 1, 1, 1], expected: [0, 80, 100, 120] },
    { name: 'turns wishes in the wrong order round', at: [40, 0], weights: [1, 1], expected: [10, 30] },
  ])('$name', ({ at, weights, expected }) => {
    const wishes = at.map((each, index) => ({ at: each, weight: weights[index] ?? 1 }));
    expect(
      placeInOrder(
        wishes,
        at.slice(1).map(() => 20),
      ),
    ).toEqual(expected);
  });
});
