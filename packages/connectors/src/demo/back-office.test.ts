import type { JsonObject } from '@facteur/primitives';
import { fakeClock } from '@facteur/primitives/testing';
import type { Store } from '@facteur/store';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CallResult, Connector } from '../connector.ts';
import { demoConnector } from './demo-operations.ts';
import type { FaultPlan } from './faults.ts';
import { type BackOffice, openBackOffice } from './open-back-office.ts';
import { memoryStore } from './testing/memory-store.ts';

const CLAIRE = 'claire.martin@courriel.example';
const KARIM = 'karim.benali@mail.example';
const eur = (minor: number) => ({ minor, currency: 'EUR' });

let store: Store;
let office: BackOffice;
let shop: Connector;

async function open(faults?: FaultPlan): Promise<void> {
  office = await openBackOffice({ store, port: 0, clock: fakeClock(), ...(faults === undefined ? {} : { faults }) });
  shop = demoConnector(office.url);
}
async function shut(): Promise<void> {
  await shop.close();
  await office.close();
}
function ask(operation: string, input: JsonObject, address?: string, proven = true): Promise<CallResult> {
  return shop.call({ operation, input, ...(address === undefined ? {} : { sender: { address, proven } }) });
}
function act(operation: string, input: JsonObject, idempotencyKey: string, address = CLAIRE): Promise<CallResult> {
  return shop.call({ operation, input, idempotencyKey, sender: { address, proven: true } });
}
async function audit(path: string): Promise<JsonObject> {
  return (await (await fetch(office.url + path)).json()) as JsonObject;
}
const code = async (call: Promise<CallResult>): Promise<string> => {
  const result = await call;
  return result.ok ? 'ok' : result.code;
};

beforeEach(async () => {
  store = memoryStore();
  await open();
});
afterEach(shut);

describe('what the back office tells', () => {
  it('tells an order to its customer', async () => {
    expect(await ask('boutique.order', { number: 'CMD-2026-00123' }, 'Claire.Martin@courriel.example')).toEqual({
      ok: true,
      output: {
        number: 'CMD-2026-00123',
        customer: 'C-1001',
        sku: 'BOUGIE-FIGUIER',
        article: 'Bougie parfumée au figuier',
        quantity: 2,
        total: eur(4990),
        status: 'shipped',
        carrier: 'Colissimo',
        tracking: '6A10293847561',
        orderedOn: '2025-12-25',
        shippedOn: '2025-12-28',
        expectedOn: '2026-01-01',
        deliveredOn: null,
        refunded: false,
      },
    });
  });

  it.each([
    {
      name: 'an order to nobody',
      operation: 'boutique.order',
      input: { number: 'CMD-2026-00123' },
      expected: 'not-yours',
    },
    {
      name: 'an order to another',
      operation: 'boutique.order',
      input: { number: 'CMD-2026-00123' },
      from: KARIM,
      expected: 'not-yours',
    },
    {
      name: 'an order to an unproven sender',
      operation: 'boutique.order',
      input: { number: 'CMD-2026-00123' },
      from: CLAIRE,
      proven: false,
      expected: 'not-yours',
    },
    {
      name: 'a missing order',
      operation: 'boutique.order',
      input: { number: 'CMD-2026-99999' },
      from: CLAIRE,
      expected: 'not-found',
    },
    {
      name: 'an endless number',
      operation: 'boutique.order',
      input: { number: 'x'.repeat(5000) },
      from: CLAIRE,
      expected: 'not-found',
    },
    {
      name: 'a path in a number',
      operation: 'boutique.order',
      input: { number: '../orders' },
      from: CLAIRE,
      expected: 'not-found',
    },
    {
      name: 'an account to another',
      operation: 'boutique.customer',
      input: { id: 'C-1001' },
      from: KARIM,
      expected: 'not-yours',
    },
    {
      name: 'a missing account',
      operation: 'comptabilite.balance',
      input: { customer: 'C-9' },
      from: KARIM,
      expected: 'not-found',
    },
    { name: 'a missing article', operation: 'boutique.stock', input: { sku: 'NEANT' }, expected: 'not-found' },
  ])('does not tell $name', async ({ operation, input, from, proven, expected }) => {
    expect(await code(ask(operation, input, from, proven))).toBe(expected);
  });

  it('tells the account, the balance and the stock', async () => {
    const name = 'Claire Martin';
    const orders = ['CMD-2026-00123', 'CMD-2026-00124'];
    expect(await ask('boutique.customer', { id: 'C-1001' }, CLAIRE)).toEqual({
      ok: true,
      output: { id: 'C-1001', name, balance: eur(0), since: '2023-04-11', orders },
    });
    expect(await ask('comptabilite.balance', { customer: 'C-1002' }, KARIM)).toEqual({
      ok: true,
      output: { balance: eur(1250) },
    });
    expect(await ask('boutique.stock', { sku: 'PLAID-LAINE' })).toEqual({
      ok: true,
      output: { sku: 'PLAID-LAINE', available: 0, restockOn: '2026-01-19' },
    });
  });
});

