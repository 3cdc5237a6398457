/**
 * The promises of the bus port, for every adapter. Nothing here takes delivery to be immediate or knows which partition a
 * key belongs to; redelivery is allowed wherever the port allows it.
 */
import { afterEach, beforeEach, describe } from '@jest/globals';
import { describeDelivery } from './delivery-contract.ts';
import { describeOperations } from './operations-contract.ts';
import { describeSharing } from './sharing-contract.ts';
import type { CurrentBus, TestBus } from './test-bus.ts';

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
