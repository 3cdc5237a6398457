/** The key store on MongoDB: any number of processes, on any number of machines. */
export { type AskedDatabase, askedDatabase, type MongoSource } from './asked-database.ts';
export { isOnlyDuplicates } from './duplicates.ts';
export { type MongoKeyStoreOptions, openMongoKeyStore } from './open-mongo-key-store.ts';
