/** The bus on LMDB, for one process. */
export { type EmbeddedBusOptions, type FailurePlace, openEmbeddedBus } from './open-embedded-bus.ts';
