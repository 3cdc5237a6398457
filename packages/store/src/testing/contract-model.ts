/** Random batches against a model in memory: outcomes, documents, index queries and counts must be the same. */

import type { Random } from '@facteur/primitives';
import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import type { Collection, IndexValue, NewDocument, Query, StoredDocument, Write } from '../store.ts';
import type { StoreFixture } from './contract-fixture.ts';
import { modelCount, modelFind, modelWrite, UNIQUE_KEY } from './store-model.ts';

const FIELDS = ['group', 'rank'];
const DEFINITION = { indexes: { group: FIELDS, rank: ['rank'] }, unique: { [UNIQUE_KEY]: [UNIQUE_KEY] } };
const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'é', '😀'];
const GROUPS = ['', 'a', 'ab', 'b', 'é'];
const RANKS: readonly IndexValue[] = [-2.5, -1, 0, 1, 10, '1', 'x', false, true];
const BATCHES = 40;

/** Declares the tests. */
export function describeModel(fixture: StoreFixture): void {
  describe('random batches', () => {
    it.each([1, 2, 3, 4])('do what a model in memory does (seed %i)', async (seed) => {
      const random = seededRandom(seed);
      const collection = await fixture.fresh(DEFINITION);
      const model = new Map<string, StoredDocument>();
      for (let batch = 0; batch < BATCHES; batch += 1) {
        const writes = randomBatch(random, model);
        const expected = writes.map((write) => modelWrite(model, write));
        expect(await collection.write(writes)).toEqual(expected);
        await compare(random, collection, model);
      }
      expect(await collection.getMany(IDS)).toEqual(IDS.map((id) => model.get(id)));
    });
  });
}

async function compare(random: Random, collection: Collection, model: Map<string, StoredDocument>): Promise<void> {
  const query = randomQuery(random);
  const fields = query.index === 'group' ? FIELDS : ['rank'];
  const expected = modelFind(model, fields, query);
  const { documents, cursor } = await collection.find(query);
  expect(documents).toEqual(expected.slice(0, query.limit));
  expect(cursor !== undefined).toBe(expected.length > (query.limit ?? 100));
  expect(await collection.count(query)).toBe(modelCount(model, fields, query));
}

/**
 * Writes of one batch to different documents may take effect in any order. So that there is one right answer, no two documents of a batch
 * have to do with one unique value.
 */
function randomBatch(random: Random, model: ReadonlyMap<string, StoredDocument>): readonly Write[] {
  const claims = new Map<string, string>();
  const claim = (value: unknown, id: string): boolean => {
    const key = JSON.stringify(value ?? null);
    if (key === 'null') return true;
    const holder = claims.get(key) ?? id;
    claims.set(key, holder);
    return holder === id;
  };
  const writes = Array.from({ length: 1 + Math.floor(random.next() * 10) }, () => randomWrite(random, model));
  for (const id of IDS) claim(model.get(id)?.[UNIQUE_KEY], id);
  return writes.filter((write) => write.op === 'delete' || claim(write.doc[UNIQUE_KEY], write.doc._id));
}

function randomWrite(random: Random, model: ReadonlyMap<string, StoredDocument>): Write {
  const id = pick(random, IDS);
  const at = (model.get(id)?.version ?? 0) + Math.floor(random.next() * 3) - (random.next() < 0.3 ? 1 : 0);
  const kind = random.next();
  if (kind < 0.15) return { op: 'delete', id, at };
  const doc = randomDocument(random, id);
  return kind < 0.4 ? { op: 'insert', doc } : { op: 'replace', doc, at };
}

function randomDocument(random: Random, _id: string): NewDocument {
  const sometimes = (field: string, value: IndexValue) => (random.next() < 0.8 ? { [field]: value } : {});
  return {
    _id,
    ...sometimes('group', pick(random, GROUPS)),
    ...sometimes('rank', pick(random, RANKS)),
    ...sometimes(UNIQUE_KEY, Math.floor(random.next() * 8)),
    n: random.next(),
  };
}

function randomQuery(random: Random): Query {
  const byGroup = random.next() < 0.6;
  const rank = pick(random, RANKS);
  const other = pick(
    random,
    RANKS.filter((value) => typeof value === typeof rank),
  );
  const range = {
    ...(random.next() < 0.5 ? { from: rank } : {}),
    ...(random.next() < 0.5 ? { below: other } : {}),
  };
  return {
    index: byGroup ? 'group' : 'rank',
    ...(byGroup ? { equals: { group: pick(random, GROUPS) } } : {}),
    range,
    descending: random.next() < 0.5,
    limit: 1 + Math.floor(random.next() * 5),
  };
}

function pick<T>(random: Random, values: readonly T[]): T {
  const value = values[Math.floor(random.next() * values.length)];
  if (value === undefined) throw new Error('Nothing to pick from');
  return value;
}
