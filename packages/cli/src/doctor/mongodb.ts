/** MongoDB: does it answer? */
import { messageOf } from '@facteur/primitives';
import { openMongoStore } from '@facteur/store/mongodb';
import type { Settings } from '../settings.ts';
import { type Finding, fine, wrong } from './finding.ts';

const TIMEOUT_MS = 5_000;

/** Nothing when MongoDB is not configured. Opening asks the database and writes nothing. */
export async function checkMongodb(settings: Pick<Settings, 'mongodb-uri' | 'keys-mongodb-uri'>): Promise<Finding[]> {
  const { 'mongodb-uri': data, 'keys-mongodb-uri': keys } = settings;
  return [
    ...(data === undefined ? [] : [await checkOne('mongodb', data, 'FACTEUR_MONGODB_URI')]),
    ...(keys === undefined ? [] : [await checkOne('mongodb for keys', keys, 'FACTEUR_KEYS_MONGODB_URI')]),
  ];
}

async function checkOne(check: string, uri: string, variable: string): Promise<Finding> {
  try {
    const store = await openMongoStore({ uri, database: 'facteur', timeoutMs: TIMEOUT_MS });
    await store.close();
    return fine(check, 'answers');
  } catch (error) {
    return wrong(check, `${messageOf(error)}: is it running, and is ${variable} right?`);
  }
}
