/** The key store in a folder of ordinary files: nothing to install, one process at a time. */
export { type EmbeddedKeyStoreOptions, openEmbeddedKeyStore } from './embedded-key-store.ts';
