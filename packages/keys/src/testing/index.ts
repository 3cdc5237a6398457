/** What an adapter of the key store is held to, and looking for bytes in a folder. */
export { folderHolds } from './folder-holds.ts';
export { describeKeyStoreContract, type TestKeyStore } from './key-store-contract.ts';
