/** Threads, strangers, merges: which case a mail ends up in, through the whole of ingest. */

import { caseChanged, replyRequested } from '@facteur/contracts';
import { readMail, replyAddress } from '@facteur/mail';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HOTEL, openTestIngest, rawMail, SAV, type TestIngest, type TestMail } from './testing/test-ingest.ts';

let ingest: TestIngest;
beforeEach(async () => {
  ingest = await openTestIngest();
});
afterEach(() => ingest.dispose());

const A: TestMail = { id: 'a@courriel.example', text: 'Le premier.' };
const B: TestMail = { id: 'b@courriel.example', inReplyTo: 'a@courriel.example', text: 'La suite.' };
const STRANGER = 'Autre <autre@ailleurs.example>';

async function casesOf(mails: readonly TestMail[]): Promise<string[]> {
  const receipts = await Promise.all(mails.map((mail) => ingest.receive(mail)));
  return receipts.map(({ caseNumber }) => caseNumber);
}

describe('a thread', () => {
  it.each([
    { name: 'the mail and its answer', mails: [A, B] },
    { name: 'the answer and its mail', mails: [B, A] },
    { name: 'two answers to a mail never seen', mails: [B, { ...B, id: 'c@courriel.example' }] },
    { name: 'addresses in another case', mails: [A, { ...B, from: 'CAMILLE@Courriel.EXAMPLE' }] },
  ])('is one case with one acknowledgement: $name, at once or one by one', async ({ mails }) => {
    const [first, second] = await casesOf(mails);
    expect(second).toBe(first);
    expect(await ingest.outcome()).toEqual({ mails: [first, first], acknowledged: [first] });
    const later = { ...B, id: 'd@courriel.example', inReplyTo: 'b@courriel.example' };
    expect((await ingest.receive(later)).caseNumber).toBe(first);
  });

  it('of sixty mails at once, each linked to the next, settles', async () => {
    const chain = Array.from({ length: 60 }, (_, n): TestMail => {
      return { id: `m${n}@courriel.example`, references: `<m${n + 1}@courriel.example>`, text: `mail ${n}` };
    });
    const numbers = await casesOf(chain);
    const { mails, acknowledged } = await ingest.outcome();
    expect(mails).toHaveLength(60);
    expect([...acknowledged].sort()).toEqual([...new Set(numbers)].sort());
    // Links that came at once may have founded cases of their own: a mail that names several makes them one.
    const all = chain.slice(0, 15).map(({ id }) => `<${id}>`);
    const { caseNumber } = await ingest.receive({ references: all.join(' '), text: 'tout' });
    expect((await ingest.receive({ references: all[14] ?? '', text: 'fin' })).caseNumber).toBe(caseNumber);
  });

  it('is joined by our own Message-ID and by the number in the subject', async () => {
    const { caseNumber } = await ingest.receive(A);
    const ours = `${caseNumber.toLowerCase()}.anything@boutique.example`;
    expect((await ingest.receive({ inReplyTo: ours, text: '1' })).caseNumber).toBe(caseNumber);
    expect((await ingest.receive({ subject: `Re: [${caseNumber}]`, text: '2' })).caseNumber).toBe(caseNumber);
  });

  it('is not shared with another mailbox', async () => {
    const { caseNumber } = await ingest.receive(A);
    expect((await ingest.receive(B, { recipients: [HOTEL] })).caseNumber).not.toBe(caseNumber);
  });

  it('hands on In-Reply-To where there are no References', async () => {
    await ingest.receive(B);
    await ingest.kernel.idle();
    const [reply] = await ingest.kernel.published(replyRequested);
    expect(reply?.data).toMatchObject({ inReplyTo: '<b@courriel.example>', references: ['<a@courriel.example>'] });
  });
});

describe('a stranger', () => {
  it.each([
    { name: 'who quotes a number', mail: (number: string) => ({ subject: `[${number}]` }) },
    { name: 'who quotes a thread', mail: () => ({ inReplyTo: 'a@courriel.example' }) },
    { name: 'who quotes our Message-ID', mail: (n: string) => ({ inReplyTo: `${n}.x@boutique.example` }) },
    { name: 'who uses the same Message-ID', mail: () => ({ id: 'a@courriel.example' }) },
    {
      name: 'with a forged signed address',
      mail: (n: string) => ({ to: `sav+${n.replaceAll('-', '')}.abc@boutique.example` }),
    },
  ])('$name gets a case of their own', async ({ name, mail }) => {
    const { caseNumber } = await ingest.receive(A);
    const strange = { id: 's@ailleurs.example', from: STRANGER, text: 'Remboursez-moi.', ...mail(caseNumber) };
    const own = await ingest.receive(strange);
    expect(own.caseNumber).not.toBe(caseNumber);
    expect((await ingest.received()).at(-1)?.claims).toEqual(name.includes('forged') ? [] : [caseNumber]);
    const more = { from: STRANGER, inReplyTo: 's@ailleurs.example', text: 'Alors ?' };
    if (strange.id === 's@ailleurs.example') expect((await ingest.receive(more)).caseNumber).toBe(own.caseNumber);
    expect((await ingest.receive(B)).caseNumber).toBe(caseNumber);
  });

  it.each([
    { name: 'in the headers', arrival: (to: string) => ({ mail: { to }, recipients: ['sav@boutique.example'] }) },
    { name: 'in the envelope', arrival: (to: string) => ({ mail: {}, recipients: [to.toUpperCase()] }) },
  ])('with the signed address $name takes part', async ({ arrival }) => {
    const { caseNumber } = await ingest.receive(A);
    const address = replyAddress(ingest.kernel.kernel().keys, 'sav@boutique.example', caseNumber);
    const { mail, recipients } = arrival(address);
    expect((await ingest.receive({ from: STRANGER, ...mail }, { recipients })).caseNumber).toBe(caseNumber);
    expect((await ingest.received()).at(-1)?.joined).toBe('signed-address');
  });
});

