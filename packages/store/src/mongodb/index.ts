/** The store on MongoDB: any number of processes, on any number of machines. */
export { type MongoStoreOptions, openMongoStore } from './open-mongo-store.ts';
export { mongoServerTime } from './server-time.ts';
