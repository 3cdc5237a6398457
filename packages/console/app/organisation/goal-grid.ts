/** Goals as a grid of mailboxes and priorities. Pure. */
import type { Goal } from '../api/setup-types.ts';

export const GOAL_PRIORITIES = ['*', 'low', 'normal', 'high', 'urgent'] as const;
export type GoalPriority = (typeof GOAL_PRIORITIES)[number];

/** Where a goal stands. */
export type Cell = Pick<Goal, 'mailbox' | 'priority'>;

/** What is written in each cell, by `cellKey`. */
export type Grid = Readonly<Record<string, string>>;

export function cellKey({ mailbox, priority }: Cell): string {
  return `${priority} ${mailbox}`;
}

/** Any mailbox first, then each that exists or has a goal, in order. */
export function gridMailboxes(goals: readonly Goal[], mailboxes: readonly string[]): readonly string[] {
  const named = new Set([...mailboxes, ...goals.map(({ mailbox }) => mailbox)]);
  named.delete('*');
  return ['*', ...[...named].sort((a, b) => a.localeCompare(b))];
}

/** The goal that counts where none is written: of the mailbox before that of any, of the priority before any. */
export function inheritedGoal(goals: readonly Goal[], { mailbox, priority }: Cell): Goal | undefined {
  const wider: readonly Cell[] = [
    { mailbox, priority: '*' },
    { mailbox: '*', priority },
    { mailbox: '*', priority: '*' },
  ];
  const own = cellKey({ mailbox, priority });
  return wider
    .filter((cell) => cellKey(cell) !== own)
    .map((cell) => goals.find((goal) => cellKey(goal) === cellKey(cell)))
    .find((goal) => goal !== undefined);
}

/** The grid with what `format` makes of each goal. */
export function gridOf(goals: readonly Goal[], format: (minutes: number) => string): Grid {
  return Object.fromEntries(goals.map((goal) => [cellKey(goal), format(goal.minutes)]));
}

/** The goals that a grid holds, and the cells that nobody can read. Empty cells hold none. */
export function goalsOf(
  grid: Grid,
  mailboxes: readonly string[],
  parse: (written: string) => number | undefined,
): { readonly goals: readonly Goal[]; readonly unreadable: readonly string[] } {
  const cells = mailboxes.flatMap((mailbox) => GOAL_PRIORITIES.map((priority) => ({ mailbox, priority })));
  const written = cells
    .map((cell) => ({ cell, text: (grid[cellKey(cell)] ?? '').trim() }))
    .filter(({ text }) => text !== '');
  return {
    goals: written.flatMap(({ cell, text }) => {
      const minutes = parse(text);
      return minutes === undefined ? [] : [{ ...cell, minutes }];
    }),
    unreadable: written.filter(({ text }) => parse(text) === undefined).map(({ cell }) => cellKey(cell)),
  };
}
