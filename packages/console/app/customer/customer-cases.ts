/** A customer's cases in the order in which somebody on the phone needs them. Pure. */
import type { CustomerCases, QueueItem } from '../api/write-types.ts';

export interface SortedCases {
  readonly open: readonly QueueItem[];
  readonly over: readonly QueueItem[];
}

/** What is open and what is over, the last changed first in each. */
export function sortedCases(cases: readonly QueueItem[]): SortedCases {
  const newest = [...cases].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
  return { open: newest.filter((one) => !isOver(one)), over: newest.filter(isOver) };
}

/** Every address that they wrote with, the one that was asked for first. */
export function addressesOf({ address, cases }: CustomerCases): readonly string[] {
  const known = cases.flatMap(({ customer }) => (customer && customer.address !== '' ? [customer.address] : []));
  return [...new Set(address === undefined ? known : [address, ...known])];
}

/** What they call themselves: as the server says, else as in their newest case. */
export function nameOf({ name, cases }: CustomerCases): string | undefined {
  return (
    name ??
    sortedCases(cases)
      .open.concat(sortedCases(cases).over)
      .find(({ customer }) => customer?.name)?.customer?.name
  );
}

function isOver({ status, state }: QueueItem): boolean {
  return status === 'closed' || status === 'merged' || state === 'trash';
}
