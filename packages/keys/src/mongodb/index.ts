/** The key store on MongoDB: any number of processes, on any number of machines. */
export type { MongoSource } from './database.ts';
export { type MongoKeyStoreOptions, openMongoKeyStore } from './open-mongo-key-store.ts';
