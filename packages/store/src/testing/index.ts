/** What an adapter's tests need: the contract of the port, and that of dumping and loading. */
export { describeStoreBackup } from './backup-contract.ts';
export { describeStoreContract, type TestStore } from './store-contract.ts';
