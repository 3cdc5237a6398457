import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { memoryStore, slowStore } from '../testing/memory-store.ts';
import { openOffice, WHO } from '../testing/office.ts';

let office: Awaited<ReturnType<typeof openOffice>>;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const inPreparation = { order: 'CMD-2026-00127' };
const delivered = { order: 'CMD-2026-00124' };
const available = async (sku: string) => (await office.output(office.ask('boutique.stock', { sku }))).available;

describe('cancelling an order', () => {
  const cancel = (key: string, order = inPreparation.order, from: string = WHO.elodie) =>
    office.act('boutique.cancelOrder', { order }, key, from);

  it('gives the stock back and owes what was paid, once', async () => {
    const first = await cancel('k1');
    expect(first).toEqual({ ok: true, output: { ...inPreparation, status: 'cancelled', refund: eur(3570) } });
    expect(await cancel('k1')).toEqual(first);
    expect(await office.code(cancel('k2'))).toBe('already-done');
    expect(await available('THE-VERT-250')).toBe(45);
    expect(await office.output(office.ask('comptabilite.balance', { customer: 'C-1003' }, WHO.elodie))).toEqual({
      balance: eur(3570),
    });
    expect((await office.audit('/refunds')).refunds).toEqual([
      expect.objectContaining({ order: inPreparation.order, amount: eur(3570), reason: 'annulation' }),
    ]);
  });

  it('leaves nothing more to refund, to ship, to exchange or to invoice', async () => {
    await cancel('k1');
    const { order } = inPreparation;
    const refund = office.act('comptabilite.refund', { order, amount: eur(100) }, 'k2', WHO.elodie);
    expect(await office.code(refund)).toBe('already-done');
    expect(await office.code(office.act('boutique.reship', { order }, 'k3', WHO.elodie))).toBe('already-done');
    const exchange = office.act('boutique.exchange', { order, sku: 'LAMPE-OPALE' }, 'k4', WHO.elodie);
    expect(await office.code(exchange)).toBe('already-done');
    expect(await office.code(office.ask('comptabilite.invoice', { order }, WHO.elodie))).toBe('not-invoiced');
    expect(await office.output(office.ask('boutique.order', { number: order }, WHO.elodie))).toMatchObject({
      status: 'cancelled',
      refunded: true,
      expectedOn: null,
    });
  });

  it('owes nothing again for an order that was refunded before', async () => {
    await office.act('comptabilite.refund', { ...inPreparation, amount: eur(3570) }, 'k1', WHO.elodie);
    expect(await office.output(cancel('k2'))).toEqual({ ...inPreparation, status: 'cancelled', refund: null });
    expect((await office.audit('/refunds')).refunds).toHaveLength(1);
  });

  it('owes once when a refund and a cancellation come at the same time', async () => {
    const refund = office.act('comptabilite.refund', { ...inPreparation, amount: eur(3570) }, 'k1', WHO.elodie);
    await Promise.all([refund, cancel('k2')]);
    expect((await office.audit('/refunds')).refunds).toHaveLength(1);
  });

  it('cannot be crossed by a reshipment of the same order', async () => {
    await office.close();
    office = await openOffice({ store: slowStore(memoryStore()) });
    const reship = office.act('boutique.reship', inPreparation, 'k1', WHO.elodie);
    const codes = await Promise.all([office.code(reship), office.code(cancel('k2'))]);
    expect(codes.filter((code) => code === 'ok')).toHaveLength(1);
    expect((await office.audit('/effects')).effects).toHaveLength(codes[1] === 'ok' ? 2 : 1);
  });

  it.each([
    { name: 'one that has left', order: 'CMD-2026-00123', from: WHO.claire, expected: 'already-shipped' },
    { name: 'one that is delivered', order: 'CMD-2026-00124', from: WHO.claire, expected: 'already-shipped' },
    { name: 'one that is cancelled', order: 'CMD-2026-00128', from: WHO.elodie, expected: 'already-done' },
    { name: 'one of somebody else', order: 'CMD-2026-00127', from: WHO.claire, expected: 'not-yours' },
    { name: 'one that is not there', order: 'CMD-2026-99999', from: WHO.claire, expected: 'not-found' },
  ])('refuses $name', async ({ order, from, expected }) => {
    expect(await office.code(cancel('k1', order, from))).toBe(expected);
    expect((await office.audit('/refunds')).refunds).toEqual([]);
  });
});

