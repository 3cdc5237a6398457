/** Cases that advisors open: to write first, and for calls that they noted. */
import { caseOpened, isCaseNumber, type Mail } from '@facteur/contracts';
import { readMail, replyAddress, replyMessageId } from '@facteur/mail';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mergeCases } from './merge-cases.ts';
import type { OpeningRequest } from './openings.ts';
import { openTestIngest, SAV, type TestIngest, type TestIngestOptions } from './testing/test-ingest.ts';

let ingest: TestIngest;
beforeEach(async () => {
  ingest = await openTestIngest();
});
afterEach(() => ingest.dispose());

/** Every first draw of a number gives the same one. */
const COLLIDING: TestIngestOptions = {
  keys: (keys) => ({
    ...keys,
    digest: (purpose, value) =>
      keys.digest(purpose, purpose === 'case-number' && value.startsWith('0/') ? 'same' : value),
  }),
};
const LEA = { id: 'lea', name: 'Léa Martin' };
const CUSTOMER = { address: 'Camille@Courriel.example', name: 'Camille' };
const mailTo = (changes: Partial<OpeningRequest & { kind: 'mail' }> = {}): OpeningRequest => ({
  ...{ id: 'opening-1', kind: 'mail', mailbox: SAV, customer: CUSTOMER, subject: 'Rappel d’un lot' },
  ...changes,
});
const callOf = (changes: Partial<OpeningRequest & { kind: 'call' }> = {}): OpeningRequest => ({
  ...{ id: 'opening-2', kind: 'call', mailbox: SAV, customer: CUSTOMER, subject: 'Bouilloire en panne' },
  text: 'La bouilloire ne chauffe plus, elle veut être remboursée.',
  ...changes,
});
const open = (request: OpeningRequest) => ingest.during(ingest.openings().open(request, LEA));
const stateOf = async (number: string) => (await ingest.runner().read(number))?.state;
const opened = async () => {
  await ingest.kernel.idle();
  const events = await ingest.kernel.published(caseOpened);
  return [...new Map(events.map(({ id, data }) => [id, data])).values()];
};
const last = async (): Promise<Mail> => {
  const mail = (await ingest.received()).at(-1);
  if (mail === undefined) throw new Error('no mail was published');
  return mail;
};

describe('a case that an advisor opens to write first', () => {
  it('holds no mail, and says who opened it for whom', async () => {
    const number = await open(mailTo());
    expect(isCaseNumber(number)).toBe(true);
    expect(await opened()).toEqual([
      {
        ...{ subject: 'Rappel d’un lot', mailbox: SAV, language: 'fr', by: LEA, customer: CUSTOMER },
        participant: ingest.kernel.kernel().keys.digest('address', 'camille@courriel.example'),
      },
    ]);
    expect(await ingest.outcome()).toEqual({ mails: [], acknowledged: [] });
  });

  it.each([
    { name: 'at once', between: async () => undefined },
    { name: 'after a restart', between: () => ingest.restart() },
    { name: 'long after', between: () => ingest.kernel.clock.advance(1e9) },
  ])('is one for the same id again, $name', async ({ between }) => {
    const number = await open(mailTo());
    await between();
    expect(await open(mailTo())).toBe(number);
    expect(await opened()).toHaveLength(1);
    expect(await open(mailTo({ id: 'opening-3' }))).not.toBe(number);
  });

  it('is one when the same is asked for twice at the same moment', async () => {
    const [one, two] = await Promise.all([open(mailTo()), open(mailTo())]);
    expect(two).toBe(one);
    expect(await opened()).toHaveLength(1);
  });

  it.each([
    { name: 'another customer', changes: { customer: { address: 'karim@mail.example' } } },
    { name: 'another subject', changes: { subject: 'Autre chose' } },
  ])('is not taken for $name by the same id', async ({ changes }) => {
    const number = await open(mailTo());
    await expect(open(mailTo(changes))).rejects.toMatchObject({
      ...{ code: 'CONFLICT', retry: 'never', message: expect.stringContaining(number) },
    });
    expect(await opened()).toHaveLength(1);
  });

  it.each([
    { name: 'a mailbox that is not ours', changes: { mailbox: 'x@ailleurs.example' } },
    { name: 'a customer who is one of our mailboxes', changes: { customer: { address: 'SAV+x@boutique.example' } } },
  ])('is not opened for $name', async ({ changes }) => {
    await expect(open(mailTo(changes))).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect(await opened()).toEqual([]);
  });

  const joining = [
    { name: 'by its thread', mail: (ours: string) => ({ inReplyTo: ours.slice(1, -1) }), right: 'participant' },
    {
      name: 'by its number',
      mail: (_: string, number: string) => ({ subject: `Re: [${number}]` }),
      right: 'participant',
    },
    { name: 'by its signed address', mail: (_: string, __: string, to: string) => ({ to }), right: 'signed-address' },
  ];
  it.each(joining)('is joined by the customer’s answer $name, which nobody acknowledges', async ({ mail, right }) => {
    const number = await open(mailTo());
    const { keys } = ingest.kernel.kernel();
    const ours = replyMessageId(keys, SAV, number, 'reply-1');
    const answer = await ingest.receive(mail(ours, number, replyAddress(keys, SAV, number)));
    expect(answer).toMatchObject({ caseNumber: number, isNew: true });
    expect(await last()).toMatchObject({ joined: right, claims: [] });
    expect(await ingest.outcome()).toEqual({ mails: [number], acknowledged: [] });
  });

  it('is not joined by a stranger', async () => {
    const number = await open(mailTo());
    const stranger = await ingest.receive({ from: 'z@z.example', subject: `[${number}]` });
    expect(stranger.caseNumber).not.toBe(number);
    expect(await last()).toMatchObject({ claims: [number] });
  });

  it('is not what another mail of the customer goes to', async () => {
    const number = await open(mailTo());
    expect((await ingest.receive({ text: 'Autre chose.' })).caseNumber).not.toBe(number);
  });

  it('can be merged, and takes others in', async () => {
    const number = await open(mailTo());
    const { caseNumber: first } = await ingest.receive({ id: 'a@courriel.example' });
    const { caseNumber: second } = await ingest.receive({ id: 'k@x.example', from: 'k@x.example' });
    await mergeCases(ingest.runner(), first, number);
    await mergeCases(ingest.runner(), number, second);
    expect((await ingest.receive({ inReplyTo: 'a@courriel.example', text: 'Suite.' })).caseNumber).toBe(second);
    expect((await ingest.receive({ subject: `[${number}]`, text: 'Autre.' })).caseNumber).toBe(second);
  });
});