describe('cases that turn out to be one thread', () => {
  const C: TestMail = { id: 'c@courriel.example', text: 'Une autre.' };
  const joins = (id: string, first: string, second: string): TestMail => ({
    ...{ id, inReplyTo: first, references: `<${second}>`, text: id },
  });

  it('become one, and later mails of both go there', async () => {
    const [a = '', c = ''] = await casesOf([A, C]);
    const joined = await ingest.receive(joins('j@x.example', 'a@courriel.example', 'c@courriel.example'));
    expect(joined.caseNumber).toBe(a);
    await ingest.kernel.idle();
    const merges = await ingest.kernel.published(caseChanged);
    expect(merges.map(({ subject, data }) => [subject, data.into])).toEqual([[c, a]]);
    expect((await ingest.receive({ inReplyTo: 'c@courriel.example', text: 'encore' })).caseNumber).toBe(a);
  });

  it('become one when two mails join them from both ends at once', async () => {
    await casesOf([A, C]);
    const both = await casesOf([
      joins('j@x.example', 'a@courriel.example', 'c@courriel.example'),
      joins('k@x.example', 'c@courriel.example', 'a@courriel.example'),
    ]);
    expect(new Set(both).size).toBe(1);
    await ingest.kernel.idle();
    expect(await ingest.kernel.published(caseChanged)).toHaveLength(1);
    expect((await ingest.runner().read(both[0] ?? ''))?.state.mergedInto).toBeUndefined();
  });

  it('become one also through a case that was merged before', async () => {
    const [a = '', c = ''] = await casesOf([A, C]);
    const { caseNumber: d } = await ingest.receive({ id: 'd@courriel.example', text: 'Une troisième.' });
    await ingest.receive(joins('j@x.example', 'a@courriel.example', 'c@courriel.example'));
    await ingest.receive(joins('k@x.example', 'd@courriel.example', 'a@courriel.example'));
    expect((await ingest.receive({ subject: `[${c}]`, text: 'fin' })).caseNumber).toBe(d);
    expect((await ingest.receive({ subject: `[${a}]`, text: 'fin' })).caseNumber).toBe(d);
  });

  it('stay two when only the signed address speaks for the other', async () => {
    const { caseNumber } = await ingest.receive({ ...C, from: STRANGER });
    await ingest.receive(A);
    const to = replyAddress(ingest.kernel.kernel().keys, 'sav@boutique.example', caseNumber);
    expect((await ingest.receive({ ...B, to })).caseNumber).toBe(caseNumber);
    await ingest.kernel.idle();
    expect(await ingest.kernel.published(caseChanged)).toEqual([]);
  });
});

describe('a case whose person was erased', () => {
  it('takes no mail: whoever writes again begins anew', async () => {
    const { caseNumber } = await ingest.receive(A);
    await ingest.kernel.kernel().keys.destroy(caseNumber);
    const [one, two] = await casesOf([B, { ...B, id: 'c@courriel.example' }]);
    expect(one).not.toBe(caseNumber);
    expect(two).toBe(one);
    expect((await ingest.receive({ ...A, text: 'Le même fil.' })).caseNumber).toBe(one);
  });

  it('is not brought back by its first mail', async () => {
    const { caseNumber } = await ingest.receive(A);
    const { keys, store } = ingest.kernel.kernel();
    await keys.destroy(caseNumber);
    expect(await ingest.receive(A)).toMatchObject({ caseNumber, isNew: false });
    // Nor when even the index has forgotten it.
    const { identity } = await readMail(rawMail(A));
    const id = keys.digest('mail', `${SAV}\n${identity}`);
    const [forgotten] = await (await store.collection({ name: 'ingest-mails' })).write([{ op: 'delete', id, at: 1 }]);
    expect(forgotten?.outcome).toBe('done');
    const anew = await ingest.receive(A);
    expect(anew).toMatchObject({ isNew: true });
    expect(anew.caseNumber).not.toBe(caseNumber);
    expect((await ingest.receive(B)).caseNumber).toBe(anew.caseNumber);
  });
});
