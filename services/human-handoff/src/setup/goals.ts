/** By when a case that waits for people is to be seen, by the company's goals. Pure. */
import type { Priority } from '@facteur/contracts';
import { isoTime } from '@facteur/primitives';
import type { Goal } from './items.ts';

/** What goals go by. */
export interface WaitingCase {
  readonly mailbox: string;
  readonly priority: Priority;
  /** Since when it waits: an instant. */
  readonly since: string;
}

/** An instant; undefined where no goal speaks of the case. A goal for the mailbox goes before one for any, then one for the priority. */
export function dueByGoals(goals: readonly Goal[], { mailbox, priority, since }: WaitingCase): string | undefined {
  const names = mailbox.toLowerCase();
  const speaking = goals.filter(
    (goal) =>
      (goal.mailbox === ANY || goal.mailbox.toLowerCase() === names) &&
      (goal.priority === ANY || goal.priority === priority),
  );
  const [closest] = speaking.sort((a, b) => precision(b) - precision(a));
  return closest && isoTime(Date.parse(since) + closest.minutes * 60_000);
}

const ANY = '*';

function precision({ mailbox, priority }: Goal): number {
  return (mailbox === ANY ? 0 : 2) + (priority === ANY ? 0 : 1);
}
