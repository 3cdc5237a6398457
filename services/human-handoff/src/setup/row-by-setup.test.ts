/** Priority and due time of cases in lists, as the setup has them. */
import type { Priority } from '@facteur/contracts';
import { describe, expect, it } from '@jest/globals';
import type { CaseRow } from '../desk-index/case-row.ts';
import { factsOf } from '../desk-index/testing/sample-facts.ts';
import type { Goal } from './items.ts';
import { rowBySetup } from './row-by-setup.ts';

const GOALS: Goal[] = [
  { mailbox: '*', priority: '*', minutes: 60 },
  { mailbox: '*', priority: 'urgent', minutes: 5 },
];
const since = '2026-01-05T09:00:00.000Z';
const own = '2026-01-06T09:00:00.000Z';

describe('a case in a list', () => {
  it.each<{ name: string; row: Partial<CaseRow>; byRules?: Priority; priority: Priority; dueAt?: string }>([
    { name: 'is due by a goal', row: {}, priority: 'normal', dueAt: '2026-01-05T10:00:00.000Z' },
    { name: 'keeps a due time of its own', row: { dueAt: own }, priority: 'normal', dueAt: own },
    {
      name: 'has the priority that rules gave it, and is due by that',
      row: { priority: 'low' },
      byRules: 'urgent',
      priority: 'urgent',
      dueAt: '2026-01-05T09:05:00.000Z',
    },
    { name: 'that is done is not due', row: { state: 'done' }, byRules: 'urgent', priority: 'normal' },
    { name: 'that is a check of an answer is not due', row: { sample: true }, byRules: 'urgent', priority: 'normal' },
    { name: 'that the bot has is not due', row: { status: 'open' }, byRules: 'urgent', priority: 'normal' },
  ])('$name', ({ row, byRules, priority, dueAt }) => {
    const { row: shown } = rowBySetup(factsOf(0, { since, ...row }), GOALS, byRules);
    expect([shown.priority, shown.dueAt]).toEqual([priority, dueAt]);
  });

  it('is as it was where there are no goals and no rules', () => {
    const facts = factsOf(0, { since });
    expect(rowBySetup(facts, [], undefined)).toEqual(facts);
  });
});
