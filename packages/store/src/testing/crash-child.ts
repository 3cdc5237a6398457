/**
 * A process that writes to a store and says so on stdout, to be traced or killed: `node crash-child.js MODE FOLDER ROUND`.
 * A line is written only when the store has acknowledged what it says.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { isAppError } from '@facteur/primitives';
import { openEmbeddedStore } from '../embedded/index.ts';
import type { Collection } from '../store.ts';
import { CASES, caseDocument, caseId } from './crash-cases.ts';
import { hammer, say } from './hammer.ts';

const BALLAST_BYTES = 1_000_000;

/** Five acknowledged writes, one after the other. */
async function writeSome(collection: Collection): Promise<void> {
  for (let n = 1; n <= 5; n += 1) {
    await collection.write([{ op: 'insert', doc: caseDocument(caseId(0, n), 1) }]);
    say(`ack ${n}`);
  }
}

/** Inserts until the disk is full, makes room by removing `ballast` beside the folder, and inserts what failed again. */
async function fill(collection: Collection, ballast: string): Promise<void> {
  writeFileSync(ballast, Buffer.alloc(BALLAST_BYTES));
  for (let n = 1; n < 10_000; n += 1) {
    const doc = { ...caseDocument(caseId(0, n), 1), text: 'x'.repeat(50_000) };
    try {
      await collection.write([{ op: 'insert', doc }]);
    } catch (error) {
      say(isAppError(error) ? `${error.code} ${error.retry}` : String(error));
      say(`first ${(await collection.get(caseId(0, 1)))?.version}, failed ${(await collection.get(doc._id))?.version}`);
      say(`found ${await collection.count({ index: 'group' })} of ${n - 1}`);
      rmSync(ballast);
      say(JSON.stringify(await collection.write([{ op: 'insert', doc }])));
      return;
    }
  }
}

const [, , mode, folder = '', round = '0'] = process.argv;
const store = await openEmbeddedStore({ folder });
const collection = await store.collection(CASES);
say('ready');
if (mode === 'hammer') await hammer(collection, Number(round));
else if (mode === 'fill') await fill(collection, `${folder}.ballast`);
else await writeSome(collection);
await store.close();
