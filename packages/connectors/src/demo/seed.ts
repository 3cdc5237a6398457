/** Puts the data files into the store. Stock is state and is only ever inserted; the rest follows the files. */
import { createHash } from 'node:crypto';
import type { Collection, NewDocument, Write } from '@facteur/store';
import { type Books, read, type StockRecord } from './books.ts';
import { foldAddress } from './customers.ts';
import type { DemoData } from './data-shapes.ts';

const BATCH = 500;

/** Raised when documents are kept in another shape, so that older stores are seeded again. */
const SHAPE = 2;

type Seeded = { readonly hash: string; readonly startedOn?: string };

/** The day of the first start on this store, from which days such as `-3d` count; `today` when this is the first. */
export async function firstDay(books: Books, today: string): Promise<string> {
  return (await read<Seeded>(books.meta, 'seed'))?.startedOn ?? today;
}

/**
 * `startedOn` as `firstDay` gave it. Does nothing when the same files were seeded before; a seeding that was interrupted is done again.
 */
export async function seed(books: Books, data: DemoData, startedOn: string): Promise<void> {
  const hash = createHash('sha256')
    .update(JSON.stringify([SHAPE, data]))
    .digest('hex');
  const before = await read<Seeded>(books.meta, 'seed');
  if (before?.hash === hash) return;
  const stock: StockRecord[] = data.stock.map((line) => ({ ...line, _id: line.sku, moves: [] }));
  await put(
    books.customers,
    data.customers.map((customer) => ({ ...customer, _id: customer.id, foldedAddress: foldAddress(customer.address) })),
  );
  await put(
    books.orders,
    data.orders.map((order) => ({ ...order, _id: order.number })),
  );
  await put(
    books.bookings,
    data.bookings.map((booking) => ({ ...booking, _id: booking.number })),
  );
  await insert(books.stock, stock);
  await put(books.meta, [{ _id: 'seed', hash, startedOn }]);
}

async function insert(collection: Collection, documents: readonly NewDocument[]): Promise<void> {
  for (let at = 0; at < documents.length; at += BATCH) {
    await collection.write(documents.slice(at, at + BATCH).map((doc) => ({ op: 'insert', doc })));
  }
}

async function put(collection: Collection, documents: readonly NewDocument[]): Promise<void> {
  for (let at = 0; at < documents.length; at += BATCH) {
    const batch = documents.slice(at, at + BATCH);
    const stored = await collection.getMany(batch.map(({ _id }) => _id));
    const writes = batch.map((doc, index): Write => {
      const version = stored[index]?.version;
      return version === undefined ? { op: 'insert', doc } : { op: 'replace', doc, at: version };
    });
    await collection.write(writes);
  }
}
