/** Side conversations: what somebody outside answers is in the case, and they are nobody in it. */
import { caseChanged } from '@facteur/contracts';
import { replyAddress, replyToken, returnAddress, sideAddress } from '@facteur/mail';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mergeCases } from './merge-cases.ts';
import { HOTEL, openTestIngest, SAV, type TestIngest, type TestMail } from './testing/test-ingest.ts';

const CONVERSATION = 'k3v9x2m1p0q8';
const EXPERT = 'Atelier <atelier@reparation.example>';
let ingest: TestIngest;
let caseNumber: string;
beforeEach(async () => {
  ingest = await openTestIngest({ mailbox: { 'spam-headers': ['X-Spam-Flag'] } });
  ({ caseNumber } = await ingest.receive({ id: 'a@courriel.example' }));
});
afterEach(() => ingest.dispose());

const keys = () => ingest.kernel.kernel().keys;
const side = (number = caseNumber) => sideAddress(keys(), SAV, { caseNumber: number, conversation: CONVERSATION });
const answer = (changes: TestMail = {}, to = side()) =>
  ingest.receive({ id: 'e@reparation.example', from: EXPERT, text: 'Réparable.', ...changes }, { recipients: [to] });
const last = async () => (await ingest.received()).at(-1);
const participants = async (number = caseNumber) => (await ingest.runner().read(number))?.state.participants;

describe('an answer to a side address', () => {
  it('is in its case and says which conversation it belongs to', async () => {
    expect((await answer()).caseNumber).toBe(caseNumber);
    expect(await last()).toMatchObject({
      ...{ side: CONVERSATION, joined: 'signed-address', claims: [], kind: 'human', text: 'Réparable.' },
    });
  });

  it('is not acknowledged, and gives its sender no part in the case', async () => {
    const before = await participants();
    await answer();
    expect((await ingest.outcome()).acknowledged).toEqual([caseNumber]);
    expect(await participants()).toEqual(before);
    const later = await ingest.receive({ from: EXPERT, subject: `[${caseNumber}]`, text: 'Encore moi.' });
    expect(later.caseNumber).not.toBe(caseNumber);
  });

  it('leaves the customer of a case that was never acknowledged their acknowledgement', async () => {
    const machine = { id: 'm@courriel.example', headers: ['Auto-Submitted: auto-replied'], text: 'Absent.' };
    const other = await ingest.receive(machine);
    await answer({}, side(other.caseNumber));
    await ingest.receive({ id: 'n@courriel.example', inReplyTo: 'm@courriel.example' });
    expect((await ingest.outcome()).acknowledged).toEqual([caseNumber, other.caseNumber]);
  });

  it.each([
    { name: 'in the header, by IMAP', mail: () => ({ to: side() }), to: SAV },
    { name: 'in capitals', mail: () => ({}), to: () => side().toUpperCase() },
    {
      name: 'where the customer’s signed address stands beside it',
      mail: () => ({ to: customers() }),
      to: () => side(),
    },
  ])('is known $name', async ({ mail, to }) => {
    await answer(mail(), typeof to === 'string' ? to : to());
    expect(await last()).toMatchObject({ side: CONVERSATION });
    expect(await participants()).toHaveLength(1);
  });
  const customers = () => replyAddress(keys(), SAV, caseNumber);

  it('counts once when it comes twice, also after a restart', async () => {
    const first = await answer();
    await ingest.restart();
    expect(await answer()).toEqual({ ...first, isNew: false });
    expect((await ingest.outcome()).mails).toHaveLength(2);
  });

  it('makes no two cases one, whatever thread it names', async () => {
    await ingest.receive({ id: 'b@courriel.example', subject: 'Autre' });
    await answer({ references: '<a@courriel.example> <b@courriel.example>' });
    expect(await ingest.kernel.published(caseChanged)).toEqual([]);
  });

  it('goes to the case into which its own was merged', async () => {
    const other = await ingest.receive({ id: 'b@courriel.example', subject: 'Autre' });
    await mergeCases(ingest.runner(), caseNumber, other.caseNumber);
    expect((await answer()).caseNumber).toBe(other.caseNumber);
    expect(await last()).toMatchObject({ side: CONVERSATION });
  });

  it('stays where a first attempt left it, though its case was merged since', async () => {
    ingest.kernel.faults.crashAt(
      ({ when, op, name }) => when === 'before' && op === 'write' && name === 'ingest-mails',
    );
    const dying = answer().catch(() => undefined);
    await ingest.kernel.until(() => ingest.kernel.faults.isDead());
    await ingest.restart();
    await dying;
    const other = await ingest.receive({ id: 'b@courriel.example', subject: 'Autre' });
    await mergeCases(ingest.runner(), caseNumber, other.caseNumber);
    expect(await answer()).toMatchObject({ caseNumber, isNew: false });
    expect((await ingest.outcome()).mails).toEqual([caseNumber, caseNumber, other.caseNumber]);
  });

  it('waits in quarantine like any other that a filter marked', async () => {
    await answer({ headers: ['X-Spam-Flag: YES'] });
    expect((await ingest.outcome()).mails).toEqual([caseNumber]);
    expect((await ingest.runner().read(caseNumber))?.state.quarantined).toMatchObject([{ side: CONVERSATION }]);
  });

  it('founds a case of its own where too many wait in quarantine', async () => {
    const spam = Array.from({ length: 11 }, (_, n) => ({
      headers: ['X-Spam-Flag: YES'],
      id: `s${n}@reparation.example`,
    }));
    const receipts = [];
    for (const mail of spam) receipts.push(await answer(mail));
    expect(receipts.filter((receipt) => receipt.caseNumber === caseNumber)).toHaveLength(10);
  });
});

