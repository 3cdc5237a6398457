/** The store that needs nothing installed: LMDB in one folder. */
export { openEmbeddedStore } from './open-store.ts';
