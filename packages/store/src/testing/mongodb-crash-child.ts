/** A process that writes to a store on MongoDB until it is killed: `node mongodb-crash-child.js URI DATABASE ROUND`. */
import { openMongoStore } from '../mongodb/index.ts';
import { CASES } from './crash-cases.ts';
import { hammer, say } from './hammer.ts';

const [, , uri = '', database = '', round = '0'] = process.argv;
const store = await openMongoStore({ uri, database });
const collection = await store.collection(CASES);
say('ready');
await hammer(collection, Number(round));