describe('refunds', () => {
  const refund = { order: 'CMD-2026-00123', amount: eur(4990), reason: 'perdu' };

  it('books a refund, shows it on the order and raises the balance', async () => {
    const answer = await act('comptabilite.refund', refund, 'k1');
    const reference = expect.stringMatching(/^RB-[0-9A-F]{12}$/);
    expect(answer).toEqual({
      ok: true,
      output: { refund: reference, order: refund.order, amount: eur(4990), bookedOn: '2026-01-05' },
    });
    expect(await ask('boutique.order', { number: refund.order }, CLAIRE)).toMatchObject({ output: { refunded: true } });
    expect(await ask('comptabilite.balance', { customer: 'C-1001' }, CLAIRE)).toEqual({
      ok: true,
      output: { balance: eur(4990) },
    });
    expect((await audit('/refunds')).refunds).toEqual([
      expect.objectContaining({ key: 'k1', order: refund.order, customer: 'C-1001' }),
    ]);
  });

  it('answers the same key the same way, also after a restart, and books once', async () => {
    const first = await act('comptabilite.refund', refund, 'k1');
    await shut();
    await open();
    expect(await act('comptabilite.refund', { ...refund }, 'k1')).toEqual(first);
    expect((await audit('/refunds')).refunds).toHaveLength(1);
  });

  it('books once when the same key comes ten times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => act('comptabilite.refund', refund, 'k1')));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await audit('/refunds')).refunds).toHaveLength(1);
  });

  it('books once when ten keys want the same order at once', async () => {
    const codes = await Promise.all(
      Array.from({ length: 10 }, (_, i) => code(act('comptabilite.refund', refund, `k${i}`))),
    );
    expect(codes.sort()).toEqual([...Array.from({ length: 9 }, () => 'already-done'), 'ok']);
    expect((await audit('/refunds')).refunds).toHaveLength(1);
  });

  it.each([
    { name: 'another amount', change: { amount: eur(100) } },
    { name: 'another order', change: { order: 'CMD-2026-00124' } },
    { name: 'another reason', change: { reason: 'cassé' } },
  ])('refuses a key that was used with $name', async ({ change }) => {
    await act('comptabilite.refund', refund, 'k1');
    await expect(act('comptabilite.refund', { ...refund, ...change }, 'k1')).rejects.toMatchObject({
      code: 'CONNECTOR_FAILED',
      retry: 'never',
      details: { status: 422 },
    });
    expect((await audit('/refunds')).refunds).toHaveLength(1);
  });

  it('refuses a key that was used by another sender or for another operation', async () => {
    await act('comptabilite.refund', refund, 'k1');
    await expect(act('comptabilite.refund', refund, 'k1', KARIM)).rejects.toMatchObject({ details: { status: 422 } });
    await expect(act('boutique.reship', { order: refund.order }, 'k1')).rejects.toMatchObject({
      details: { status: 422 },
    });
  });

  it.each([
    { name: 'more than the total', change: { amount: eur(4991) }, expected: 'refused' },
    { name: 'nothing', change: { amount: eur(0) }, expected: 'refused' },
    { name: 'less than nothing', change: { amount: eur(-5) }, expected: 'refused' },
    { name: 'another currency', change: { amount: { minor: 100, currency: 'CHF' } }, expected: 'refused' },
    { name: 'an order that is not there', change: { order: 'CMD-2026-99999' }, expected: 'not-found' },
    { name: 'an order of someone else', change: { order: 'CMD-2026-00125' }, expected: 'not-yours' },
  ])('refuses to refund $name', async ({ change, expected }) => {
    expect(await code(act('comptabilite.refund', { ...refund, ...change }, 'k1'))).toBe(expected);
    expect((await audit('/refunds')).refunds).toEqual([]);
  });

  it('refuses what the data say was refunded before', async () => {
    const input = { order: 'CMD-2026-00129', amount: eur(100) };
    expect(await code(act('comptabilite.refund', input, 'k1', 'jm.dubois@mail.example'))).toBe('already-done');
  });

  it('needs a key and a JSON body', async () => {
    const post = (headers: Record<string, string>, body: string) =>
      fetch(`${office.url}/refunds`, { method: 'POST', headers, body });
    const json = { 'content-type': 'application/json' };
    expect((await post(json, '{}')).status).toBe(400);
    expect((await post({ 'idempotency-key': '"k"' }, '{}')).status).toBe(415);
    expect((await post({ ...json, 'idempotency-key': '"k"' }, '[1')).status).toBe(400);
    expect((await post({ ...json, 'idempotency-key': '"k"' }, JSON.stringify({ x: 'y'.repeat(70_000) }))).status).toBe(
      400,
    );
  });
});

