/** What must hold of a store after a process that wrote to it was killed. */
import { expect } from '@jest/globals';
import type { Collection, StoredDocument } from '../store.ts';
import { GROUPS, isWhole, tokenOf } from './crash-cases.ts';

/**
 * Every acknowledged document is there, whole, and under exactly the keys of its version. The unique keys of at most `probed` documents are
 * tried (default: all).
 */
export async function checkRound(
  collection: Collection,
  acks: ReadonlyMap<string, number>,
  probed = Number.POSITIVE_INFINITY,
): Promise<void> {
  const found = await collection.getMany([...acks.keys()]);
  const documents = found.filter((doc) => doc !== undefined);
  const lost = [...acks].filter(([, version], i) => (found[i]?.version ?? 0) < version);
  expect(lost).toEqual([]);
  expect(documents.filter((doc) => !isWhole(doc))).toEqual([]);
  await checkUniqueKeys(collection, documents.slice(0, probed));
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
export async function checkAll(collection: Collection, acknowledged: ReadonlyMap<string, number>): Promise<void> {
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
