/**
 * A process made to be killed: `node mongodb-crash-child.js PLACE FIRST` (PLACE: `{"uri":…,"database":…}`) makes keys, puts blobs and destroys
 * keys in a MongoDB without end, and writes one line to stdout for each thing done, once it is acknowledged.
 */
import { writeSync } from 'node:fs';
import { openMongoKeyStore } from '@facteur/keys/mongodb';
import { openMongoBlobs } from '../mongodb/index.ts';
import { type Acknowledged, crashBatchWithLarge, crashScope, fingerprint } from './crash-rounds.ts';

const [place = '{}', first = '0'] = process.argv.slice(2);
const { uri, database }: { uri: string; database: string } = JSON.parse(place);
const keys = await openMongoKeyStore({ uri, database });
const blobs = await openMongoBlobs({ uri, database, keys });
say({ kind: 'open' });

for (let round = Number(first); ; round += 1) {
  const scope = crashScope(round);
  const made = await keys.ensure([scope]);
  say({ kind: 'key', scope, fingerprint: fingerprint(made.get(scope)) });
  say({ kind: 'putting', round });
  say({ kind: 'blobs', round, refs: await blobs.put(crashBatchWithLarge(round)) });
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
