/** Cases that belong together: links, merges, splits, another customer. */
import { advisorActed, caseChanged, mailReceived, replyRequested } from '@facteur/contracts';
import { caseChangedData, mailData } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FIRST, LEA, openTestDesk, PAUL, SECOND, type TestDesk, UNKNOWN } from '../testing/test-desk.ts';
import { withLink } from './links.ts';
import { mergeNote, mergeRefusal, mustBeSaid } from './merge.ts';

let on: TestDesk;

beforeEach(async () => {
  on = await openTestDesk();
});
afterEach(() => on.dispose());

const linksOf = async (number: string) => (await on.acts.part(number)).links;
const untilLinked = (number: string) => on.kernel.until(async () => (await linksOf(number)).length > 0);
const actsOf = async () => (await on.kernel.published(advisorActed)).map(({ data }) => data);
const merged = (number: string, into: string) =>
  caseChanged.about(
    number,
    caseChangedData('x', { change: 'merged', status: 'merged', into, revision: Number.MAX_SAFE_INTEGER }),
  ) as never;

describe('a link', () => {
  it('is on both cases, until it is taken back', async () => {
    expect((await on.acts.link(FIRST, LEA, SECOND, 'related')).links).toEqual([{ number: SECOND, kind: 'related' }]);
    await untilLinked(SECOND);
    expect(await linksOf(SECOND)).toEqual([{ number: FIRST, kind: 'related' }]);
    await on.acts.link(FIRST, LEA, SECOND, 'related');
    await on.settled();
    expect((await actsOf()).map(({ action, others }) => [action, others])).toEqual([['link', [SECOND]]]);
    await on.acts.unlink(SECOND, PAUL, FIRST);
    await on.kernel.until(async () => (await linksOf(FIRST)).length === 0);
    expect(await linksOf(SECOND)).toEqual([]);
  });

  it.each([
    { name: 'of a case with itself', other: FIRST, code: 'BAD_INPUT' },
    { name: 'with a case that nobody knows', other: UNKNOWN, code: 'NOT_FOUND' },
  ])('$name is refused', async ({ other, code }) => {
    await expect(on.acts.link(FIRST, LEA, other, 'related')).rejects.toMatchObject({ code });
  });

  it('that a merge made is not said otherwise, and one that was said becomes one by a merge', () => {
    const absorbed = [{ number: SECOND, kind: 'absorbed' as const }];
    expect(withLink(absorbed, { number: SECOND, kind: 'related' })).toBe(absorbed);
    expect(withLink([{ number: SECOND, kind: 'related' }], { number: SECOND, kind: 'absorbed' })).toEqual(absorbed);
  });
});

