/** Blobs on MongoDB: any number of processes, on any number of machines. */
export type { MongoSource } from './database.ts';
export { type MongoBlobsOptions, openMongoBlobs } from './open-mongo-blobs.ts';
