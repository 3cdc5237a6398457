/** Mails of machines are kept and never answered (RFC 3834): two robots must not write to each other. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compose, MAILBOX } from './mail.ts';
import { closeShops, openShop, type Shop } from './shop.ts';
import { whereIs } from './texts.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(closeShops);

const bounce = (address: string): string =>
  [
    `From: Mail Delivery System <mailer-daemon@courriel.example>`,
    `To: ${MAILBOX}`,
    'Subject: Undelivered Mail Returned to Sender',
    'Date: Sun, 22 Nov 2026 09:12:00 +0100',
    `Message-ID: <bounce.${address}>`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    `This is the mail system. Your message to ${address} could not be delivered.`,
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.courriel.example',
    '',
    `Final-Recipient: rfc822; ${address}`,
    'Action: failed',
    'Status: 5.1.1',
    '--b--',
    '',
  ].join('\r\n');

describe('A machine’s mail', () => {
  it.each([
    {
      name: 'an out-of-office reply',
      raw: (from: string, order: string) =>
        compose({
          from,
          subject: 'Absence du bureau',
          text: whereIs(order),
          headers: { 'Auto-Submitted': 'auto-replied' },
        }),
      kind: 'auto-reply',
    },
    {
      name: 'a mailing list’s mail',
      raw: (from: string, order: string) =>
        compose({
          from,
          subject: 'Infolettre',
          text: whereIs(order),
          headers: { 'List-Id': '<infos.courriel.example>', Precedence: 'list' },
        }),
      kind: 'list',
    },
    { name: 'a bounce', raw: async (from: string) => Buffer.from(bounce(from)), kind: 'bounce' },
    {
      name: 'a mail of ours that comes back',
      raw: async (from: string, order: string) => {
        await shop.product.send({ from, subject: 'Bonjour', text: whereIs(order) });
        await shop.product.idle();
        const [own] = await shop.product.outboxTo(from);
        return Buffer.from(own?.source ?? '');
      },
      kind: 'loop',
    },
    {
      name: 'a mail from our own address',
      raw: (_from: string, order: string) => compose({ from: MAILBOX, subject: 'Bonjour', text: whereIs(order) }),
      kind: 'loop',
    },
  ])('is answered by nobody: $name', async ({ raw, kind }) => {
    const { address, small } = shop.next();
    const mail = await raw(address, small);
    const before = { mails: (await shop.product.outbox()).length, reviews: (await shop.product.reviews()).length };
    const { body } = await shop.product.post<{ caseNumber: string }>('/api/v1/mail', mail);
    await shop.product.idle();
    expect(await shop.product.outbox()).toHaveLength(before.mails);
    expect(await shop.product.reviews()).toHaveLength(before.reviews);
    const { timeline } = await shop.product.case(body.caseNumber);
    const received = timeline.filter(({ topic }) => topic === 'mail.received').map(({ data }) => data.kind);
    expect(received).toContain(kind);
    expect(timeline.map(({ data }) => data.change)).toContain('suppressed');
  });

  it('with an empty envelope sender is answered by nobody either', async () => {
    const { address, small } = shop.next();
    const raw = await compose({ from: address, subject: 'Bonjour', text: whereIs(small) });
    await shop.product.send(raw, { from: '', to: [MAILBOX] });
    await shop.product.idle();
    expect(await shop.product.outboxTo(address)).toEqual([]);
    expect((await shop.product.casesOf(address)).map(({ status }) => status)).toEqual(['closed']);
  });
});