describe('a side address', () => {
  it.each([
    {
      name: 'with a signature that is not ours',
      forge: (to: string) => to.replace(/\.[a-z0-9]{12}\./, '.abcdefghijkl.'),
    },
    { name: 'of another conversation', forge: (to: string) => to.replace(CONVERSATION, 'aaaaaaaaaaaa') },
    { name: 'without its conversation', forge: (to: string) => to.replace(`.s${CONVERSATION}`, '') },
  ])('$name opens a case of a stranger', async ({ forge }) => {
    expect((await answer({}, forge(side()))).caseNumber).not.toBe(caseNumber);
    expect(await last()).not.toHaveProperty('side');
  });

  it('of a case that was erased is as if there had never been one', async () => {
    await keys().destroy(caseNumber);
    const receipt = await answer();
    expect(receipt.caseNumber).not.toBe(caseNumber);
    // Whoever wrote it takes part in their own.
    expect(await participants(receipt.caseNumber)).toHaveLength(1);
  });

  it('of a number that no case has is as if there had never been one', async () => {
    expect((await answer({}, side('2222-2222-2'))).isNew).toBe(true);
    expect(await last()).not.toHaveProperty('side');
  });
});

describe('a side mail that came back', () => {
  const bounce = (to: string) =>
    Buffer.from(
      [
        ...['Return-Path: <>', 'From: MAILER-DAEMON@mx.example', `To: ${to}`, 'Subject: Undelivered Mail'],
        ...['Content-Type: multipart/report; report-type=delivery-status; boundary=b', ''],
        ...['--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.example', ''],
        ...['Final-Recipient: rfc822; atelier@reparation.example', 'Action: failed', 'Status: 5.1.1', ''],
        ...['--b--', ''],
      ].join('\r\n'),
    );

  it('is known by the address that it came back to, as one of the case', async () => {
    const to = returnAddress(keys(), SAV, caseNumber, 'side-reply-1');
    expect((await ingest.receive(bounce(to), { recipients: [to] })).caseNumber).toBe(caseNumber);
    expect(await last()).toMatchObject({ kind: 'bounce', bounce: { of: [replyToken(keys(), 'side-reply-1')] } });
  });

  it('to the side address itself is in its case, even when that was merged', async () => {
    const other = await ingest.receive({ id: 'b@courriel.example', subject: 'Autre' }, { recipients: [SAV] });
    await mergeCases(ingest.runner(), caseNumber, other.caseNumber);
    expect((await ingest.receive(bounce(side()), { recipients: [side()] })).caseNumber).toBe(caseNumber);
    expect(await last()).toMatchObject({ kind: 'bounce', side: CONVERSATION });
  });
});

it('a mail to another mailbox is no side mail', async () => {
  await ingest.receive({ from: EXPERT }, { recipients: [HOTEL] });
  expect(await last()).not.toHaveProperty('side');
});