describe('reshipments', () => {
  const stockOf = async (sku: string): Promise<unknown> => {
    const answer = await ask('boutique.stock', { sku });
    return answer.ok ? answer.output.available : answer.code;
  };

  it('takes the stock, gives it back when cancelled, and may then ship again', async () => {
    const first = await act('boutique.reship', { order: 'CMD-2026-00123' }, 'k1');
    const shipment = first.ok ? String(first.output.shipment) : '';
    expect(first).toMatchObject({ ok: true, output: { order: 'CMD-2026-00123', carrier: 'Colissimo' } });
    expect(await stockOf('BOUGIE-FIGUIER')).toBe(118);
    expect(await code(act('boutique.reship', { order: 'CMD-2026-00123' }, 'k2'))).toBe('already-done');

    expect(await act('boutique.cancelReship', { shipment }, 'k3')).toEqual({
      ok: true,
      output: { shipment, cancelled: true },
    });
    expect(await code(act('boutique.cancelReship', { shipment }, 'k4'))).toBe('ok');
    expect(await stockOf('BOUGIE-FIGUIER')).toBe(120);

    expect(await act('boutique.reship', { order: 'CMD-2026-00123' }, 'k1')).toEqual(first);
    expect(await code(act('boutique.reship', { order: 'CMD-2026-00123' }, 'k5'))).toBe('ok');
    expect(await stockOf('BOUGIE-FIGUIER')).toBe(118);
    expect((await audit('/shipments')).shipments).toHaveLength(2);
  });

  it.each([
    { name: 'what is out of stock', order: 'CMD-2026-00126', from: KARIM, expected: 'out-of-stock' },
    {
      name: 'two where one is left',
      order: 'CMD-2026-00130',
      from: 'jm.dubois@mail.example',
      expected: 'out-of-stock',
    },
    { name: 'to someone else', order: 'CMD-2026-00123', from: KARIM, expected: 'not-yours' },
    { name: 'nothing', order: 'CMD-2026-99999', from: KARIM, expected: 'not-found' },
  ])('does not ship $name', async ({ order, from, expected }) => {
    expect(await code(act('boutique.reship', { order }, 'k1', from))).toBe(expected);
    expect((await audit('/shipments')).shipments).toEqual([]);
  });

  it('never ships more than there is, however many ask at once', async () => {
    const orders = Array.from({ length: 5 }, (_, i) => `CMD-${i}`);
    const collection = await store.collection({ name: 'demo-orders' });
    const model = await collection.get('CMD-2026-00124');
    const { version: _, ...doc } = model ?? { version: 0, _id: '' };
    await collection.write(orders.map((number) => ({ op: 'insert', doc: { ...doc, _id: number, number } })));
    const codes = await Promise.all(orders.map((order, i) => code(act('boutique.reship', { order }, `k${i}`))));
    expect(codes.filter((one) => one === 'ok')).toHaveLength(2);
    expect(codes.filter((one) => one === 'out-of-stock')).toHaveLength(3);
    expect(await stockOf('FAUTEUIL-ROTIN')).toBe(0);
  });

  it('does not cancel what was never shipped', async () => {
    expect(await code(act('boutique.cancelReship', { shipment: 'EXP-000000000000' }, 'k1'))).toBe('not-found');
  });
});

