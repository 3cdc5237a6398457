/** What advisors do to cases: merges, splits, another customer, through the whole of ingest. */
import { advisorActed, caseChanged, type Mail } from '@facteur/contracts';
import { replyMessageId } from '@facteur/mail';
import { AppError } from '@facteur/primitives';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  HOTEL,
  INBOX_MS,
  openTestIngest,
  rawMail,
  SAV,
  type TestIngest,
  type TestMail,
} from './testing/test-ingest.ts';

let ingest: TestIngest;
beforeEach(async () => {
  ingest = await openTestIngest();
});
afterEach(() => ingest.dispose());

type Acted = Parameters<typeof advisorActed.about>[1];
const act = async (caseNumber: string, changes: Omit<Acted, 'advisor'>) => {
  const [wire] = await ingest.kernel.send(
    advisorActed.about(caseNumber, { advisor: { id: 'lea' }, ...changes }) as never,
  );
  await ingest.kernel.idle();
  return async () => {
    if (wire) await ingest.kernel.sendAgain(advisorActed.topic, wire);
    await ingest.kernel.idle();
  };
};
const stateOf = async (number: string) => (await ingest.runner().read(number))?.state;
const openMail = async (mail: TestMail): Promise<{ caseNumber: string; mail: Mail }> => {
  const { caseNumber, mailId } = await ingest.receive(mail);
  const found = (await ingest.received()).find((one) => one.mailId === mailId);
  if (found === undefined) throw new Error('the mail was not published');
  return { caseNumber, mail: found };
};
/** Each event once. */
const mailsById = async () => [...new Map((await ingest.received()).map((mail) => [mail.mailId, mail])).values()];
const merges = async () => {
  await ingest.kernel.idle();
  const events = await ingest.kernel.published(caseChanged);
  return [...new Map(events.map(({ id, subject, data }) => [id, `${subject} into ${data.into}`])).values()];
};

const CAMILLE: TestMail = { id: 'a@courriel.example', text: 'Camille.' };
const KARIM: TestMail = { id: 'k@mail.example', from: 'Karim <karim@mail.example>', text: 'Karim.' };

describe('a merge by an advisor', () => {
  it('sends later mails of both to the case that stays, and says so once, however often it is delivered', async () => {
    const a = await openMail(CAMILLE);
    const k = await openMail(KARIM);
    const again = await act(a.caseNumber, { action: 'merge', into: k.caseNumber });
    await again();
    expect(await merges()).toEqual([`${a.caseNumber} into ${k.caseNumber}`]);
    const mails = [
      { ...CAMILLE, text: 'Encore Camille.' },
      { text: 'Par son numéro', subject: `[${a.caseNumber}]` },
      { text: 'Par celui qui reste', subject: `[${k.caseNumber}]` },
      { ...KARIM, text: 'Encore Karim.' },
      { ...KARIM, id: 'k2@mail.example', text: 'Par l’ancien', subject: `[${a.caseNumber}]` },
    ];
    for (const mail of mails) expect((await ingest.receive(mail)).caseNumber).toBe(k.caseNumber);
  });

  it('into a case that was merged goes to where that one went', async () => {
    const [one, two, three] = [await openMail(CAMILLE), await openMail(KARIM), await openMail({ text: 'Trois.' })];
    await act(two.caseNumber, { action: 'merge', into: three.caseNumber });
    await act(one.caseNumber, { action: 'merge', into: two.caseNumber });
    expect((await stateOf(one.caseNumber))?.mergedInto).toBe(three.caseNumber);
  });

  it('of two cases into each other leaves one', async () => {
    const [one, two] = [await openMail(CAMILLE), await openMail(KARIM)];
    await ingest.kernel.send(
      advisorActed.about(one.caseNumber, { action: 'merge', advisor: { id: 'lea' }, into: two.caseNumber }) as never,
      advisorActed.about(two.caseNumber, { action: 'merge', advisor: { id: 'sam' }, into: one.caseNumber }) as never,
    );
    expect(await merges()).toHaveLength(1);
  });

  it.each([
    { name: 'into itself', into: (own: string) => own },
    { name: 'into a case that is not there', into: () => '2222-2222-2' },
    { name: 'into nothing', into: () => undefined },
  ])('$name is nothing', async ({ into }) => {
    const { caseNumber } = await openMail(CAMILLE);
    await act(caseNumber, { action: 'merge', into: into(caseNumber) });
    expect(await merges()).toEqual([]);
    expect((await ingest.receive({ ...CAMILLE, text: 'Encore.' })).caseNumber).toBe(caseNumber);
  });

  it('of a case that ingest does not know is nothing', async () => {
    await act('2222-2222-2', { action: 'merge', into: '3333-3333-3' });
    expect(await stateOf('2222-2222-2')).toBeUndefined();
  });

  it.each([
    { when: 'before' as const, op: 'write' as const, name: 'ingest-cases' },
    { when: 'after' as const, op: 'write' as const, name: 'ingest-cases' },
    { when: 'before' as const, op: 'publish' as const, name: 'case.changed' },
    { when: 'after' as const, op: 'publish' as const, name: 'case.changed' },
  ])('is made good after a crash $when $op of $name', async (place) => {
    const [one, two] = [await openMail(CAMILLE), await openMail(KARIM)];
    ingest.kernel.faults.crashAt(
      ({ when, op, name }) => when === place.when && op === place.op && name.split(',').includes(place.name),
    );
    await ingest.kernel.send(
      advisorActed.about(one.caseNumber, { action: 'merge', advisor: { id: 'lea' }, into: two.caseNumber }) as never,
    );
    await ingest.kernel.until(() => ingest.kernel.faults.isDead());
    await ingest.restart();
    expect(await merges()).toEqual([`${one.caseNumber} into ${two.caseNumber}`]);
  });

  it('waits for as long as the store is away', async () => {
    const [one, two] = [await openMail(CAMILLE), await openMail(KARIM)];
    let failures = 20;
    ingest.kernel.faults.at = ({ op, name }) => {
      if (op !== 'read' || name !== 'ingest-cases' || failures === 0) return;
      failures -= 1;
      throw new AppError('STORE_UNAVAILABLE', 'simulated', { retry: 'later' });
    };
    await act(one.caseNumber, { action: 'merge', into: two.caseNumber });
    expect((await stateOf(one.caseNumber))?.mergedInto).toBe(two.caseNumber);
    expect(failures).toBe(0);
  });
});