describe('return labels', () => {
  const label = (key: string, order = delivered.order, from: string = WHO.claire) =>
    office.act('boutique.returnLabel', { order, reason: 'trop grand' }, key, from);

  it('are given once, until thirty days after delivery', async () => {
    const output = await office.output(label('k1'));
    expect(output).toEqual({
      return: expect.stringMatching(/^RET-[0-9A-F]{12}$/),
      ...delivered,
      label: `https://boutique.example/retours/${String(output.return)}.pdf`,
      before: '2026-01-11',
    });
    expect(await office.output(label('k1'))).toEqual(output);
    expect(await office.code(label('k2'))).toBe('already-done');
  });

  it('are free again after they were cancelled', async () => {
    const { return: reference = '' } = await office.output(label('k1'));
    const undo = (key: string) => office.act('boutique.cancelReturn', { return: reference }, key, WHO.claire);
    expect(await office.output(undo('k2'))).toEqual({ return: reference, cancelled: true });
    expect(await office.output(undo('k3'))).toEqual({ return: reference, cancelled: true });
    expect(await office.code(label('k4'))).toBe('ok');
  });

  it.each([
    { days: 6, expected: 'ok' },
    { days: 7, expected: 'too-late' },
  ])('answer $expected $days days after the data were written', async ({ days, expected }) => {
    await office.later(days);
    expect(await office.code(label('k1'))).toBe(expected);
  });

  it.each([
    { name: 'one that came long ago', order: 'CMD-2026-00129', from: WHO.dubois, expected: 'too-late' },
    { name: 'one that is on its way', order: 'CMD-2026-00123', from: WHO.claire, expected: 'not-delivered' },
    { name: 'one of somebody else', order: 'CMD-2026-00124', from: WHO.karim, expected: 'not-yours' },
    { name: 'one that is not there', order: 'CMD-2026-99999', from: WHO.claire, expected: 'not-found' },
  ])('are refused for $name', async ({ order, from, expected }) => {
    expect(await office.code(label('k1', order, from))).toBe(expected);
  });

  it.each(['RET-000000000000', 'EXP-000000000000'])('are not cancelled when there is none: %s', async (reference) => {
    const undo = office.act('boutique.cancelReturn', { return: reference }, 'k1', WHO.claire);
    expect(await office.code(undo)).toBe('not-found');
  });
});

describe('exchanges', () => {
  const exchange = (key: string, sku: string, order = delivered.order, from: string = WHO.claire) =>
    office.act('boutique.exchange', { order, sku }, key, from);

  it('send the other article, once', async () => {
    const output = await office.output(exchange('k1', 'LAMPE-OPALE'));
    expect(output).toEqual({ exchange: expect.stringMatching(/^ECH-/), ...delivered, sku: 'LAMPE-OPALE' });
    expect(await office.output(exchange('k1', 'LAMPE-OPALE'))).toEqual(output);
    expect(await office.code(exchange('k2', 'CARNET-LIN'))).toBe('already-done');
    expect(await available('LAMPE-OPALE')).toBe(6);
  });

  it.each([
    { name: 'what is out of stock', sku: 'PLAID-LAINE', expected: 'out-of-stock' },
    { name: 'what the shop does not have', sku: 'NEANT', expected: 'not-found' },
    { name: 'an order of somebody else', sku: 'CARNET-LIN', from: WHO.karim, expected: 'not-yours' },
    {
      name: 'a refunded order',
      sku: 'CARNET-LIN',
      order: 'CMD-2026-00129',
      from: WHO.dubois,
      expected: 'already-done',
    },
  ])('refuse $name', async ({ sku, order, from, expected }) => {
    expect(await office.code(exchange('k1', sku, order, from))).toBe(expected);
  });
});

describe('invoices', () => {
  it('tell number, total and the tax in it', async () => {
    expect(await office.output(office.ask('comptabilite.invoice', { order: 'CMD-2026-00123' }, WHO.claire))).toEqual({
      number: 'FA-2026-00123',
      order: 'CMD-2026-00123',
      total: eur(4990),
      tax: eur(832),
      issuedOn: '2025-12-28',
      link: 'https://boutique.example/factures/FA-2026-00123.pdf',
    });
  });

  it.each([
    { order: 'CMD-2026-00127', from: WHO.elodie, expected: 'not-invoiced' },
    { order: 'CMD-2026-00128', from: WHO.elodie, expected: 'not-invoiced' },
    { order: 'CMD-2026-00123', from: WHO.elodie, expected: 'not-yours' },
    { order: 'CMD-2026-99999', from: WHO.elodie, expected: 'not-found' },
  ])('are not told for $order: $expected', async ({ order, from, expected }) => {
    expect(await office.code(office.ask('comptabilite.invoice', { order }, from))).toBe(expected);
  });
});

describe('parcels', () => {
  it.each([
    { name: 'one on its way', tracking: '6A 1029 384 7561', state: 'in-transit', expectedOn: '2026-01-01' },
    { name: 'one that is delivered', tracking: 'XY123456785FR', state: 'delivered', expectedOn: null },
    { name: 'one that is lost', tracking: '6A10293847587', state: 'lost', expectedOn: null },
    {
      name: 'one without a word in the files',
      tracking: '6A10293847611',
      state: 'in-transit',
      expectedOn: '2026-01-03',
    },
  ])('are told: $name', async ({ tracking, state, expectedOn }) => {
    expect(await office.output(office.ask('transport.tracking', { tracking }))).toMatchObject({
      tracking: tracking.replace(/ /g, ''),
      state,
      expectedOn,
    });
  });

  it('are not told for a number that no carrier knows', async () => {
    expect(await office.code(office.ask('transport.tracking', { tracking: 'ZZ' }))).toBe('not-found');
  });
});
