/** What the setup makes of a case in lists: its priority by rules, and by when it is to be seen by goals. */
import type { Priority } from '@facteur/contracts';
import type { RowFacts } from '../desk-index/case-row.ts';
import { dueByGoals } from './goals.ts';
import type { Goal } from './items.ts';
import type { Setup } from './setup.ts';

/** Pure. Concerns cases that wait for people: a check of an answer that left already does not. */
export function rowBySetup(facts: RowFacts, goals: readonly Goal[], byRules: Priority | undefined): RowFacts {
  const { row } = facts;
  if (!isWaiting(row)) return facts;
  const { mailbox, since } = row;
  const priority = byRules ?? row.priority;
  const dueAt = row.dueAt ?? dueByGoals(goals, { mailbox, priority, since });
  return { ...facts, row: { ...row, priority, ...(dueAt === undefined ? {} : { dueAt }) } };
}

function isWaiting(row: RowFacts['row']): boolean {
  const { state, status, review, sample } = row;
  return sample === undefined && WAITING.includes(state) && (review !== undefined || status === 'waiting-advisor');
}

const WAITING: readonly RowFacts['row']['state'][] = ['unassigned', 'assigned', 'snoozed'];

/** Reads what concerns these cases once, for all of them. */
export function rowsBySetup({
  goals,
  memory,
}: Pick<Setup, 'goals' | 'memory'>): (numbers: readonly string[]) => Promise<(facts: RowFacts) => RowFacts> {
  return async (numbers) => {
    const [all, priorities] = await Promise.all([goals(), memory.prioritiesOf(numbers)]);
    return (facts) => rowBySetup(facts, all, priorities.get(facts.row.number));
  };
}
