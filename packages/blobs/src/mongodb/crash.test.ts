import type { KeyStore } from '@facteur/keys';
import { openMongoKeyStore } from '@facteur/keys/mongodb';
import { type FreshDatabase, freshDatabase } from '@facteur/keys/testing';
import { isAppError } from '@facteur/primitives';
import { describeReal, realMongodb } from '@facteur/real';
import { afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { BlobRef, Blobs } from '../blobs.ts';
import { nameBlobs, refsOf } from '../sealed.ts';
import { buildCrashChild, startCrashChild } from '../testing/child-process.ts';
import { type Acknowledged, crashBatchWithLarge, crashScope, fingerprint } from '../testing/crash-rounds.ts';
import { openMongoBlobs } from './index.ts';

/** After so many lines: while it puts a large blob or small ones, destroys a key, or begins a round. */
const KILLED_AFTER = [3, 6, 9, 11, 12, 15];
const MOST_LOOKS = 200;

describeReal('A process killed while it puts blobs on MongoDB', await realMongodb(), ({ uri }) => {
  let script: string;
  let fresh: FreshDatabase;
  beforeAll(async () => {
    script = await buildCrashChild('mongodb-crash-child');
  }, 120_000);

  beforeEach(async () => {
    fresh = await freshDatabase(uri);
  });
  afterEach(() => fresh.drop());

  it(`loses nothing acknowledged and leaves no half blob (${KILLED_AFTER.length} times)`, async () => {
    const { name: database } = fresh;
    const place = JSON.stringify({ uri, database });
    const all: Acknowledged[] = [];
    for (const [kill, count] of KILLED_AFTER.entries()) {
      const parts = await countParts(fresh);
      const child = startCrashChild(script, place, kill * 10_000);
      await child.wrote(count);
      // The first is killed once a part of its large blob has come; that may be after the whole, or never.
      for (let looks = 0; kill === 0 && looks < MOST_LOOKS && (await countParts(fresh)) === parts; looks += 1);
      const lines = await child.kill();
      all.push(...lines);
      await withStores({ uri, database }, (keys, blobs) => verify(keys, blobs, lines));
    }
    await withStores({ uri, database }, (keys, blobs) => verify(keys, blobs, all));
    expect(all.filter(({ kind }) => kind === 'blobs').length).toBeGreaterThan(KILLED_AFTER.length);
  }, 180_000);
});

function countParts({ db }: FreshDatabase): Promise<number> {
  return db.collection('blobs.large.chunks').countDocuments();
}

async function withStores(
  { uri, database }: { uri: string; database: string },
  work: (keys: KeyStore, blobs: Blobs) => Promise<void>,
): Promise<void> {
  const keys = await openMongoKeyStore({ uri, database, timeoutMs: 30_000 });
  const blobs = await openMongoBlobs({ uri, database, keys, timeoutMs: 30_000 });
  await work(keys, blobs);
  await blobs.close();
  await keys.close();
}

/** Every line of the child is still true, and what it was putting is there as a whole, or not, and can be put. */
async function verify(keys: KeyStore, blobs: Blobs, lines: readonly Acknowledged[]): Promise<void> {
  const touched = scopesOf(lines, 'destroying');
  for (const line of lines) {
    if (line.kind === 'key' && !touched.has(line.scope))
      expect(fingerprint((await keys.get([line.scope])).get(line.scope))).toBe(line.fingerprint);
    if (line.kind === 'blobs') {
      const allowed = touched.has(crashScope(line.round)) ? ['whole', 'KEY_ERASED'] : ['whole'];
      expect(line.refs.length).toBe(crashBatchWithLarge(line.round).length);
      for (const state of await states(blobs, line.round, line.refs)) expect(allowed).toContain(state);
    }
  }
  expect((await keys.ensure([...scopesOf(lines, 'destroyed')])).size).toBe(0);
  const done = new Set(lines.flatMap((line) => (line.kind === 'blobs' ? [line.round] : [])));
  for (const line of lines)
    if (line.kind === 'putting' && !done.has(line.round)) await verifyCutShort(keys, blobs, line.round);
}

async function verifyCutShort(keys: KeyStore, blobs: Blobs, round: number): Promise<void> {
  const batch = crashBatchWithLarge(round);
  const refs = refsOf(nameBlobs(await keys.get([crashScope(round)]), batch));
  for (const state of await states(blobs, round, refs)) expect(['whole', 'BLOB_MISSING']).toContain(state);
  expect(await blobs.put(batch)).toEqual(refs);
  expect(new Set(await states(blobs, round, refs))).toEqual(new Set(['whole']));
}

/** `whole`, or the code of the error, for each blob of a round. */
function states(blobs: Blobs, round: number, refs: readonly BlobRef[]): Promise<string[]> {
  const expected = crashBatchWithLarge(round);
  return Promise.all(
    refs.map(async (ref, i) => {
      try {
        return (await blobs.get(ref)).equals(expected[i]?.content ?? Buffer.from('none')) ? 'whole' : 'different';
      } catch (error) {
        if (isAppError(error)) return error.code;
        throw error;
      }
    }),
  );
}

function scopesOf(lines: readonly Acknowledged[], wanted: 'destroying' | 'destroyed'): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => (line.kind === wanted ? [line.scope] : [])));
}