describe('when the answer is lost', () => {
  it('tells by the status operation what became of a key, and gives the stored answer to the next try', async () => {
    await shut();
    await open(({ operation, nth }) =>
      operation === 'comptabilite.refund' && nth === 2 ? { kind: 'drop-answer' } : undefined,
    );
    expect(await ask('comptabilite.effect', { key: 'k1' })).toEqual({ ok: true, output: { state: 'none' } });
    const input = { order: 'CMD-2026-00123', amount: eur(4990) };
    await expect(act('comptabilite.refund', input, 'k1')).rejects.toMatchObject({
      code: 'CONNECTOR_FAILED',
      retry: 'later',
      details: { sent: true },
    });
    const status = await ask('comptabilite.effect', { key: 'k1' });
    expect(status).toMatchObject({ output: { state: 'done', output: { order: 'CMD-2026-00123' } } });
    expect(await act('comptabilite.refund', input, 'k1')).toEqual({
      ok: true,
      output: (status.ok && status.output.output) as never,
    });
    expect((await audit('/refunds')).refunds).toHaveLength(1);
  });

  it.each([
    { kind: 'error-before', booked: 0 },
    { kind: 'error-after', booked: 1 },
    { kind: 'drop-before', booked: 0 },
  ] as const)('plays the fault $kind', async ({ kind, booked }) => {
    await shut();
    await open(({ operation }) => (operation === 'comptabilite.refund' ? { kind } : undefined));
    await expect(act('comptabilite.refund', { order: 'CMD-2026-00123', amount: eur(100) }, 'k')).rejects.toMatchObject({
      retry: 'later',
    });
    expect((await audit('/refunds')).refunds).toHaveLength(booked);
  });
});

describe('other requests', () => {
  it('lists orders with their customers, and bookings', async () => {
    expect((await audit('/orders')).orders).toHaveLength(13);
    expect((await audit('/orders')).orders).toContainEqual(
      expect.objectContaining({ number: 'CMD-2026-00123', address: CLAIRE }),
    );
    expect((await audit('/bookings')).bookings).toHaveLength(4);
  });

  it('refuses a path that it does not know', async () => {
    expect((await fetch(`${office.url}/orders/%ff`)).status).toBe(404);
    expect((await fetch(`${office.url}/`)).status).toBe(404);
  });

  it('says when its port is taken', async () => {
    const again = openBackOffice({ store: memoryStore(), port: office.port, clock: fakeClock() });
    await expect(again).rejects.toMatchObject({ code: 'PORT_IN_USE' });
  });
});