describe('merging', () => {
  const one = { number: FIRST, mailbox: 'sav@x.example', status: 'open', address: 'a@x.example', isTrashed: false };
  const other = { ...one, number: SECOND, address: 'A@x.example' };

  it.each([
    { name: 'a case with another', code: undefined },
    { name: 'a case with itself', into: { number: FIRST }, code: 'BAD_INPUT' },
    { name: 'cases of two mailboxes', into: { mailbox: 'resa@x.example' }, code: 'BAD_INPUT' },
    { name: 'a case that is merged already', from: { status: 'merged' }, code: 'CONFLICT' },
    { name: 'into the trash', into: { isTrashed: true }, code: 'CONFLICT' },
    { name: 'out of the trash', from: { isTrashed: true }, code: 'CONFLICT' },
    { name: 'cases of two customers', into: { address: 'b@x.example' }, code: undefined },
  ])('$name: $code', ({ from, into, code }) => {
    expect(mergeRefusal({ ...one, ...from }, { ...other, ...into })?.code).toBe(code);
  });

  it('notes when the customers are two, however their addresses are written', () => {
    expect(mergeNote(one, other)).toBeUndefined();
    expect(mergeNote(one, { ...other, address: 'b@x.example' })).toContain('b@x.example');
  });

  it('is asked of ingest, and the case that stays knows what came to it', async () => {
    await on.acts.merge(FIRST, LEA, SECOND);
    await on.settled();
    expect(await actsOf()).toMatchObject([{ action: 'merge', into: SECOND, advisor: LEA }]);
    await on.kernel.send(merged(FIRST, SECOND));
    await untilLinked(SECOND);
    expect(await linksOf(SECOND)).toEqual([{ number: FIRST, kind: 'absorbed' }]);
    expect(await on.acts.absorbed(SECOND)).toEqual([FIRST]);
    await expect(on.acts.merge(FIRST, LEA, SECOND)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(on.acts.merge(SECOND, LEA, FIRST)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await on.acts.unlink(SECOND, LEA, FIRST);
    expect(await linksOf(SECOND)).toHaveLength(1);
  });

  it('is refused while a colleague holds the case', async () => {
    await on.acts.act(FIRST, 'take-over', { advisor: PAUL, force: false });
    await expect(on.acts.merge(FIRST, LEA, SECOND)).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

describe('splitting a mail', () => {
  const mail = mailData('double', { text: 'Bonjour,\r\nOù est mon colis ?\n\nEt ma facture ?' });
  const parts = ['Où est mon colis ?', 'Et ma facture ?'];

  beforeEach(async () => {
    const outside = mailData('outside', { side: 'k3v9x2m1p0q8', text: 'Et ma facture ?' });
    await on.kernel.send(mailReceived.about(FIRST, mail) as never, mailReceived.about(FIRST, outside) as never);
    await on.kernel.idle();
  });

  it('asks for a case for each part; the same words are the same part', async () => {
    await on.acts.split(FIRST, LEA, 'double', parts);
    await on.acts.split(FIRST, LEA, 'double', [...parts].reverse());
    await on.settled();
    const [first, again] = await actsOf();
    expect(first).toMatchObject({
      action: 'split',
      mail: { mailId: 'double' },
      parts: parts.map((text) => ({ text })),
    });
    expect(new Set(first?.parts?.map(({ id }) => id)).size).toBe(2);
    expect(again?.parts?.toReversed()).toEqual(first?.parts);
  });

  it('ties the new case to the old one, on both sides, once', async () => {
    const [wire] = await on.kernel.send(mailReceived.about(SECOND, mailData('part', { splitFrom: FIRST })) as never);
    await untilLinked(FIRST);
    await untilLinked(SECOND);
    if (wire) await on.kernel.sendAgain(mailReceived.topic, wire);
    await on.settled();
    expect([await linksOf(FIRST), await linksOf(SECOND)]).toEqual([
      [{ number: SECOND, kind: 'split-into' }],
      [{ number: FIRST, kind: 'split-from' }],
    ]);
  });

  it.each([
    { name: 'a mail that the case has not', mailId: 'other', texts: parts, code: 'NOT_FOUND' },
    { name: 'words that are not in it', mailId: 'double', texts: ['Remboursez-moi'], code: 'BAD_INPUT' },
    { name: 'a mail of somebody outside', mailId: 'outside', texts: ['Et ma facture ?'], code: 'BAD_INPUT' },
  ])('refuses $name', async ({ mailId, texts, code }) => {
    await expect(on.acts.split(FIRST, LEA, mailId, texts)).rejects.toMatchObject({ code });
  });

  it('is refused of a case that was merged', async () => {
    await on.kernel.send(merged(FIRST, SECOND));
    await on.kernel.idle();
    await expect(on.acts.split(FIRST, LEA, 'double', parts)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('takes parts whatever line ends stand in them', () => {
    expect(() => mustBeSaid(['Bonjour, Où est mon colis ?'], mail)).not.toThrow();
  });
});

describe('another customer', () => {
  it('is who the case is with from then on, and who is written to', async () => {
    const first = mailData('first', { from: { address: 'camille@courriel.example' }, messageId: '<1@x.example>' });
    await on.kernel.send(mailReceived.about(FIRST, first) as never);
    await on.acts.customer(FIRST, LEA, { address: 'dominique@courriel.example', name: 'Dominique' });
    await on.settled();
    const [acted] = await on.kernel.published(advisorActed);
    if (acted) await on.kernel.send(advisorActed.about(FIRST, acted.data) as never);
    await on.kernel.idle();
    expect((await on.desk.case(FIRST))?.customer).toEqual({ address: 'dominique@courriel.example', name: 'Dominique' });
    await on.acts.reply(FIRST, LEA, { text: 'Bonjour' });
    await on.settled();
    const [asked] = await on.kernel.published(replyRequested);
    expect(asked?.data.to).toEqual({ address: 'dominique@courriel.example', name: 'Dominique' });
    expect(asked?.data.inReplyTo).toBeUndefined();
  });
});
