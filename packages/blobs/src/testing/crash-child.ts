/**
 * A process made to be killed: `node crash-child.js FOLDER FIRST [ROUNDS]` makes keys, puts blobs and destroys keys
 * without end (or for so many rounds), and writes one line to stdout for each thing done, once it is acknowledged.
 */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbeddedKeyStore } from '@facteur/keys/embedded';
import { openFileBlobs } from '../embedded/index.ts';
import { type Acknowledged, CRASH_SMALL_BYTES, crashBatch, crashScope, fingerprint } from './crash-rounds.ts';

const [folder = '', first = '0', rounds = 'Infinity'] = process.argv.slice(2);
const keys = await openEmbeddedKeyStore({ folder: join(folder, 'keys') });
const blobs = await openFileBlobs({ folder: join(folder, 'blobs'), keys, smallBytes: CRASH_SMALL_BYTES });
say({ kind: 'open' });

for (let round = Number(first); round < Number(first) + Number(rounds); round += 1) {
  const scope = crashScope(round);
  const made = await keys.ensure([scope]);
  say({ kind: 'key', scope, fingerprint: fingerprint(made.get(scope)) });
  say({ kind: 'blobs', round, refs: await blobs.put(crashBatch(round)) });
  if (round % 3 !== 2) continue;
  const erased = crashScope(round - 1);
  say({ kind: 'destroying', scope: erased });
  await keys.destroy(erased);
  say({ kind: 'destroyed', scope: erased });
}

/** Written at once: what the parent reads was acknowledged before. */
function say(line: Acknowledged): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}
