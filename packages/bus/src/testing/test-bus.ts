/** What the contract suite is given. */
import type { Bus, TopicSettings } from '../bus.ts';

/** The topics that `openBus` must declare. */
export const CONTRACT_TOPICS: readonly TopicSettings[] = [
  { name: 'contract.many', partitions: 4, retentionMs: 3_600_000 },
  { name: 'contract.one', partitions: 1, retentionMs: 3_600_000 },
  { name: 'contract.next', partitions: 2, retentionMs: 3_600_000 },
];

/** A bus with `CONTRACT_TOPICS`, and nothing in it, for one test. */
export interface TestBus {
  readonly bus: Bus;
  /** Closes the bus and opens it again on the same data. */
  reopen(): Promise<Bus>;
  /** Closes the bus that is open, and removes its data. */
  dispose(): Promise<void>;
}

/** Gives the bus of the running test. */
export type CurrentBus = () => TestBus;
