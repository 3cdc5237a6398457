import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HOTEL, openTestIngest, rawMail, SAV, type TestIngest, type TestMail } from './testing/test-ingest.ts';

let ingest: TestIngest;
beforeEach(async () => {
  ingest = await openTestIngest();
});
afterEach(() => ingest.dispose());

const FIRST: TestMail = { id: 'a@courriel.example', text: 'Où est ma commande ?' };

describe('a mail that comes in', () => {
  it('is in its case with its bytes, and its sender is told', async () => {
    const receipt = await ingest.receive(FIRST);
    expect(receipt.isNew).toBe(true);
    expect(await ingest.outcome()).toEqual({ mails: [receipt.caseNumber], acknowledged: [receipt.caseNumber] });
    const [mail] = await ingest.received();
    expect(mail).toMatchObject({
      mailbox: SAV,
      text: 'Où est ma commande ?',
      joined: 'new',
      mailId: receipt.mailId,
    });
    if (mail) expect(await ingest.blobs().get(mail.raw)).toEqual(rawMail(FIRST));
  });

  it.each([
    { name: 'has no Message-ID', mail: { text: 'sans identifiant' }, acknowledged: 1 },
    { name: 'has no sender', mail: { from: '', id: 'x@y.example' }, acknowledged: 0 },
    { name: 'is a machine’s', mail: { id: 'x@y.example', headers: ['Auto-Submitted: auto-replied'] }, acknowledged: 0 },
    { name: 'is from ourselves', mail: { from: 'SAV@Boutique.example', id: 'x@y.example' }, acknowledged: 0 },
    { name: 'asks to be answered at our own address', mail: { headers: [`Reply-To: ${HOTEL}`] }, acknowledged: 1 },
  ])('that $name opens a case all the same ($acknowledged acknowledgements)', async ({ mail, acknowledged }) => {
    await ingest.receive(mail);
    const outcome = await ingest.outcome();
    expect(outcome.mails).toHaveLength(1);
    expect(outcome.acknowledged).toHaveLength(acknowledged);
  });

  it('from a person, after a machine’s in the same thread, is acknowledged', async () => {
    await ingest.receive({ id: 'a@courriel.example', headers: ['Auto-Submitted: auto-replied'] });
    const { caseNumber } = await ingest.receive({ id: 'b@courriel.example', inReplyTo: 'a@courriel.example' });
    expect(await ingest.outcome()).toEqual({ mails: [caseNumber, caseNumber], acknowledged: [caseNumber] });
  });
});

describe('the same mail twice', () => {
  const twice = [
    { name: 'one after the other', between: async () => {} },
    { name: 'after a restart', between: () => ingest.restart() },
  ];
  it.each(twice)('is one case and one acknowledgement, $name', async ({ between }) => {
    const first = await ingest.receive(FIRST);
    await ingest.kernel.idle();
    await between();
    expect(await ingest.receive(FIRST)).toEqual({ ...first, isNew: false });
    expect(await ingest.outcome()).toEqual({ mails: [first.caseNumber], acknowledged: [first.caseNumber] });
  });

  it('at once, and by another route, is one case', async () => {
    const copy = rawMail({ ...FIRST, headers: ['Received: from relay.example'] });
    const receipts = await Promise.all([FIRST, copy, FIRST, copy].map((mail) => ingest.receive(mail)));
    expect(receipts.map(({ isNew }) => isNew)).toEqual([true, false, false, false]);
    expect((await ingest.outcome()).acknowledged).toHaveLength(1);
  });

  it('without a Message-ID is one case', async () => {
    const mail = { text: 'deux fois' };
    await ingest.receive(mail);
    await ingest.receive(mail);
    expect((await ingest.outcome()).mails).toHaveLength(1);
  });

  it('with another text is another mail of the same thread', async () => {
    const { caseNumber } = await ingest.receive(FIRST);
    expect(await ingest.receive({ ...FIRST, text: 'autre' })).toMatchObject({ caseNumber, isNew: true });
  });
});

describe('several mailboxes', () => {
  it('of one envelope have a case each', async () => {
    await ingest.receive(FIRST, { recipients: [SAV, HOTEL, 'SAV+x@boutique.example'] });
    expect((await ingest.received()).map(({ mailbox }) => mailbox)).toEqual([SAV, HOTEL]);
    expect(new Set((await ingest.outcome()).mails).size).toBe(2);
  });

  it.each([
    { name: 'by the headers of an imported mail', mail: { to: HOTEL }, recipients: [], mailbox: HOTEL },
    { name: 'whatever the case', mail: {}, recipients: ['Reservation@HOTEL.example'], mailbox: HOTEL },
    { name: 'by a tag', mail: {}, recipients: ['reservation+noel@hotel.example'], mailbox: HOTEL },
    {
      name: 'or the first for an import from elsewhere',
      mail: { to: 'x@alias.example' },
      recipients: [],
      mailbox: SAV,
    },
  ])('are told apart $name', async ({ mail, recipients, mailbox }) => {
    await ingest.receive(mail, { recipients, channel: 'import' });
    const [received] = await ingest.received();
    expect(received?.mailbox).toBe(mailbox);
  });

  it('do not include someone else’s', async () => {
    await expect(ingest.receive(FIRST, { recipients: ['x@ailleurs.example', 'sav'] })).rejects.toMatchObject({
      code: 'MAIL_REFUSED',
      retry: 'never',
    });
  });
});
