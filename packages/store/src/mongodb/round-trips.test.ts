import { fakeClock } from '@facteur/primitives/testing';
import { describeReal, realMongodb } from '@facteur/real';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import type { Collection, NewDocument, Store, Write } from '../store.ts';
import { type FreshDatabase, freshDatabase } from '../testing/fresh-database.ts';
import { openMongoStore } from './index.ts';

/** As many as FerretDB takes in one command. */
const BATCH = 16;
const MANY = 1000;

describeReal('Round trips to MongoDB', await realMongodb(), ({ uri }) => {
  let database: FreshDatabase;
  let client: MongoClient;
  let store: Store;
  let collection: Collection;
  /** Large: what asks FerretDB about it takes long. */
  let many: Collection;
  const commands: string[] = [];
  const sent = async (work: () => Promise<unknown>): Promise<readonly string[]> => {
    commands.length = 0;
    await work();
    return commands.toSorted();
  };
  beforeAll(async () => {
    database = await freshDatabase(uri);
    client = new MongoClient(uri, { monitorCommands: true });
    client.on('commandStarted', ({ commandName }) => commands.push(commandName));
    store = await openMongoStore({ client, database: database.name, clock: fakeClock() });
    const keys = { indexes: { rank: ['rank'] }, unique: { mail: ['mail'] } };
    collection = await store.collection({ name: 'cases', ...keys });
    many = await store.collection({ name: 'many', ...keys });
    await many.write(docs('many', MANY).map(insert));
    await collection.write(docs('case', BATCH).map(insert));
  });
  afterAll(async () => {
    await store.close();
    await client.close();
    await database.drop();
  });

  it('are one for a batch of inserts, whatever its size', async () => {
    expect(await sent(() => many.write(docs('new', MANY).map(insert)))).toEqual(['insert']);
  });

  it('are one for a batch of replaces', async () => {
    expect(await sent(() => collection.write(docs('case', BATCH).map(replaceAt(1))))).toEqual(['update']);
  });

  it('are two at the same time for inserts and replaces together', async () => {
    const writes = [...docs('mixed', BATCH).map(insert), ...docs('case', BATCH).map(replaceAt(2))];
    expect(await sent(() => collection.write(writes))).toEqual(['insert', 'update']);
  });

  it('are two when some of a batch are in conflict, and one when all are', async () => {
    const [first, ...others] = docs('case', BATCH);
    const some = [...others.map(replaceAt(3)), ...[first].flatMap((doc) => (doc ? [replaceAt(1)(doc)] : []))];
    expect(await sent(() => collection.write(some))).toEqual(['find', 'update']);
    expect(await sent(() => collection.write(docs('case', BATCH).map(replaceAt(1))))).toEqual(['update']);
  });

  it('are at most two when inserts are taken already', async () => {
    const writes = [...docs('case', 3), ...docs('other', 3)].map(insert);
    const known = [['insert'], ['find', 'insert']];
    expect(known).toContainEqual(await sent(() => collection.write(writes)));
  });

  it('are two for a batch of deletes, one for a single delete', async () => {
    const deletes = docs('mixed', 4).map(({ _id }): Write => ({ op: 'delete', id: _id, at: 1 }));
    expect(await sent(() => collection.write(deletes.slice(0, 3)))).toEqual(['delete', 'find']);
    expect(await sent(() => collection.write(deletes.slice(3)))).toEqual(['delete']);
  });

  it.each<{ name: string; work: () => Promise<unknown>; expected: readonly string[] }>([
    { name: 'a get', work: () => collection.get('case-1'), expected: ['find'] },
    {
      name: 'a get of many',
      work: () => many.getMany(docs('many', MANY).map(({ _id }) => _id)),
      expected: ['find'],
    },
    { name: 'the longest page', work: () => many.find({ index: 'rank', limit: 1000 }), expected: ['find'] },
    { name: 'a page of one', work: () => collection.find({ index: 'rank', limit: 1 }), expected: ['find'] },
    { name: 'a count', work: () => collection.count({ index: 'rank' }), expected: ['aggregate'] },
    { name: 'nothing to write', work: () => collection.write([]), expected: [] },
    { name: 'nothing to get', work: () => collection.getMany([]), expected: [] },
  ])('are $expected.length for $name', async ({ work, expected }) => {
    expect(await sent(work)).toEqual(expected);
  });
});

function docs(name: string, count: number): readonly NewDocument[] {
  return Array.from({ length: count }, (_, i) => ({ _id: `${name}-${i}`, rank: i, mail: `${name}-${i}@exemple.fr` }));
}

function insert(doc: NewDocument): Write {
  return { op: 'insert', doc };
}

function replaceAt(at: number): (doc: NewDocument) => Write {
  return (doc) => ({ op: 'replace', doc, at });
}
