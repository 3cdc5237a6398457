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
});
