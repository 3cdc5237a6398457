/** What an adapter's tests need: the contract of the port. */
export { describeStoreContract, type TestStore } from './store-contract.ts';