describe('the number of an opened case', () => {
  beforeEach(async () => {
    await ingest.dispose();
    ingest = await openTestIngest(COLLIDING);
  });

  it('is taken, for mails and for further openings', async () => {
    const number = await open(mailTo());
    const mail = await ingest.receive({ from: 'k@x.example' });
    const numbers = [number, mail.caseNumber, await open(mailTo({ id: 'opening-3' })), await open(callOf())];
    expect(new Set(numbers).size).toBe(4);
    expect([await opened(), (await ingest.outcome()).mails].map(({ length }) => length)).toEqual([2, 2]);
    expect(await open(mailTo({ id: 'opening-3' }))).toBe(numbers[2]);
  });

  it('is never that of a mail', async () => {
    const mail = await ingest.receive({ from: 'k@x.example' });
    expect(await open(mailTo())).not.toBe(mail.caseNumber);
    expect((await stateOf(mail.caseNumber))?.opening).toBeUndefined();
  });

  it('is not used again once its person was erased', async () => {
    const number = await open(mailTo());
    await ingest.kernel.kernel().keys.destroy(number);
    expect(await open(mailTo({ id: 'opening-3' }))).not.toBe(number);
    expect((await ingest.receive({ from: 'k@x.example' })).caseNumber).not.toBe(number);
  });
});

describe('a crash', () => {
  const PLACES = (['mail', 'call'] as const).flatMap((kind) =>
    (['before', 'after'] as const).flatMap((when) => [
      { kind, when, op: 'write' as const, name: 'ingest-cases' },
      { kind, when, op: 'publish' as const, name: kind === 'mail' ? 'case.opened' : 'mail.received' },
    ]),
  );

  it.each(PLACES)('$when $op of $name leaves a $kind in one case once it is asked for again', async (place) => {
    const request = place.kind === 'mail' ? mailTo() : callOf();
    ingest.kernel.faults.crashAt(
      ({ when, op, name }) => when === place.when && op === place.op && name.split(',').includes(place.name),
    );
    const dying = ingest
      .openings()
      .open(request, LEA)
      .catch(() => undefined);
    await ingest.kernel.until(() => ingest.kernel.faults.isDead());
    await ingest.restart();
    const first = await dying;
    const number = await open(request);
    expect([undefined, number]).toContain(first);
    const events = [...(await opened()), ...(await ingest.outcome()).mails];
    expect(events).toHaveLength(1);
    expect((await ingest.outcome()).acknowledged).toEqual([]);
  });
});

