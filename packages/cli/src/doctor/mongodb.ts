/** MongoDB: does it answer, and does its clock agree? Nothing is written. */
import { messageOf, systemClock } from '@facteur/primitives';
import { mongoServerTime } from '@facteur/store/mongodb';
import type { Settings } from '../settings.ts';
import { checkClock } from './clocks.ts';
import { type Finding, fine, wrong } from './finding.ts';

/** Nothing when MongoDB is not configured. */
export async function checkMongodb(settings: Pick<Settings, 'mongodb-uri' | 'keys-mongodb-uri'>): Promise<Finding[]> {
  const { 'mongodb-uri': data, 'keys-mongodb-uri': keys } = settings;
  return [
    ...(data === undefined ? [] : await checkOne('mongodb', data, 'FACTEUR_MONGODB_URI')),
    ...(keys === undefined ? [] : await checkOne('mongodb for keys', keys, 'FACTEUR_KEYS_MONGODB_URI')),
  ];
}

async function checkOne(check: string, uri: string, variable: string): Promise<Finding[]> {
  const askedMs = systemClock.now();
  try {
    const theirsMs = await mongoServerTime({ uri });
    return [fine(check, 'answers'), checkClock(check, { askedMs, theirsMs, answeredMs: systemClock.now() })];
  } catch (error) {
    return [wrong(check, `${messageOf(error)}: is it running, and is ${variable} right?`)];
  }
}
