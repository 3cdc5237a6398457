import { afterEach, describe, expect, it } from '@jest/globals';
import { personOf } from '../company.ts';
import { eventually } from '../eventually.ts';
import type { PlannedCustomer } from '../plan/customers.ts';
import type { Api } from '../world/api.ts';
import type { ArrivedMail, MailServer } from '../world/mail-server.ts';
import { type Customers, openCustomers } from './customers.ts';

/** A product that takes mails by its API, and fails as often as told first. */
function fakeProduct(failures = 0) {
  const taken: string[] = [];
  let left = failures;
  const api: Pick<Api, 'handOver'> = {
    async handOver(raw) {
      left -= 1;
      if (left >= 0) throw new Error('HTTP 503');
      taken.push(raw.toString());
      return 'CASE-1';
    },
  };
  return { taken, smtp: () => undefined, api: () => api as Api };
}

/** A mail server that is told what arrives. */
function fakeMailServer() {
  const listeners: ((mail: ArrivedMail) => void)[] = [];
  const server: Pick<MailServer, 'onArrival'> = { onArrival: (listener) => void listeners.push(listener) };
  const ask = (to: string): void => {
    const mail = { messageId: '<ask@b>', to: [to], caseNumber: 'CASE-1', subject: 'Votre justificatif [CASE-1]' };
    for (const listener of listeners)
      listener({ ...mail, replyTo: 'sav+tag@boutique.example', digest: '', isAnswered: true });
  };
  return { server: server as MailServer, ask };
}

const first = { afterMs: 0, channel: 'api' } as const;
const tracking: PlannedCustomer = { index: 0, wish: 'where-is-it', first };
const refund: PlannedCustomer = { index: 1, wish: 'refund-when-asked', first, answer: first };

let customers: Customers | undefined;
afterEach(() => customers?.giveUp());

const untilTaken = (count: number) =>
  eventually('mails are taken', 10_000, async () => (customers?.taken() === count ? true : undefined));

describe('customers', () => {
  it('hand a mail in again until it is acknowledged', async () => {
    const product = fakeProduct(1);
    customers = openCustomers([tracking], product, fakeMailServer().server);
    expect(customers.pending()).toBe(1);
    await untilTaken(1);
    const mail = { messageId: '<CMD-2026-00000@courriel.example>', lastFailure: 'HTTP 503' };
    expect(customers.facts()).toEqual([
      {
        person: personOf(0),
        wish: 'where-is-it',
        mails: [{ ...mail, attempts: 2, acknowledgements: [{ channel: 'api', caseNumber: 'CASE-1' }] }],
      },
    ]);
    await eventually('nothing is on its way', 5_000, async () => customers?.pending() === 0 || undefined);
  });

  it('hand the very same mail in twice where planned', async () => {
    const product = fakeProduct();
    const twice = { ...tracking, first: { ...first, again: { afterMs: 0, channel: 'api' } } } as const;
    customers = openCustomers([twice], product, fakeMailServer().server);
    await eventually('both are taken', 10_000, async () => product.taken.length === 2 || undefined);
    expect(new Set(product.taken).size).toBe(1);
    expect(customers.taken()).toBe(1);
  });

  it('answer our question, and wait for nothing else', async () => {
    const product = fakeProduct();
    const { server, ask } = fakeMailServer();
    customers = openCustomers([refund], product, server);
    await untilTaken(1);
    await eventually('nothing is on its way', 5_000, async () => customers?.pending() === 0 || undefined);
    ask(personOf(1).address);
    ask(personOf(1).address);
    await untilTaken(2);
    expect(product.taken).toHaveLength(2);
    expect(product.taken[1]).toMatch(/^To: sav\+tag@boutique\.example\r$/m);
    expect(product.taken[1]).toMatch(/^In-Reply-To: <ask@b>\r$/m);
  });
});
