import type { JsonObject } from '@facteur/primitives';
import { fakeClock } from '@facteur/primitives/testing';
import type { Store } from '@facteur/store';
import { describe, expect, it } from '@jest/globals';
import type { CallResult, Connector } from '../connector.ts';
import { demoConnector } from './demo-operations.ts';
import { openBackOffice } from './open-back-office.ts';
import { crashingStore, memoryStore } from './testing/memory-store.ts';

const sender = { address: 'claire.martin@courriel.example', proven: true };
const order = 'CMD-2026-00123';

/** Opens a back office on `store`, works with it, closes it. */
async function during<T>(store: Store, work: (shop: Connector, url: string) => Promise<T>): Promise<T> {
  const office = await openBackOffice({ store, port: 0, clock: fakeClock() });
  const shop = demoConnector(office.url);
  try {
    return await work(shop, office.url);
  } finally {
    await shop.close();
    await office.close();
  }
}

interface Books {
  available: unknown;
  refunds: unknown[];
  standing: unknown[];
}

/** What an auditor sees: the stock of the order's article, the refunds, the shipments that stand. */
async function booksOf(shop: Connector, url: string): Promise<Books> {
  const list = async (path: string): Promise<JsonObject> => (await (await fetch(url + path)).json()) as JsonObject;
  const stock = await shop.call({ operation: 'boutique.stock', input: { sku: 'BOUGIE-FIGUIER' } });
  const shipments = (await list('/shipments')).shipments as { cancelled: boolean }[];
  return {
    available: stock.ok && stock.output.available,
    refunds: (await list('/refunds')).refunds as unknown[],
    standing: shipments.filter(({ cancelled }) => !cancelled),
  };
}

const refund = { operation: 'comptabilite.refund', input: { order, amount: { minor: 4990, currency: 'EUR' } } };
const reship = { operation: 'boutique.reship', input: { order } };

/** Every write of each effect, as a place where the process may die. */
const crashes = [
  { effect: 'refund', writes: 1 },
  { effect: 'reship', writes: 3 },
  { effect: 'cancel', writes: 4 },
].flatMap(({ effect, writes }) =>
  Array.from({ length: writes }, (_, index) => index + 1).flatMap((at) => [
    { effect, at, moment: 'before' as const },
    { effect, at, moment: 'after' as const },
  ]),
);

async function prepare(effect: string, store: Store) {
  const first = await during(store, async (shop) =>
    effect === 'cancel' ? shop.call({ ...reship, idempotencyKey: 'k0', sender }) : undefined,
  );
  const shipment = first?.ok ? String(first.output.shipment) : '';
  const call =
    { refund, reship, cancel: { operation: 'boutique.cancelReship', input: { shipment } } }[effect] ?? refund;
  return { ...call, idempotencyKey: 'k1', sender };
}

const expected: Record<string, { available: number; refunds: number; standing: number }> = {
  refund: { available: 120, refunds: 1, standing: 0 },
  reship: { available: 118, refunds: 0, standing: 1 },
  cancel: { available: 120, refunds: 0, standing: 0 },
};

describe('a back office that dies', () => {
  it.each(crashes)('$moment write $at of a $effect takes effect once all the same', async ({ effect, at, moment }) => {
    const store = memoryStore();
    const call = await prepare(effect, store);
    await during(crashingStore(store, at, moment), async (shop) => {
      await expect(shop.call(call)).rejects.toMatchObject({ code: 'CONNECTOR_FAILED', retry: 'later' });
    });
    const answers = await during(store, async (shop) => [await shop.call(call), await shop.call(call)] as CallResult[]);
    expect(answers[0]).toMatchObject({ ok: true });
    expect(answers[1]).toEqual(answers[0]);
    const { available, refunds, standing } = await during(store, booksOf);
    expect({ available, refunds: refunds.length, standing: standing.length }).toEqual(expected[effect]);
  });

  it('finishes at the next start what was begun, without being asked', async () => {
    const store = memoryStore();
    const call = await prepare('reship', store);
    await during(crashingStore(store, 2, 'after'), (shop) => shop.call(call).catch(() => undefined));
    expect(await during(store, booksOf)).toMatchObject({
      available: 118,
      standing: [expect.objectContaining({ order })],
    });
  });

  it('counts the stock once when it dies again and again', async () => {
    const store = memoryStore();
    const call = await prepare('reship', store);
    await during(crashingStore(store, 3, 'before'), (shop) => shop.call(call).catch(() => undefined));
    await expect(during(crashingStore(store, 1, 'before'), booksOf)).rejects.toThrow('crashed');
    await during(store, (shop) => shop.call(call));
    expect(await during(store, booksOf)).toMatchObject({ available: 118 });
  });

  it('goes on after a write that failed once, in the same process', async () => {
    const store = memoryStore();
    const call = await prepare('reship', store);
    let writes = 0;
    const hiccup: Store = {
      ...store,
      async collection(definition) {
        const collection = await store.collection(definition);
        const write: typeof collection.write = (batch) => {
          writes += 1;
          return writes === 3 ? Promise.reject(new Error('disk')) : collection.write(batch);
        };
        return { ...collection, write };
      },
    };
    await during(hiccup, async (shop) => {
      await expect(shop.call(call)).rejects.toMatchObject({ retry: 'later' });
      const other = { ...reship, input: { order: 'CMD-2026-00133' }, idempotencyKey: 'k9' };
      await shop.call({ ...other, sender: { address: 'thomas.vdb@mail.example', proven: true } });
      expect(await shop.call(call)).toMatchObject({ ok: true });
    });
    expect(await during(store, booksOf)).toMatchObject({ available: 112 });
  });
});
