/** Mails of machines: bounces that name our mail, those that only say so, and absences with a date. */
import { replyAddress, replyMessageId, replyToken, returnAddress } from '@facteur/mail';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mergeCases } from './merge-cases.ts';
import { openTestIngest, SAV, type TestIngest } from './testing/test-ingest.ts';

let ingest: TestIngest;
let caseNumber: string;
beforeEach(async () => {
  ingest = await openTestIngest();
  ({ caseNumber } = await ingest.receive({ id: 'a@courriel.example' }));
});
afterEach(() => ingest.dispose());

const keys = () => ingest.kernel.kernel().keys;
const ours = () => replyMessageId(keys(), SAV, caseNumber, 'reply-1');
const REPORT = [
  ...['--b', 'Content-Type: text/plain', '', 'Your message could not be delivered.', ''],
  ...['--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.example', ''],
  ...['Final-Recipient: rfc822; camille@courriel.example', 'Action: failed', 'Status: 5.1.1'],
  ...['Diagnostic-Code: smtp; 550 5.1.1 no such user', ''],
];

function bounce(fields: { returned?: string; inReplyTo?: string; references?: string }): Buffer {
  const returned = fields.returned
    ? ['--b', 'Content-Type: text/rfc822-headers', '', `Message-ID: ${fields.returned}`, `From: ${SAV}`, '']
    : [];
  return Buffer.from(
    [
      'Return-Path: <>',
      'From: MAILER-DAEMON@mx.courriel.example',
      `To: ${SAV}`,
      'Subject: Undelivered Mail Returned to Sender',
      ...(fields.inReplyTo ? [`In-Reply-To: ${fields.inReplyTo}`] : []),
      ...(fields.references ? [`References: ${fields.references}`] : []),
      'Message-ID: <bounce@mx.courriel.example>',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      ...REPORT,
      ...returned,
      '--b--',
      '',
    ].join('\r\n'),
  );
}
const last = async () => (await ingest.received()).at(-1);

describe('a bounce', () => {
  it.each([
    { name: 'the mail that came back', fields: () => ({ returned: ours() }) },
    { name: 'In-Reply-To', fields: () => ({ inReplyTo: ours() }) },
    { name: 'References', fields: () => ({ references: `<x@y.example> ${ours()}` }) },
  ])('is in the case of the mail that $name names', async ({ fields }) => {
    const receipt = await ingest.receive(bounce(fields()));
    expect(receipt.caseNumber).toBe(caseNumber);
    expect(await last()).toMatchObject({
      kind: 'bounce',
      joined: 'signed-address',
      bounce: {
        ...{ action: 'failed', status: '5.1.1', recipient: 'camille@courriel.example' },
        diagnostic: '550 5.1.1 no such user',
        of: [replyToken(keys(), 'reply-1')],
      },
    });
  });

  it('is known by the address that it came back to', async () => {
    const to = returnAddress(keys(), SAV, caseNumber, 'reply-1');
    expect((await ingest.receive(bounce({}), { recipients: [to] })).caseNumber).toBe(caseNumber);
    expect((await last())?.bounce?.of).toEqual([replyToken(keys(), 'reply-1')]);
  });

  it.each(['Delivered-To', 'X-Original-To', 'Envelope-To', 'X-Delivered-To'])(
    'that is fetched from a mailbox is known by the address that %s names',
    async (field) => {
      const to = returnAddress(keys(), SAV, caseNumber, 'reply-1');
      const raw = Buffer.concat([Buffer.from(`${field}: ${to}\r\n`), bounce({})]);
      expect((await ingest.receive(raw)).caseNumber).toBe(caseNumber);
      expect((await last())?.bounce?.of).toEqual([replyToken(keys(), 'reply-1')]);
    },
  );

  it('that is fetched from a mailbox is nobody’s when the address that it came back to is not signed', async () => {
    const to = returnAddress(keys(), SAV, caseNumber, 'reply-1').replace(/\.[a-z0-9]{12}\./, '.abcdefghijkl.');
    const raw = Buffer.concat([Buffer.from(`Delivered-To: ${to}\r\n`), bounce({})]);
    expect((await ingest.receive(raw)).caseNumber).not.toBe(caseNumber);
    expect((await last())?.bounce?.of).toEqual([]);
  });

  it.each([
    { name: 'names no mail', fields: () => ({}) },
    {
      name: 'names a Message-ID that we did not make',
      fields: () => ({ returned: ours().replace(/[a-z0-9]{12}@/, 'abcdefghijkl@') }),
    },
    {
      name: 'names another case’s mail',
      fields: () => ({ returned: ours().replace(caseNumber.toLowerCase(), '2222-2222-2') }),
    },
    { name: 'names the customer’s mail', fields: () => ({ inReplyTo: '<a@courriel.example>' }) },
  ])('that $name is in a case of its own, and nobody believes it', async ({ fields }) => {
    const receipt = await ingest.receive(bounce(fields()));
    expect(receipt.caseNumber).not.toBe(caseNumber);
    expect(await last()).toMatchObject({ kind: 'bounce', bounce: { of: [] } });
  });

  it('names no reply by the reply address alone', async () => {
    await ingest.receive(bounce({}), { recipients: [replyAddress(keys(), SAV, caseNumber)] });
    expect((await last())?.bounce?.of).toEqual([]);
  });

  it('gives the server that wrote it no part in the case', async () => {
    const before = (await ingest.runner().read(caseNumber))?.state.participants;
    await ingest.receive(bounce({ returned: ours() }));
    expect((await ingest.runner().read(caseNumber))?.state.participants).toEqual(before);
  });

  it('is in the case that the mail was sent for, even when that was merged', async () => {
    const other = await ingest.receive({ id: 'b@courriel.example', subject: 'Autre' });
    await mergeCases(ingest.runner(), caseNumber, other.caseNumber);
    expect((await ingest.receive(bounce({ returned: ours() }))).caseNumber).toBe(caseNumber);
  });

  it('gives nobody else a part in a case by quoting one of our mails', async () => {
    const receipt = await ingest.receive({ from: 'eve@evil.example', inReplyTo: ours().slice(1, -1) });
    expect(receipt.caseNumber).not.toBe(caseNumber);
    expect(await last()).toMatchObject({ claims: [caseNumber] });
  });
});

it('an answer that is fetched from a mailbox joins its case by the signed address to which it was delivered', async () => {
  const to = replyAddress(keys(), SAV, caseNumber);
  const receipt = await ingest.receive({ from: 'mari@courriel.example', headers: [`Delivered-To: ${to}`] });
  expect(receipt.caseNumber).toBe(caseNumber);
  expect(await last()).toMatchObject({ joined: 'signed-address' });
});

describe('an absence', () => {
  const absence = (text: string, headers: readonly string[] = ['Auto-Submitted: auto-replied']) =>
    ingest.receive({ headers, inReplyTo: 'a@courriel.example', text, subject: 'Absence du bureau' });

  it('says when its sender is back', async () => {
    await absence('Je suis absente jusqu’au 16 janvier.');
    expect(await last()).toMatchObject({ kind: 'auto-reply', absentUntil: '2026-01-17T00:00:00.000Z' });
  });

  it('says nothing when it names no day, or when a person tells of it', async () => {
    await absence('Je suis absente.');
    expect(await last()).not.toHaveProperty('absentUntil');
    await absence('Je suis absente jusqu’au 16 janvier, pouvez-vous livrer après ?', []);
    expect(await last()).toMatchObject({ kind: 'human' });
    expect(await last()).not.toHaveProperty('absentUntil');
  });
});
