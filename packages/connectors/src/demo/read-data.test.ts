import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readData, shippedDataFolder } from './read-data.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facteur-demo-data-'));
  await cp(shippedDataFolder, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

describe('readData', () => {
  it('reads the shipped files', async () => {
    const data = await readData(shippedDataFolder, '2026-11-20');
    expect(data.orders.find(({ number }) => number === 'CMD-2026-00123')).toMatchObject({
      total: { minor: 4990, currency: 'EUR' },
    });
    expect(data.customers.every(({ address }) => /@(courriel|mail)\.example$/.test(address))).toBe(true);
  });

  it.each([
    {
      name: 'broken JSON',
      file: 'stock.json',
      from: '"available": 42 }',
      to: '"available": 42',
      place: 'line 3, column',
    },
    {
      name: 'a fractional amount',
      file: 'orders.json',
      from: '"minor": 4990',
      to: '"minor": 49.9',
      place: '[0].total.minor',
    },
    { name: 'a wrong status', file: 'orders.json', from: '"cancelled"', to: '"perdu"', place: '[5].status' },
    { name: 'an unknown member', file: 'customers.json', from: '"since"', to: '"depuis"', place: '[0]' },
    { name: 'an order of nobody', file: 'orders.json', from: '"C-1001"', to: '"C-9999"', place: '[0].customer' },
    { name: 'an order of nothing', file: 'orders.json', from: '"LAMPE-OPALE"', to: '"LAMPE"', place: '[5].sku' },
    { name: 'a booking of nobody', file: 'bookings.json', from: '"C-1002"', to: '"C-9999"', place: '[0].customer' },
    { name: 'a number twice', file: 'orders.json', from: 'CMD-2026-00125', to: 'CMD-2026-00123', place: '[2]' },
  ])('says where $name is and what to do', async ({ file, from, to, place }) => {
    const path = join(folder, file);
    await writeFile(path, (await readFile(path, 'utf8')).replace(from, to));
    const reading = readData(folder, '2026-11-20');
    await expect(reading).rejects.toMatchObject({ code: 'CONFIG_INVALID', retry: 'never' });
    await expect(reading).rejects.toThrow(`${path}, ${place}`);
    await expect(reading).rejects.toThrow('FACTEUR_DEMO_DATA');
  });

  it('counts days from the base, and leaves those of the calendar as they are', async () => {
    const path = join(folder, 'orders.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('"-8d"', '"2026-11-13"'));
    const [first] = (await readData(folder, '2026-03-01')).orders;
    expect(first).toMatchObject({
      orderedOn: '2026-02-18',
      shippedOn: '2026-11-13',
      expectedOn: '2026-02-25',
      parcel: { at: '2026-02-24' },
    });
  });

  it.each([
    {
      name: 'a day that no calendar has',
      file: 'orders.json',
      from: '"-11d"',
      to: '"2026-02-30"',
      place: '[0].orderedOn',
    },
    { name: 'days in words', file: 'bookings.json', from: '"+28d"', to: '"dans 28 jours"', place: '[0].from' },
    { name: 'a wrong IBAN', file: 'customers.json', from: '0189"', to: '0188"', place: '[0].iban' },
    {
      name: 'an article without a link',
      file: 'articles.json',
      from: '"link": "https',
      to: '"link": "ht tps',
      place: '[0].link',
    },
    { name: 'a room twice', file: 'rooms.json', from: 'Chambre familiale', to: 'Chambre simple', place: '[3]' },
  ])('says where $name is', async ({ file, from, to, place }) => {
    const path = join(folder, file);
    await writeFile(path, (await readFile(path, 'utf8')).replace(from, to));
    await expect(readData(folder, '2026-11-20')).rejects.toThrow(`${path}, ${place}`);
  });

  it('names a file that is missing', async () => {
    await rm(join(folder, 'customers.json'));
    await expect(readData(folder, '2026-11-20')).rejects.toThrow('customers.json, whole file: cannot be read');
  });
});
