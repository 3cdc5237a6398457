/** Puts the data files into the store. Stock is state and is only ever inserted; the rest follows the files. */
import { createHash } from 'node:crypto';
import type { Collection, NewDocument, Write } from '@facteur/store';
import { type Books, read, type StockRecord } from './books.ts';
import type { DemoData } from './read-data.ts';

const BATCH = 500;

/** Does nothing when the same files were seeded before; a seeding that was interrupted is done again. */
export async function seed(books: Books, data: DemoData): Promise<void> {
  const hash = createHash('sha256').update(JSON.stringify(data)).digest('hex');
  const before = await read<{ hash: string }>(books.meta, 'seed');
  if (before?.hash === hash) return;
  const stock: StockRecord[] = data.stock.map((line) => ({ ...line, _id: line.sku, moves: [] }));
  await put(
    books.customers,
    data.customers.map((customer) => ({ ...customer, _id: customer.id })),
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
  await put(books.meta, [{ _id: 'seed', hash }]);
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
