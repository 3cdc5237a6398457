/** The promises of the store port as tests; every adapter runs them. A new promise is written here first. */
import { afterAll, beforeAll, describe } from '@jest/globals';
import type { CollectionDefinition, Store } from '../store.ts';
import { describeDefinitions } from './contract-definitions.ts';
import { describeFinds } from './contract-finds.ts';
import type { StoreFixture } from './contract-fixture.ts';
import { describeLimits } from './contract-limits.ts';
import { describeModel } from './contract-model.ts';
import { describePages } from './contract-pages.ts';
import { describeTogether } from './contract-together.ts';
import { describeUniqueKeys } from './contract-unique-keys.ts';
import { describeWrites } from './contract-writes.ts';

/** An empty store under test. */
export interface TestStore {
  readonly store: Store;
  /** Closes the store and opens it again on the same data. */
  reopen(): Promise<Store>;
  /** Closes the store, however often it was reopened, and removes its data. */
  dispose(): Promise<void>;
}

/** Declares the contract's tests for one adapter; `openStore` is called once and gives a store with nothing in it. */
export function describeStoreContract(name: string, openStore: () => Promise<TestStore>): void {
  describe(`Store contract: ${name}`, () => {
    let test: TestStore | undefined;
    let store: Store | undefined;
    let collections = 0;
    beforeAll(async () => {
      test = await openStore();
      store = test.store;
    });
    afterAll(async () => {
      await test?.dispose();
    });
    const opened = <T>(value: T | undefined): T => {
      if (value === undefined) throw new Error('The store was not opened');
      return value;
    };
    const fixture: StoreFixture = {
      freshName: () => {
        collections += 1;
        return `contract-${collections}`;
      },
      open: (definition: CollectionDefinition) => opened(store).collection(definition),
      fresh: (keys = {}) => fixture.open({ name: fixture.freshName(), ...keys }),
      together: () => opened(store).writeTogether,
      reopen: async () => {
        store = await opened(test).reopen();
      },
    };
    describeWrites(fixture);
    describeTogether(fixture);
    describeUniqueKeys(fixture);
    describeFinds(fixture);
    describePages(fixture);
    describeLimits(fixture);
    describeDefinitions(fixture);
    describeModel(fixture);
  });
}
