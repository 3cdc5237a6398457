import { describe, expect, it } from '@jest/globals';
import { parseDelay } from './duration.ts';
import { cellKey, GOAL_PRIORITIES, goalsOf, gridMailboxes, gridOf, inheritedGoal } from './goal-grid.ts';

const SHOP = 'sav@boutique.example';
const any = { mailbox: '*', priority: '*', minutes: 480 } as const;
const urgent = { mailbox: '*', priority: 'urgent', minutes: 60 } as const;
const shop = { mailbox: SHOP, priority: '*', minutes: 240 } as const;

describe('the grid of goals', () => {
  it('has any mailbox first, and those with a goal that exist no more', () => {
    expect(gridMailboxes([shop], ['b@x.example', 'a@x.example'])).toEqual(['*', 'a@x.example', 'b@x.example', SHOP]);
  });

  it.each([
    { name: 'of the mailbox first', cell: { mailbox: SHOP, priority: 'urgent' }, expected: shop },
    {
      name: 'of the priority where the mailbox has none',
      cell: { mailbox: 'x', priority: 'urgent' },
      expected: urgent,
    },
    { name: 'of any where neither has one', cell: { mailbox: 'x', priority: 'low' }, expected: any },
    { name: 'never its own', cell: { mailbox: SHOP, priority: '*' }, expected: any },
    { name: 'none for the widest cell', cell: { mailbox: '*', priority: '*' }, expected: undefined },
  ] as const)('shows in an empty cell the goal that counts: $name', ({ cell, expected }) => {
    expect(inheritedGoal([any, urgent, shop], cell)).toEqual(expected);
  });

  it('gives the goals that were put into it', () => {
    const goals = [any, urgent, shop];
    const grid = gridOf(goals, (minutes) => `${minutes}`);
    const { goals: read, unreadable } = goalsOf(grid, gridMailboxes(goals, []), parseDelay);
    expect(read).toHaveLength(goals.length);
    expect(read).toEqual(expect.arrayContaining(goals));
    expect(unreadable).toEqual([]);
  });

  it('tells which cells cannot be read, and takes empty ones as no goal', () => {
    const bad = cellKey({ mailbox: '*', priority: 'low' });
    const grid = { [bad]: 'bientôt', [cellKey({ mailbox: '*', priority: 'high' })]: ' ' };
    expect(goalsOf(grid, ['*'], parseDelay)).toEqual({ goals: [], unreadable: [bad] });
  });

  it('has a column for any priority and for each', () => {
    expect(GOAL_PRIORITIES).toEqual(['*', 'low', 'normal', 'high', 'urgent']);
  });
});
