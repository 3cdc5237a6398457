/** The store on MongoDB beside the bare driver: unordered bulk writes of the same documents in the same batches, in turns. */
import { randomUUID } from 'node:crypto';
import { realMongodb } from '@facteur/real';
import type { Collection, Write } from '@facteur/store';
import { openMongoStore } from '@facteur/store/mongodb';
import { type AnyBulkWriteOperation, type Db, MongoClient } from 'mongodb';
import { type Bench, paired, secondsOf } from './figure.ts';
import { sampleDocument } from './samples.ts';

type Sample = ReturnType<typeof sampleDocument>;

/** Documents per second. */
interface Rates {
  readonly insert: number;
  readonly replace: number;
}

/** What is written, and how much at once. */
interface Load {
  readonly documents: number;
  readonly batch: number;
}

/** FerretDB looks through the whole collection for each update, and takes few of them in one command. */
const LOADS = {
  mongodb: { documents: 10_000, batch: 500 },
  ferretdb: { documents: 320, batch: 16 },
} as const;

/** Insert and replace. Without a MongoDB, no row: the message says how to get one. */
export const mongodbBench: Bench = async ({ quick }) => {
  const real = await realMongodb();
  if (!('at' in real)) {
    process.stderr.write(`mongodb: ${real.missing}\n`);
    return [];
  }
  const client = new MongoClient(real.at.uri, { monitorCommands: true });
  const { ferretdbVersion } = await client.db('admin').command({ buildInfo: 1 });
  const engine = ferretdbVersion === undefined ? 'mongodb' : 'ferretdb';
  const load = LOADS[engine];
  let commands = 0;
  client.on('commandStarted', () => {
    commands += 1;
  });
  const rounds: { ours: Rates; bare: Rates }[] = [];
  // A round before those that count: the server and V8 run slower at first, whoever is measured.
  for (let round = -1; round < (quick ? 3 : 5); round += 1) {
    const bare = await inDatabase(client, (db) => bareDriver(db, load));
    commands = 0;
    const ours = await inDatabase(client, (db) => store(client, db, load, () => (commands = 0)));
    if (round >= 0) rounds.push({ bare, ours });
  }
  // Without the one that dropped the database.
  const roundTrips = (commands - 1) / ((2 * load.documents) / load.batch);
  await client.close();
  const pick = (side: keyof Rates) => rounds.map(({ ours, bare }) => ({ ours: ours[side], bare: bare[side] }));
  const what = `1 kB in batches of ${load.batch}, one index (${engine})`;
  return [
    paired({ bench: 'mongodb', what: `insert, ${what}`, unit: 'documents/s', wanted: 0.5 }, pick('insert')),
    paired(
      { bench: 'mongodb', what: `replace at version, ${what}`, unit: 'documents/s', wanted: 0.5 },
      pick('replace'),
    ),
    { bench: 'mongodb', what: 'round trips a batch', value: roundTrips, unit: 'commands', wanted: 1, atMost: true },
  ];
};

async function inDatabase(client: MongoClient, measure: (db: Db) => Promise<Rates>): Promise<Rates> {
  const db = client.db(`facteur-bench-${randomUUID().slice(0, 13)}`);
  try {
    return await measure(db);
  } finally {
    await db.dropDatabase();
  }
}

async function bareDriver(db: Db, load: Load): Promise<Rates> {
  const collection = db.collection<Sample & { version: number }>('cases', {
    writeConcern: { w: 'majority', journal: true },
  });
  await collection.createIndex({ status: 1 });
  const write = async (operations: AnyBulkWriteOperation<Sample & { version: number }>[]): Promise<void> => {
    await collection.bulkWrite(operations, { ordered: false });
  };
  return {
    insert: await rate(load, 0, (docs) =>
      write(docs.map((doc) => ({ insertOne: { document: { ...doc, version: 1 } } }))),
    ),
    replace: await rate(load, 1, (docs) =>
      write(
        docs.map(({ _id, ...doc }) => ({
          replaceOne: { filter: { _id, version: 1 }, replacement: { ...doc, version: 2 } },
        })),
      ),
    ),
  };
}

async function store(client: MongoClient, db: Db, load: Load, onReady: () => void): Promise<Rates> {
  const opened = await openMongoStore({ client, database: db.databaseName, timeoutMs: 60_000 });
  const collection = await opened.collection({ name: 'cases', indexes: { 'by-status': ['status'] } });
  onReady();
  const rates = {
    insert: await rate(load, 0, (docs) =>
      writeAll(
        collection,
        docs.map((doc) => ({ op: 'insert', doc })),
      ),
    ),
    replace: await rate(load, 1, (docs) =>
      writeAll(
        collection,
        docs.map((doc) => ({ op: 'replace', doc, at: 1 })),
      ),
    ),
  };
  await opened.close();
  return rates;
}

async function writeAll(collection: Collection, writes: readonly Write[]): Promise<void> {
  const outcomes = await collection.write(writes);
  if (outcomes.some(({ outcome }) => outcome !== 'done')) throw new Error('A write was not done');
}

async function rate(
  { documents, batch }: Load,
  version: number,
  write: (docs: readonly Sample[]) => Promise<void>,
): Promise<number> {
  const docs = Array.from({ length: documents }, (_, n) => sampleDocument(n, version));
  const seconds = await secondsOf(async () => {
    for (let start = 0; start < documents; start += batch) await write(docs.slice(start, start + batch));
  });
  return documents / seconds;
}
