/** What an adapter of the key store is held to, and what tests of adapters need: raw storage, and a database of one's own. */
export { type CountedClient, countedClient } from './counted-commands.ts';
export { type CuttableProxy, cuttableProxy } from './cuttable-proxy.ts';
export { folderHolds } from './folder-holds.ts';
export { type FreshDatabase, freshDatabase } from './fresh-database.ts';
export { describeKeyStoreContract, type TestKeyStore } from './key-store-contract.ts';
