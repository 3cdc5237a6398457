import type { JsonObject } from '@facteur/primitives';
import { fakeClock } from '@facteur/primitives/testing';
import type { Store } from '@facteur/store';
import { describe, expect, it } from '@jest/globals';
import type { CallRequest, CallResult, Connector } from '../connector.ts';
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
  tea: unknown;
  refunds: unknown[];
  standing: unknown[];
  effects: unknown[];
}

/** What an auditor sees: the stock of the orders' articles, the refunds, the shipments that stand, everything that was done. */
async function booksOf(shop: Connector, url: string): Promise<Books> {
  const list = async (path: string): Promise<JsonObject> => (await (await fetch(url + path)).json()) as JsonObject;
  const stockOf = async (sku: string): Promise<unknown> => {
    const stock = await shop.call({ operation: 'boutique.stock', input: { sku } });
    return stock.ok && stock.output.available;
  };
  const shipments = (await list('/shipments')).shipments as { cancelled: boolean }[];
  return {
    available: await stockOf('BOUGIE-FIGUIER'),
    tea: await stockOf('THE-VERT-250'),
    refunds: (await list('/refunds')).refunds as unknown[],
    standing: shipments.filter(({ cancelled }) => !cancelled),
    effects: (await list('/effects')).effects as unknown[],
  };
}

type Counted = Record<keyof Books, number>;
const untouched: Counted = { available: 120, tea: 42, refunds: 0, standing: 0, effects: 1 };

const elodie = { address: 'elodie.lefevre@courriel.example', proven: true };
const refund = { operation: 'comptabilite.refund', input: { order, amount: { minor: 4990, currency: 'EUR' } } };
const reship = { operation: 'boutique.reship', input: { order } };
const exchange = { operation: 'boutique.exchange', input: { order, sku: 'BOUGIE-FIGUIER' } };
const cancelOrder = { operation: 'boutique.cancelOrder', input: { order: 'CMD-2026-00127' } };
const label = { operation: 'boutique.returnLabel', input: { order: 'CMD-2026-00124' } };
const cancelBooking = { operation: 'hotel.cancelBooking', input: { booking: 'TIL-20417' } };

/** Every write of each effect, as a place where the process may die. */
const crashes = [
  { effect: 'refund', writes: 1 },
  { effect: 'reship', writes: 3 },
  { effect: 'cancel', writes: 4 },
  { effect: 'exchange', writes: 3 },
  { effect: 'cancel-order', writes: 4 },
  { effect: 'cancel-return', writes: 3 },
  { effect: 'cancel-booking', writes: 1 },
].flatMap(({ effect, writes }) =>
  Array.from({ length: writes }, (_, index) => index + 1).flatMap((at) => [
    { effect, at, moment: 'before' as const },
    { effect, at, moment: 'after' as const },
  ]),
);

async function prepare(effect: string, store: Store) {
  const undone = { cancel: reship, 'cancel-return': label }[effect];
  const first = await during(store, async (shop) =>
    undone === undefined ? undefined : shop.call({ ...undone, idempotencyKey: 'k0', sender }),
  );
  const done = first?.ok ? first.output : {};
  const input = { shipment: String(done.shipment), return: String(done.return) };
  const calls: Record<string, Omit<CallRequest, 'idempotencyKey'>> = {
    refund: { ...refund, sender },
    reship: { ...reship, sender },
    cancel: { operation: 'boutique.cancelReship', input: { shipment: input.shipment }, sender },
    exchange: { ...exchange, sender },
    'cancel-order': { ...cancelOrder, sender: elodie },
    'cancel-return': { operation: 'boutique.cancelReturn', input: { return: input.return }, sender },
    'cancel-booking': { ...cancelBooking, sender: { address: 'karim.benali@mail.example', proven: true } },
  };
  return { ...(calls[effect] ?? { ...refund, sender }), idempotencyKey: 'k1' };
}

const expected: Record<string, Counted> = {
  refund: { ...untouched, refunds: 1 },
  reship: { ...untouched, available: 118, standing: 1 },
  cancel: { ...untouched, effects: 2 },
  exchange: { ...untouched, available: 118 },
  'cancel-order': { ...untouched, refunds: 1, tea: 45, effects: 2 },
  'cancel-return': { ...untouched, effects: 2 },
  'cancel-booking': { ...untouched },
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
    const books = await during(store, booksOf);
    const { refunds, standing, effects } = books;
    expect({ ...books, refunds: refunds.length, standing: standing.length, effects: effects.length }).toEqual(
      expected[effect],
    );
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

  it('owes a cancelled order once when it dies between booking the refund and giving the stock back', async () => {
    const store = memoryStore();
    const call = await prepare('cancel-order', store);
    await during(crashingStore(store, 2, 'after'), (shop) => shop.call(call).catch(() => undefined));
    await during(store, async (shop) => {
      const refund = { ...cancelOrder, operation: 'comptabilite.refund', sender: elodie, idempotencyKey: 'k2' };
      const amount = { minor: 3570, currency: 'EUR' };
      expect(await shop.call({ ...refund, input: { ...refund.input, amount } })).toMatchObject({
        code: 'already-done',
      });
      const status = await shop.call({ operation: 'comptabilite.effect', input: { key: 'k1' } });
      expect(status).toMatchObject({ output: { state: 'done', output: { refund: amount } } });
    });
    expect(await during(store, booksOf)).toMatchObject({ tea: 45, refunds: [expect.objectContaining({ key: 'k1' })] });
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
