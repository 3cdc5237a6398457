import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeClock } from '@facteur/primitives/testing';
import { openEmbeddedStore } from '@facteur/store/embedded';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Connector } from '../connector.ts';
import { demoConnector } from './demo-operations.ts';
import { openBackOffice } from './open-back-office.ts';
import { crashingStore } from './testing/memory-store.ts';

const sender = { address: 'claire.martin@courriel.example', proven: true };
const amount = { minor: 4990, currency: 'EUR' };
const refund = { operation: 'comptabilite.refund', input: { order: 'CMD-2026-00123', amount }, sender };
const reship = { operation: 'boutique.reship', input: { order: 'CMD-2026-00123' }, sender };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facteur-back-office-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** One life of the process: opens the folder, works, closes; dies at write `crashAt` when given. */
async function life<T>(work: (shop: Connector, url: string) => Promise<T>, crashAt?: number): Promise<T> {
  const disk = await openEmbeddedStore({ folder });
  try {
    const store = crashAt === undefined ? disk : crashingStore(disk, crashAt, 'after');
    const office = await openBackOffice({ store, port: 0, clock: fakeClock() });
    const shop = demoConnector(office.url);
    try {
      return await work(shop, office.url);
    } finally {
      await shop.close();
      await office.close();
    }
  } finally {
    await disk.close();
  }
}

describe('the back office on the embedded store', () => {
  it('keeps a refund and its answer when it is opened again', async () => {
    const first = await life((shop) => shop.call({ ...refund, idempotencyKey: 'k1' }));
    expect(first).toMatchObject({ ok: true });
    await life(async (shop, url) => {
      expect(await shop.call({ ...refund, idempotencyKey: 'k1' })).toEqual(first);
      expect(await shop.call({ ...refund, idempotencyKey: 'k2' })).toMatchObject({ code: 'already-done' });
      expect(await (await fetch(`${url}/refunds`)).json()).toMatchObject({ refunds: [{ key: 'k1', amount }] });
      const customer = await shop.call({ operation: 'boutique.customer', input: { id: 'C-1001' }, sender });
      expect(customer).toMatchObject({ output: { balance: amount, orders: ['CMD-2026-00123', 'CMD-2026-00124'] } });
    });
  });

  it('books once when twenty keys want the same order at once', async () => {
    const answers = await life((shop) =>
      Promise.all(Array.from({ length: 20 }, (_, n) => shop.call({ ...refund, idempotencyKey: `k${n}` }))),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('takes the stock once when it dies between the steps of a reshipment', async () => {
    await life(async () => undefined);
    await life((shop) => shop.call({ ...reship, idempotencyKey: 'k1' }).catch(() => undefined), 2);
    await life(async (shop, url) => {
      expect(await shop.call({ ...reship, idempotencyKey: 'k1' })).toMatchObject({ ok: true });
      const stock = await shop.call({ operation: 'boutique.stock', input: { sku: 'BOUGIE-FIGUIER' } });
      expect(stock).toMatchObject({ output: { available: 118 } });
      expect(await (await fetch(`${url}/shipments`)).json()).toMatchObject({
        shipments: [{ key: 'k1', cancelled: false }],
      });
    });
  });

  it('owes and gives back once when it dies at any step of the cancellation of an order', async () => {
    const elodie = { address: 'elodie.lefevre@courriel.example', proven: true };
    const cancel = { operation: 'boutique.cancelOrder', input: { order: 'CMD-2026-00127' }, sender: elodie };
    await life(async () => undefined);
    for (const crashAt of [2, 1])
      await life((shop) => shop.call({ ...cancel, idempotencyKey: 'k1' }).catch(() => undefined), crashAt).catch(
        () => undefined,
      );
    await life(async (shop, url) => {
      const paid = { minor: 3570, currency: 'EUR' };
      expect(await shop.call({ ...cancel, idempotencyKey: 'k1' })).toMatchObject({ output: { refund: paid } });
      const stock = await shop.call({ operation: 'boutique.stock', input: { sku: 'THE-VERT-250' } });
      expect(stock).toMatchObject({ output: { available: 45 } });
      expect(await (await fetch(`${url}/refunds`)).json()).toMatchObject({ refunds: [{ key: 'k1', amount: paid }] });
    });
  });

  it('keeps the changes of a booking and of a customer when it is opened again', async () => {
    const karim = { address: 'karim.benali@mail.example', proven: true };
    const days = { from: '2026-03-01', to: '2026-03-03' };
    const change = { operation: 'hotel.changeBooking', input: { booking: 'TIL-20417', ...days }, sender: karim };
    const contact = { customer: 'C-1002', field: 'phone', value: '0612345679' };
    const first = await life(async (shop) => {
      await shop.call({ operation: 'crm.updateContact', input: contact, sender: karim, idempotencyKey: 'k2' });
      return shop.call({ ...change, idempotencyKey: 'k1' });
    });
    expect(first).toMatchObject({ ok: true });
    await life(async (shop) => {
      expect(await shop.call({ ...change, idempotencyKey: 'k1' })).toEqual(first);
      const booking = await shop.call({ operation: 'hotel.booking', input: { number: 'TIL-20417' }, sender: karim });
      expect(booking).toMatchObject({ output: days });
      const record = { operation: 'crm.customer', input: { address: karim.address }, sender: karim };
      expect(await shop.call(record)).toMatchObject({ output: { phone: '0612345679' } });
    });
  });
});
