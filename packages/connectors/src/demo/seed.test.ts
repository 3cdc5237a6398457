import { describe, expect, it } from '@jest/globals';
import { openBooks } from './books.ts';
import { readData, shippedDataFolder } from './read-data.ts';
import { firstDay, seed } from './seed.ts';
import { crashingStore, memoryStore } from './testing/memory-store.ts';

describe('seed', () => {
  it('follows the files but never resets the stock', async () => {
    const books = await openBooks(memoryStore());
    const data = await readData(shippedDataFolder, '2026-11-20');
    await seed(books, data, '2026-11-20');
    const line = await books.stock.get('CARNET-LIN');
    await books.stock.write([
      { op: 'replace', doc: { _id: 'CARNET-LIN', sku: 'CARNET-LIN', available: 3, moves: [] }, at: line?.version ?? 0 },
    ]);
    const orders = data.orders.map((order) => ({ ...order, status: 'delivered' as const }));
    await seed(books, { ...data, orders }, '2026-11-20');
    expect(await books.orders.get('CMD-2026-00123')).toMatchObject({ status: 'delivered' });
    expect(await books.stock.get('CARNET-LIN')).toMatchObject({ available: 3 });
  });

  it('remembers the day of the first start, also when the files change', async () => {
    const books = await openBooks(memoryStore());
    expect(await firstDay(books, '2026-11-20')).toBe('2026-11-20');
    await seed(books, await readData(shippedDataFolder, '2026-11-20'), '2026-11-20');
    expect(await firstDay(books, '2026-12-24')).toBe('2026-11-20');
    await seed(books, { ...(await readData(shippedDataFolder, '2026-11-20')), bookings: [] }, '2026-11-20');
    expect(await firstDay(books, '2026-12-24')).toBe('2026-11-20');
  });

  it.each([1, 2, 3, 4, 5])('is done again when it was interrupted at write %d', async (at) => {
    const store = memoryStore();
    const data = await readData(shippedDataFolder, '2026-11-20');
    await expect(seed(await openBooks(crashingStore(store, at, 'after')), data, '2026-11-20')).rejects.toThrow(
      'crashed',
    );
    const books = await openBooks(store);
    await seed(books, data, '2026-11-20');
    expect(await books.orders.count({ index: 'number' })).toBe(data.orders.length);
    expect(await books.meta.get('seed')).toBeDefined();
  });
});