describe('a call that an advisor noted', () => {
  it('is a mail of a person, noted by the advisor, proven by nothing, and not acknowledged', async () => {
    const number = await open(callOf());
    expect(await last()).toMatchObject({
      ...{ channel: 'phone', kind: 'human', proof: 'none', joined: 'new', claims: [], notedBy: LEA, mailbox: SAV },
      ...{ from: CUSTOMER, subject: 'Bouilloire en panne', language: 'fr', attachments: [], problems: [] },
      text: 'La bouilloire ne chauffe plus, elle veut être remboursée.',
    });
    expect(await last()).not.toHaveProperty('messageId', expect.anything());
    expect(await ingest.outcome()).toEqual({ mails: [number], acknowledged: [] });
  });

  it('is one for the same id again, and not taken for another text', async () => {
    const number = await open(callOf());
    await ingest.restart();
    expect(await open(callOf())).toBe(number);
    await expect(open(callOf({ text: 'Tout autre chose.' }))).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await ingest.outcome()).mails).toEqual([number]);
  });

  it.each([
    { name: 'lines like quotes', text: 'Elle lit son mail :\n> Bonjour\n> remboursez-moi\nC’est tout.' },
    { name: 'a line like the mark of a signature', text: 'Merci de rappeler.\n-- \nCamille' },
    { name: 'a line like an answer’s introduction', text: 'Le 3 janvier, SAV a écrit :\nvotre colis est parti.' },
    { name: 'a case number', text: 'Elle parle du dossier [7Q2K-9MXD-Y].' },
  ])('keeps its text as it was noted, with $name', async ({ text }) => {
    await open(callOf({ text }));
    expect((await last()).text).toBe(text);
  });

  it('has bytes that say who called, whom, when and from which number', async () => {
    const subject = 'Remboursement de la bouilloire « Été » achetée le 3 janvier, avec la facture perdue';
    await open(callOf({ subject, customer: { ...CUSTOMER, name: 'Zoé Lefèvre', phone: '+33 6 12 34 56 78' } }));
    const raw = await ingest.blobs().get((await last()).raw);
    expect(await readMail(raw)).toMatchObject({
      ...{ from: { address: 'Camille@courriel.example', name: 'Zoé Lefèvre' }, to: [{ address: SAV }], subject },
      ...{ text: expect.stringContaining('La bouilloire ne chauffe plus'), problems: [], kind: 'human' },
      dateMs: expect.any(Number),
    });
    expect(raw.toString('latin1')).toContain('\r\nX-Phone: +33 6 12 34 56 78\r\n');
    expect(
      Math.max(
        ...raw
          .toString('latin1')
          .split('\r\n')
          .map(({ length }) => length),
      ),
    ).toBeLessThan(100);
  });

  it('has no From, and the name and number below its text, where no address is known', async () => {
    await open(callOf({ customer: { name: 'Zoé Lefèvre', phone: '06 12 34 56 78' } }));
    const mail = await last();
    expect(mail.from).toBeUndefined();
    expect(mail.text).toMatch(/remboursée\.\n\nZoé Lefèvre\nTél\. : 06 12 34 56 78$/);
    const raw = (await ingest.blobs().get(mail.raw)).toString('latin1');
    expect(raw).not.toMatch(/^From:/m);
  });

  it.each([
    { name: 'stands in the text already', text: 'Rappeler Zoé Lefèvre au 06.12.34.56.78.' },
    { name: 'has no other place', text: 'À rappeler.', below: '\n\nZoé Lefèvre\nTél. : 06 12 34 56 78' },
  ])('says a name and a number once, when it $name', async ({ text, below = '' }) => {
    await open(callOf({ text, customer: { name: 'Zoé Lefèvre', phone: '06 12 34 56 78' } }));
    expect((await last()).text).toBe(`${text}${below}`);
  });

  it('is in the language of its text unless the advisor says which', async () => {
    const text = 'The kettle does not heat and she would like her money back.';
    await open(callOf({ text, customer: { phone: '+44 20 7946 0000' } }));
    expect(await last()).toMatchObject({ language: 'en', text: `${text}\n\nPhone: +44 20 7946 0000` });
    await open(callOf({ id: 'opening-3', text, language: 'nl' }));
    expect(await last()).toMatchObject({ language: 'nl' });
  });

  it('lets its customer join by the number, unacknowledged, and nobody who only has no address either', async () => {
    const number = await open(callOf());
    expect((await ingest.receive({ subject: `[${number}]` })).caseNumber).toBe(number);
    const silent = await open(callOf({ id: 'opening-3', customer: { phone: '0612345678' } }));
    const [one, two] = [await stateOf(number), await stateOf(silent)];
    expect(one?.participants).toHaveLength(1);
    expect(two?.participants).not.toEqual(one?.participants);
    expect((await ingest.receive({ from: '', subject: `[${silent}]` })).caseNumber).not.toBe(silent);
    expect((await ingest.outcome()).acknowledged).toEqual([]);
  });
});
