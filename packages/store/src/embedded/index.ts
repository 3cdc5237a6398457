/** The store that needs nothing installed: LMDB in one folder. */

/** The file below it, for other adapters that keep bytes by key. */
export { type Environment, openEnvironment } from './environment.ts';
export { openEmbeddedStore } from './open-store.ts';
