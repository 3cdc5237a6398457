/** By when cases are to be seen. */
import { describe, expect, it } from '@jest/globals';
import { dueByGoals } from './goals.ts';
import type { Goal } from './items.ts';

const SAV = 'sav@boutique.example';
const ALL: Goal[] = [
  { mailbox: '*', priority: '*', minutes: 1 },
  { mailbox: '*', priority: 'high', minutes: 2 },
  { mailbox: SAV, priority: '*', minutes: 3 },
  { mailbox: SAV, priority: 'high', minutes: 4 },
];

describe('the goal for a case', () => {
  it.each([
    { name: 'for its mailbox and priority goes first', goals: ALL, priority: 'high', minute: 4 },
    { name: 'for its mailbox goes before one for its priority', goals: ALL.slice(0, 3), priority: 'high', minute: 3 },
    { name: 'for its priority goes before one for all', goals: ALL.slice(0, 2), priority: 'high', minute: 2 },
    { name: 'for all does where nothing closer speaks of it', goals: ALL.slice(0, 2), priority: 'low', minute: 1 },
    { name: 'may stand in any order', goals: [...ALL].reverse(), priority: 'high', minute: 4 },
  ] as const)('$name', ({ goals, priority, minute }) => {
    const since = '2026-01-05T09:00:00.000Z';
    const due = dueByGoals(goals, { mailbox: 'SAV@boutique.example', priority, since });
    expect(due).toBe(`2026-01-05T09:0${minute}:00.000Z`);
  });

  it('is none where none speaks of it', () => {
    const goals: Goal[] = [{ mailbox: 'compta@boutique.example', priority: '*', minutes: 5 }];
    const waiting = { mailbox: SAV, priority: 'high', since: '2026-01-05T09:00:00.000Z' } as const;
    expect(dueByGoals(goals, waiting)).toBeUndefined();
  });
});
