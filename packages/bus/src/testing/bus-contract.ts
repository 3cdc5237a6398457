/**
 * The promises of the bus port, for every adapter. Nothing here takes delivery to be immediate or knows which partition a
 * key belongs to; redelivery is allowed wherever the port allows it.
 */
import { afterEach, beforeEach, describe } from '@jest/globals';
import type { Bus, TopicSettings } from '../bus.ts';
import { describeDelivery } from './delivery-contract.ts';
import { describeOperations } from './operations-contract.ts';
import { describeSharing } from './sharing-contract.ts';

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

/** Runs the contract; `openBus` is called for each test. */
export function describeBusContract(name: string, openBus: () => Promise<TestBus>): void {
  describe(`Bus contract: ${name}`, () => {
    let current: TestBus | undefined;
    const currentBus: CurrentBus = () => {
      if (current === undefined) throw new Error('no bus is open');
      return current;
    };
    beforeEach(async () => {
      current = await openBus();
    });
    afterEach(async () => {
      await current?.dispose();
      current = undefined;
    });

    describeDelivery(currentBus);
    describeSharing(currentBus);
    describeOperations(currentBus);
  });
}
