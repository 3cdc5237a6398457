import { describe, expect, it } from '@jest/globals';
import { isOfTwins, twinsAmong } from './twins.ts';

describe('twinsAmong', () => {
  it.each([
    { name: 'two labels with the same texts', groups: [0, 1, 2, 0, 1, 2], shared: 3 },
    { name: 'half of the smaller one’s texts', groups: [0, 1, 2, 0, 1, 5], shared: 2 },
    { name: 'no single slip', groups: [0, 1, 2, 0, 4, 5], shared: undefined },
    { name: 'nothing in common', groups: [0, 1, 2, 3, 4, 5], shared: undefined },
  ])('takes $name', ({ groups, shared }) => {
    const twins = twinsAmong(Int32Array.of(0, 0, 0, 1, 1, 1), Int32Array.from(groups));
    expect(twins).toEqual(shared === undefined ? [] : [{ one: 0, other: 1, shared }]);
  });

  it('knows which labels belong to a pair', () => {
    const twins = [{ one: 0, other: 1, shared: 3 }];
    expect([isOfTwins(twins, [0, 1, 0]), isOfTwins(twins, [0, 2])]).toEqual([true, false]);
  });
});
