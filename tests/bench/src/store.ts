/** The embedded store beside bare lmdb: batched replace-at-version of 1 kB documents with an index. */
import type { Write } from '@facteur/store';
import { openEmbeddedStore } from '@facteur/store/embedded';
import { open } from 'lmdb';
import { type Bench, paired, secondsOf } from './figure.ts';
import { sampleDocument } from './samples.ts';
import { inTemporaryFolder } from './temporary.ts';

const DOCUMENTS = 20_000;
const BATCH = 500;
const IN_FLIGHT = 4;

export const storeBench: Bench = ({ quick }) =>
  inTemporaryFolder(async (folder) => {
    const bare = open<string, string>({ path: `${folder}/bare`, overlappingSync: false, encoding: 'string' });
    const store = await openEmbeddedStore({ folder: `${folder}/store` });
    const collection = await store.collection({ name: 'cases', indexes: { 'by-status': ['status'] } });
    const replace = (docs: readonly ReturnType<typeof sampleDocument>[], at: number): Promise<unknown> =>
      collection.write(docs.map((doc): Write => (at === 0 ? { op: 'insert', doc } : { op: 'replace', doc, at })));
    const rounds: { ours: number; bare: number }[] = [];
    for (let round = 0; round <= (quick ? 3 : 6); round += 1) {
      const docs = Array.from({ length: DOCUMENTS }, (_, n) => sampleDocument(n, round));
      const strings = docs.map((doc) => JSON.stringify(doc));
      const put = (start: number) =>
        Promise.all(strings.slice(start, start + BATCH).map((text, index) => bare.put(`case-${start + index}`, text)));
      const bareRate = await rate(put);
      const ours = await rate((start) => replace(docs.slice(start, start + BATCH), round));
      // The first round inserts: it prepares, and is not counted.
      if (round > 0) rounds.push({ ours, bare: bareRate });
    }
    await store.close();
    await bare.close();
    return [
      paired(
        {
          bench: 'store',
          what: 'replace at version, 1 kB in batches of 500, one index',
          unit: 'documents/s',
          wanted: 0.3,
        },
        rounds,
      ),
    ];
  });

async function rate(batch: (start: number) => Promise<unknown>): Promise<number> {
  const seconds = await secondsOf(async () => {
    const flight: Promise<unknown>[] = [];
    for (let start = 0; start < DOCUMENTS; start += BATCH) {
      flight.push(batch(start));
      if (flight.length >= IN_FLIGHT) await flight.shift();
    }
    await Promise.all(flight);
  });
  return DOCUMENTS / seconds;
}