describe('a split by an advisor', () => {
  const BOTH: TestMail = {
    ...{ id: 'both@courriel.example', subject: 'Deux choses' },
    text: 'Où est mon colis ?\n\nEt remboursez-moi la bouilloire.',
  };
  const PARTS = [
    { id: 'p1', text: 'Et remboursez-moi la bouilloire.' },
    { id: 'p2', text: 'Où est mon colis ?' },
  ];

  it('gives each part a case of its own, by the same sender with the same proof, bytes and files, and acknowledges none', async () => {
    const { caseNumber, mail } = await openMail(BOTH);
    await act(caseNumber, { action: 'split', mail, parts: PARTS });
    const parts = (await mailsById()).slice(1);
    const { mailId: _own, text: _whole, ...same } = mail;
    expect(parts.map(({ mailId: _, ...part }) => part)).toEqual(
      PARTS.map(({ text }) => ({ ...same, text, splitFrom: caseNumber, joined: 'new' })),
    );
    expect(new Set([mail.mailId, ...parts.map(({ mailId }) => mailId)]).size).toBe(3);
    const { mails, acknowledged } = await ingest.outcome();
    expect(new Set(mails).size).toBe(3);
    expect(acknowledged).toEqual([caseNumber]);
    expect(await ingest.blobs().get(parts[0]?.raw ?? mail.raw)).toEqual(rawMail(BOTH));
  });

  it('happens once, however often it is delivered, and when it is asked for again long after', async () => {
    const { caseNumber, mail } = await openMail(BOTH);
    const again = await act(caseNumber, { action: 'split', mail, parts: PARTS });
    await again();
    await ingest.kernel.clock.advance(2 * INBOX_MS);
    await ingest.restart();
    await act(caseNumber, { action: 'split', mail, parts: PARTS });
    expect(new Set((await ingest.outcome()).mails).size).toBe(3);
  });

  it.each([
    { when: 'before' as const, op: 'write' as const, name: 'ingest-cases' },
    { when: 'after' as const, op: 'write' as const, name: 'ingest-cases' },
    { when: 'before' as const, op: 'publish' as const, name: 'mail.received' },
    { when: 'after' as const, op: 'publish' as const, name: 'mail.received' },
  ])('is made good after a crash $when $op of $name', async (place) => {
    const { caseNumber, mail } = await openMail(BOTH);
    ingest.kernel.faults.crashAt(
      ({ when, op, name }) => when === place.when && op === place.op && name.split(',').includes(place.name),
    );
    const split = { action: 'split' as const, advisor: { id: 'lea' }, mail, parts: PARTS };
    await ingest.kernel.send(advisorActed.about(caseNumber, split) as never);
    await ingest.kernel.until(() => ingest.kernel.faults.isDead());
    await ingest.restart();
    const { mails, acknowledged } = await ingest.outcome();
    expect([new Set(mails).size, new Set(acknowledged).size]).toEqual([3, 1]);
    expect((await mailsById()).map(({ text }) => text).sort()).toEqual(
      [...PARTS.map(({ text }) => text), mail.text].sort(),
    );
  });

  it('takes another number where the first one drawn is taken', async () => {
    await ingest.dispose();
    ingest = await openTestIngest({
      keys: (keys) => ({
        ...keys,
        // Every first draw gives the same number.
        digest: (purpose, value) =>
          keys.digest(purpose, purpose === 'case-number' && value.startsWith('0/') ? 'same' : value),
      }),
    });
    const { caseNumber, mail } = await openMail(BOTH);
    await act(caseNumber, { action: 'split', mail, parts: PARTS });
    expect(new Set((await ingest.outcome()).mails).size).toBe(3);
  });

  it('stays: an answer that refers to the mail and to ours joins the case of the part, and makes the two none', async () => {
    const { caseNumber, mail } = await openMail(BOTH);
    await act(caseNumber, { action: 'split', mail, parts: PARTS });
    const numbers = (await ingest.outcome()).mails;
    const [, one = '', two = ''] = numbers;
    const { keys } = ingest.kernel.kernel();
    const ours = [one, two].map((number) => replyMessageId(keys, SAV, number, `reply of ${number}`));
    const answer = { subject: `Re: [${one}] Deux choses`, references: `<both@courriel.example> ${ours.join(' ')}` };
    expect((await ingest.receive({ ...answer, id: 'c@courriel.example' })).caseNumber).toBe(one);
    expect(await merges()).toEqual([]);
    expect((await ingest.outcome()).acknowledged).toEqual([caseNumber]);
  });

  it('of a part stays as well', async () => {
    const { caseNumber, mail } = await openMail(BOTH);
    await act(caseNumber, { action: 'split', mail, parts: PARTS.slice(0, 1) });
    const [, one = ''] = (await ingest.outcome()).mails;
    const part = (await ingest.received()).at(-1);
    await act(one, { action: 'split', mail: part, parts: [{ id: 'p3', text: 'la bouilloire' }] });
    const [, , two = ''] = (await ingest.outcome()).mails;
    expect((await ingest.received()).at(-1)?.splitFrom).toBe(one);
    await ingest.receive({ subject: `[${two}]`, references: '<both@courriel.example>', text: 'Alors ?' });
    expect(await merges()).toEqual([]);
  });

  it.each([
    { name: 'of no mail', changes: () => ({ parts: PARTS }) },
    { name: 'into no parts', changes: (mail: Mail) => ({ mail, parts: [] }) },
    {
      name: 'of an expert’s mail',
      changes: (mail: Mail) => ({ mail: { ...mail, side: 'k3v9x2m1p0q8' }, parts: PARTS }),
    },
  ])('$name is nothing', async ({ changes }) => {
    const { caseNumber, mail } = await openMail(BOTH);
    await act(caseNumber, { action: 'split', ...changes(mail) });
    expect((await ingest.outcome()).mails).toEqual([caseNumber]);
  });
});

