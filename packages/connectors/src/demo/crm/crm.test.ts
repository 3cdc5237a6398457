import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openOffice, WHO } from '../testing/office.ts';

let office: Awaited<ReturnType<typeof openOffice>>;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

describe('the customer record', () => {
  it('is shown to the customer, with a masked IBAN', async () => {
    expect(await office.output(office.ask('crm.customer', { address: WHO.claire.toUpperCase() }, WHO.claire))).toEqual({
      id: 'C-1001',
      name: 'Claire Martin',
      address: WHO.claire,
      phone: '+33612345678',
      postal: '12 rue des Lilas, 69003 Lyon',
      iban: 'FR•• •••• 0189',
      since: '2023-04-11',
    });
  });

  it.each([
    { name: 'somebody else', address: WHO.claire, from: WHO.karim },
    { name: 'nobody', address: WHO.claire, from: undefined },
    { name: 'a stranger', address: 'inconnu@mail.example', from: 'inconnu@mail.example' },
  ])('is not found by $name', async ({ address, from }) => {
    expect(await office.code(office.ask('crm.customer', { address }, from))).toBe('not-found');
  });
});

describe('changing contact details', () => {
  const change = (key: string, field: string, value: string, from: string = WHO.claire) =>
    office.act('crm.updateContact', { customer: 'C-1001', field, value }, key, from);
  const record = (address: string = WHO.claire) => office.output(office.ask('crm.customer', { address }, address));

  it('takes the latest of each field, once for a key, also after a restart', async () => {
    const first = await change('k1', 'phone', '06 98 76 54 32');
    expect(first).toEqual({ ok: true, output: { customer: 'C-1001', field: 'phone', changedOn: '2026-01-05' } });
    await office.output(change('k2', 'phone', '+33 1 23 45 67 89'));
    await office.output(change('k3', 'iban', 'FR14 2004 1010 0505 0001 3m02 606'));
    await office.restart();
    expect(await change('k1', 'phone', '06 98 76 54 32')).toEqual(first);
    expect(await record()).toMatchObject({ phone: '+33123456789', iban: 'FR•• •••• 2606' });
    expect(await office.code(change('k4', 'phone', '+33123456789'))).toBe('already-done');
  });

  it('moves what belongs to the customer to the new address', async () => {
    await office.output(change('k1', 'email', 'Claire@Nouveau.example'));
    expect(await record('claire@nouveau.example')).toMatchObject({ id: 'C-1001', address: 'Claire@Nouveau.example' });
    const order = { number: 'CMD-2026-00123' };
    expect(await office.code(office.ask('boutique.order', order, 'claire@nouveau.example'))).toBe('ok');
    expect(await office.code(office.ask('boutique.order', order, WHO.claire))).toBe('not-yours');
    expect(await office.code(office.ask('crm.customer', { address: WHO.claire }, WHO.claire))).toBe('not-found');
  });

  it('gives one address to one customer', async () => {
    expect(await office.code(change('k1', 'email', WHO.karim))).toBe('invalid');
    await office.output(change('k2', 'email', 'libre@nouveau.example'));
    const other = { customer: 'C-1002', field: 'email', value: 'libre@nouveau.example' };
    expect(await office.code(office.act('crm.updateContact', other, 'k3', WHO.karim))).toBe('invalid');
  });

  it.each([
    { name: 'a wrong IBAN', field: 'iban', value: 'FR14 2004 1010 0505 0001 3M02 607', expected: 'invalid' },
    { name: 'a short phone number', field: 'phone', value: '0612', expected: 'invalid' },
    { name: 'half an address', field: 'email', value: 'claire@', expected: 'invalid' },
    { name: 'a postal address without a number', field: 'postal', value: 'quelque part', expected: 'invalid' },
    { name: 'another field', field: 'balance', value: '1000000', expected: 'invalid' },
    { name: 'another customer', field: 'phone', value: '0612345679', from: WHO.karim, expected: 'not-yours' },
  ])('refuses $name', async ({ field, value, from, expected }) => {
    const before = await record();
    expect(await office.code(change('k1', field, value, from))).toBe(expected);
    expect(await record()).toEqual(before);
  });

  it('refuses a customer that is not there', async () => {
    const input = { customer: 'C-9', field: 'phone', value: '0612345679' };
    expect(await office.code(office.act('crm.updateContact', input, 'k1', WHO.claire))).toBe('not-found');
  });
});

describe('prospects', () => {
  it('are noted once for an address and a topic', async () => {
    const note = (key: string, topic: string) =>
      office.act('crm.prospect', { address: 'New@mail.example', topic, name: 'Nina' }, key, 'new@mail.example');
    expect(await office.output(note('k1', 'catalogue'))).toEqual({
      prospect: expect.stringMatching(/^PRO-/),
      address: 'New@mail.example',
      topic: 'catalogue',
    });
    expect(await office.code(note('k2', 'Catalogue'))).toBe('already-done');
    expect(await office.code(note('k3', 'mariages'))).toBe('ok');
    expect((await office.audit('/effects')).effects).toHaveLength(2);
  });
});
