/** Mails of before the mailbox was connected: kept, in cases by the same rules, and nobody answers them. */
import { caseChanged, isCaseNumber } from '@facteur/contracts';
import type { SenderResolver } from '@facteur/mail';
import { replyMessageId } from '@facteur/mail';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ingestRoutes } from './routes.ts';
import { openTestIngest, rawMail, SAV, type TestIngest, type TestMail } from './testing/test-ingest.ts';

const OLD: TestMail = { id: 'old@courriel.example', text: 'Où est ma commande ?' };
const ANSWER: TestMail = { id: 'new@courriel.example', inReplyTo: 'old@courriel.example', text: 'Alors ?' };
const CAME_MS = Date.UTC(2025, 2, 1, 8);
const history = { history: { receivedMs: CAME_MS } };
let ingest: TestIngest;
/** Names that senders were looked up by. */
let asked: string[];
const resolver: SenderResolver = (name) => {
  asked.push(name);
  return Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' }));
};
beforeEach(async () => {
  asked = [];
  ingest = await openTestIngest({ resolver });
});
afterEach(() => ingest.dispose());

describe('a mail of history', () => {
  it('is kept in a case of its own, says that it is history, and is not acknowledged', async () => {
    const { caseNumber, isNew } = await ingest.receive(OLD, history);
    expect([isCaseNumber(caseNumber), isNew]).toEqual([true, true]);
    const [mail] = await ingest.received();
    expect(mail).toMatchObject({ history: true, receivedAt: '2025-03-01T08:00:00.000Z', text: 'Où est ma commande ?' });
    expect(mail && (await ingest.blobs().get(mail.raw))).toEqual(rawMail(OLD));
    expect(await ingest.outcome()).toEqual({ mails: [caseNumber], acknowledged: [] });
  });

  it('makes nobody ask who sent it', async () => {
    await ingest.receive(OLD, history);
    expect(asked).toEqual([]);
    await ingest.receive(ANSWER);
    expect(asked).not.toEqual([]);
  });

  it.each([
    { name: 'when it comes twice', first: history, again: history },
    { name: 'when it came as new before', first: {}, again: history },
    { name: 'when it comes as new afterwards', first: history, again: {} },
  ])('is known $name', async ({ first, again }) => {
    const receipt = await ingest.receive(OLD, first);
    await ingest.restart();
    expect(await ingest.receive(OLD, again)).toEqual({ ...receipt, isNew: false });
    const told = new Set((await ingest.received()).map(({ mailId, history: isOld }) => `${mailId} ${isOld}`));
    expect(told.size).toBe(1);
  });

  it('is joined by a new mail that answers it, which is acknowledged like any other', async () => {
    const { caseNumber } = await ingest.receive(OLD, history);
    expect((await ingest.receive(ANSWER)).caseNumber).toBe(caseNumber);
    expect(await ingest.outcome()).toEqual({ mails: [caseNumber, caseNumber], acknowledged: [caseNumber] });
    expect((await ingest.received()).map((mail) => [mail.history, mail.joined])).toEqual([
      [true, 'new'],
      [undefined, 'participant'],
    ]);
  });

  it('is not joined by a stranger', async () => {
    const { caseNumber } = await ingest.receive(OLD, history);
    const stranger = await ingest.receive({ ...ANSWER, from: 'z@z.example' });
    expect(stranger.caseNumber).not.toBe(caseNumber);
  });

  it('joins the case that goes on when it is found later, and says so', async () => {
    const { caseNumber } = await ingest.receive(ANSWER);
    expect((await ingest.receive(OLD, history)).caseNumber).toBe(caseNumber);
    expect((await ingest.outcome()).acknowledged).toEqual([caseNumber]);
  });

  it('makes no two cases one', async () => {
    const one = await ingest.receive({ id: 'one@courriel.example' });
    const two = await ingest.receive({ id: 'two@courriel.example' });
    const both = { id: 'both@courriel.example', references: '<one@courriel.example> <two@courriel.example>' };
    const { caseNumber } = await ingest.receive(both, history);
    expect([one.caseNumber, two.caseNumber]).toContain(caseNumber);
    expect(await ingest.kernel.published(caseChanged)).toEqual([]);
  });

  it('that is a bounce says of none of our replies that it came back', async () => {
    const { caseNumber } = await ingest.receive({ id: 'a@courriel.example' });
    const ours = replyMessageId(ingest.kernel.kernel().keys, SAV, caseNumber, 'reply-1');
    const raw = Buffer.from(
      [
        ...['Return-Path: <>', 'From: MAILER-DAEMON@mx.example', `To: ${SAV}`, 'Subject: Undelivered Mail'],
        ...[
          'Message-ID: <b@mx.example>',
          'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
          '',
        ],
        ...['--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.example', ''],
        ...['Final-Recipient: rfc822; c@courriel.example', 'Action: failed', 'Status: 5.1.1', ''],
        ...['--b', 'Content-Type: text/rfc822-headers', '', `Message-ID: ${ours}`, '', '--b--', ''],
      ].join('\r\n'),
    );
    expect((await ingest.receive(raw, history)).caseNumber).toBe(caseNumber);
    expect((await ingest.received()).at(-1)).toMatchObject({ kind: 'bounce', history: true, bounce: { of: [] } });
  });
});

it('an archive that is handed over as history is kept as history', async () => {
  const [one, batch] = ingestRoutes(ingest.receiver());
  const query = { channel: 'import', history: 'true' };
  const request = { socket: {} };
  await one?.handle({ query, body: rawMail(OLD), request } as never);
  const mails = [rawMail(ANSWER).toString('base64')];
  await batch?.handle({ query, body: { mails }, request } as never);
  expect((await ingest.received()).map((mail) => [mail.channel, mail.history])).toEqual([
    ['import', true],
    ['import', true],
  ]);
  expect((await ingest.outcome()).acknowledged).toEqual([]);
});
