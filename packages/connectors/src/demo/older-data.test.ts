import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openOffice } from './testing/office.ts';

const ANNE = 'anne@client.example';
const total = { minor: 20_000, currency: 'EUR' };
/** A folder as companies wrote it before there were rooms, articles, parcels and contact details. */
const FILES = {
  'orders.json': [
    {
      ...{ number: 'A-1', customer: 'C-1', sku: 'VASE', article: 'Vase', quantity: 1, total, status: 'delivered' },
      ...{ carrier: 'Colissimo', tracking: 'T-1', orderedOn: '2025-12-20', shippedOn: '2025-12-22' },
    },
  ],
  'stock.json': [{ sku: 'VASE', available: 3 }],
  'customers.json': [{ id: 'C-1', name: 'Anne', address: ANNE, balance: { ...total, minor: 0 }, since: '2020-01-01' }],
  'bookings.json': [
    {
      ...{ number: 'H-1', customer: 'C-1', room: 'Suite', from: '2026-02-01', to: '2026-02-03', total },
      ...{ status: 'confirmed' },
    },
  ],
};

let folder: string;
let office: Awaited<ReturnType<typeof openOffice>>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facteur-older-data-'));
  for (const [file, content] of Object.entries(FILES)) await writeFile(join(folder, file), JSON.stringify(content));
  office = await openOffice({ data: folder });
});
afterEach(async () => {
  await office.close();
  await rm(folder, { recursive: true });
});

describe('a data folder of an older version', () => {
  it.each([
    { operation: 'boutique.order', input: { number: 'A-1' }, expected: { deliveredOn: null, status: 'delivered' } },
    {
      operation: 'transport.tracking',
      input: { tracking: 'T-1' },
      expected: { state: 'delivered', at: '2025-12-22', place: 'Adresse de livraison' },
    },
    {
      operation: 'hotel.booking',
      input: { number: 'H-1' },
      expected: { guests: 2, breakfast: false, cancellableUntil: '2026-01-30' },
    },
    {
      operation: 'hotel.availability',
      input: { room: 'suite', from: '2026-02-03', to: '2026-02-04' },
      expected: { available: true, price: { minor: 10_000, currency: 'EUR' } },
    },
    {
      operation: 'hotel.availability',
      input: { room: 'Suite', from: '2026-02-02', to: '2026-02-04' },
      expected: { available: false },
    },
    {
      operation: 'crm.customer',
      input: { address: ANNE },
      expected: { phone: null, postal: null, iban: null },
    },
  ])('answers $operation by what is usual', async ({ operation, input, expected }) => {
    expect(await office.output(office.ask(operation, input, ANNE))).toMatchObject(expected);
  });

  it('gives return labels counted from the day of shipping', async () => {
    const label = office.act('boutique.returnLabel', { order: 'A-1' }, 'k1', ANNE);
    expect(await office.output(label)).toMatchObject({ before: '2026-01-21' });
  });

  it('has no articles', async () => {
    expect(await office.code(office.ask('savoir.search', { question: 'Avez-vous un parking ?' }))).toBe('not-found');
  });
});