describe('another customer', () => {
  const NADIA = { address: 'Nadia@Mail.example', name: 'Nadia' };

  it('takes part from then on, beside the one before, however often that is delivered', async () => {
    const { caseNumber } = await openMail(CAMILLE);
    const again = await act(caseNumber, { action: 'customer', customer: NADIA });
    await again();
    await act(caseNumber, { action: 'customer', customer: NADIA });
    expect((await stateOf(caseNumber))?.participants).toHaveLength(2);
    const mails = [
      { from: 'nadia@mail.example', subject: `[${caseNumber}]`, text: 'Moi.' },
      { ...CAMILLE, text: 'Encore moi.' },
    ];
    for (const mail of mails) expect((await ingest.receive(mail)).caseNumber).toBe(caseNumber);
  });

  it('of one case takes part in no other', async () => {
    const { caseNumber } = await openMail(CAMILLE);
    const { caseNumber: other } = await openMail({ ...KARIM, to: HOTEL });
    await act(caseNumber, { action: 'customer', customer: NADIA });
    const mail = { from: 'nadia@mail.example', subject: `[${other}]`, text: 'Moi.' };
    expect((await ingest.receive(mail)).caseNumber).not.toBe(other);
  });
});

it.each(['take-over', 'assign', 'snooze', 'trash', 'call'] as const)(
  'what an advisor does by %s is none of ingest’s business',
  async (action) => {
    const { caseNumber } = await openMail(CAMILLE);
    const before = (await ingest.runner().read(caseNumber))?.version;
    await act(caseNumber, { action });
    expect((await ingest.runner().read(caseNumber))?.version).toBe(before);
  },
);
