import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { seededRandom } from '@facteur/primitives/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Collection, StoredDocument } from '../store.ts';
import { CASES, GROUPS, isWhole, tokenOf } from '../testing/crash-cases.ts';
import { buildChild, linesOf, startChild } from '../testing/run-child.ts';
import { openEmbeddedStore } from './index.ts';

const KILLS = 50;
const LONGEST_LIFE_MS = 120;

beforeAll(buildChild);

describe('a process killed while it writes', () => {
  it(`loses no acknowledged write and tears no document (${KILLS} times)`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'facteur-store-'));
    const random = seededRandom(20260105);
    const acknowledged = new Map<string, number>();
    for (let round = 0; round < KILLS; round += 1) {
      const acks = await writeUntilKilled(folder, round, random.next() * LONGEST_LIFE_MS);
      for (const [id, version] of acks) acknowledged.set(id, version);
      const store = await openEmbeddedStore({ folder });
      const collection = await store.collection(CASES);
      await checkRound(collection, acks);
      if (round === KILLS - 1) await checkAll(collection, acknowledged);
      await store.close();
    }
    expect(acknowledged.size).toBeGreaterThan(KILLS * 20);
    await rm(folder, { recursive: true });
  }, 120_000);
});

/** The versions that were acknowledged before the kill, which comes at a moment of its own: this must be real time. */
async function writeUntilKilled(folder: string, round: number, lifeMs: number): Promise<ReadonlyMap<string, number>> {
  const child = startChild(['hammer', folder, String(round)]);
  const lines = linesOf(child);
  await once(child.stdout, 'readable');
  await wait(lifeMs);
  kill(child);
  const acks = (await lines).slice(1).map((line) => line.split(' '));
  return new Map(acks.map(([id = '', version]) => [id, Number(version)]));
}

function kill(child: ChildProcess): void {
  if (child.exitCode !== null) throw new Error('The child ended by itself');
  child.kill('SIGKILL');
}

/** Every acknowledged document is there, whole, and under exactly the keys of its version. */
async function checkRound(collection: Collection, acks: ReadonlyMap<string, number>): Promise<void> {
  const found = await collection.getMany([...acks.keys()]);
  const documents = found.filter((doc) => doc !== undefined);
  const lost = [...acks].filter(([, version], i) => (found[i]?.version ?? 0) < version);
  expect(lost).toEqual([]);
  expect(documents.filter((doc) => !isWhole(doc))).toEqual([]);
  await checkUniqueKeys(collection, documents);
}

/** The value of each version that is stored is taken, and those of the versions around it are free. */
async function checkUniqueKeys(collection: Collection, documents: readonly StoredDocument[]): Promise<void> {
  const probe = async (step: number): Promise<readonly string[]> => {
    const docs = documents.map(({ _id, version }) => ({ _id: `probe-${_id}`, token: tokenOf(_id, version + step) }));
    const outcomes = await collection.write(docs.map((doc) => ({ op: 'insert', doc })));
    await collection.write(docs.map(({ _id }) => ({ op: 'delete', id: _id, at: 1 })));
    return [...new Set(outcomes.map((it) => (it.outcome === 'duplicate' ? it.key : it.outcome)))];
  };
  const some = documents.length > 0;
  expect(await probe(0)).toEqual(some ? ['token'] : []);
  expect(await probe(-1)).toEqual(some ? ['done'] : []);
  expect(await probe(1)).toEqual(some ? ['done'] : []);
}

/** The index has every acknowledged document once, in the group it says itself, and nothing that is torn. */
async function checkAll(collection: Collection, acknowledged: ReadonlyMap<string, number>): Promise<void> {
  const seen = new Map<string, number>();
  for (const group of GROUPS) {
    for (const doc of await readGroup(collection, group)) {
      expect([doc._id, doc.group, isWhole(doc), seen.has(doc._id)]).toEqual([doc._id, group, true, false]);
      seen.set(doc._id, doc.version);
    }
  }
  expect([...acknowledged].filter(([id, version]) => (seen.get(id) ?? 0) < version)).toEqual([]);
  expect(await collection.count({ index: 'group' })).toBe(seen.size);
}

async function readGroup(collection: Collection, group: string): Promise<readonly StoredDocument[]> {
  const documents: StoredDocument[] = [];
  for (let after: string | undefined; ; ) {
    const query = { index: 'group', equals: { group }, limit: 500, ...(after === undefined ? {} : { after }) };
    const page = await collection.find(query);
    documents.push(...page.documents);
    if (page.cursor === undefined) return documents;
    after = page.cursor;
  }
}
