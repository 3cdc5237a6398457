import { languageSchema } from '@facteur/contracts';
import {
  caseOfMessageId,
  caseOfReplyTag,
  readMail,
  replyToken,
  sentReplyOfMessageId,
  sentReplyOfTag,
  sideOfTag,
} from '@facteur/mail';
import { describe, expect, it } from '@jest/globals';
import { composeReply } from './compose.ts';
import { readProductTemplates } from './product-templates.ts';
import type { ReplyRequest } from './state.ts';
import {
  ASKED_AT_MS,
  CASE,
  CONFIG,
  KEYS,
  SAV,
  SIDE,
  sampleRequest,
  sideRequest,
  writtenRequest,
} from './testing/sample-reply.ts';
import { type JourneyByHash, writeReply } from './write.ts';

const product = await readProductTemplates();
const noJourney: JourneyByHash = async (hash) => {
  throw new Error(`no journey ${hash}`);
};

async function compose(request: ReplyRequest) {
  const words = await writeReply(CASE, request, noJourney, product);
  return composeReply(CASE, { request, askedAtMs: ASKED_AT_MS }, words, CONFIG, KEYS);
}

describe('a reply', () => {
  it('is in the thread of the mail that it answers (RFC 5322 §3.6.4)', async () => {
    const mail = await compose(sampleRequest());
    expect(mail.inReplyTo).toBe('<b@courriel.example>');
    expect(mail.references).toEqual(['<a@courriel.example>', '<b@courriel.example>']);
  });

  it('names its parent once and last, wherever it stood', async () => {
    const { references } = await compose(
      sampleRequest({ references: ['<b@courriel.example>', '<a@courriel.example>'] }),
    );
    expect(references).toEqual(['<a@courriel.example>', '<b@courriel.example>']);
  });

  it('begins a thread when the mail had no Message-ID', async () => {
    const { inReplyTo: _, ...request } = sampleRequest();
    const mail = await compose(request);
    expect(mail).not.toHaveProperty('inReplyTo');
    expect(mail).not.toHaveProperty('references');
  });

  it('is the same mail when it is composed again, and another for another request', async () => {
    const first = await compose(sampleRequest());
    expect(await compose(sampleRequest())).toEqual(first);
    expect((await compose(sampleRequest({ replyId: 'reply-2' }))).messageId).not.toBe(first.messageId);
    expect(caseOfMessageId(first.messageId)).toBe(CASE);
  });

  it('asks for answers at the signed address of its case', async () => {
    const { replyTo, from } = await compose(sampleRequest());
    expect(from).toEqual({ address: SAV, name: 'La Boutique Claire' });
    expect(caseOfReplyTag(KEYS, replyTo?.address.split(/[+@]/)[1] ?? '')).toBe(CASE);
  });

  it('goes to those who get a copy, whether they are named in it or not', async () => {
    const [cc, bcc] = [[{ address: 'conseil@courriel.example' }], [{ address: 'archives@boutique.example' }]];
    const mail = await compose(writtenRequest('Bonjour', { cc, bcc }));
    expect([mail.to, mail.cc, mail.bcc]).toEqual([[sampleRequest().to], cc, bcc]);
    expect(await compose(writtenRequest('Bonjour'))).not.toHaveProperty('cc');
  });

  it('comes back to an address of its own, which names it', async () => {
    const { envelopeFrom = '' } = await compose(sampleRequest());
    expect(sentReplyOfTag(KEYS, envelopeFrom.split(/[+@]/)[1] ?? '')).toEqual({
      caseNumber: CASE,
      token: replyToken(KEYS, 'reply-1'),
    });
  });

  it.each([
    { name: 'an answer of the bot', changes: { purpose: 'answer' as const }, submitted: 'auto-replied' },
    { name: 'a reminder', changes: { purpose: 'reminder' as const }, submitted: 'auto-generated' },
    { name: 'an advisor’s words', changes: { author: { id: 'lea' } }, submitted: undefined },
  ])('tells machines whether a machine wrote it (RFC 3834 §5): $name', async ({ changes, submitted }) => {
    const { headers } = await compose(sampleRequest(changes));
    expect(headers['Auto-Submitted']).toBe(submitted);
    expect(headers['X-Auto-Response-Suppress']).toBe(submitted && 'All');
    expect(headers['X-Facteur-Case']).toBe(CASE);
  });

  it.each([
    { subject: 'Ma commande', expected: `Re: Ma commande [${CASE}]` },
    { subject: `Re: Ma commande [${CASE}]`, expected: `Re: Ma commande [${CASE}]` },
    { subject: '', expected: `Votre demande [${CASE}]` },
  ])('carries its number once in its subject: "$subject"', async ({ subject, expected }) => {
    expect((await compose(writtenRequest('Oui.', { subject }))).subject).toBe(expected);
  });

  it('cannot leave from a mailbox that is not ours', async () => {
    await expect(compose(sampleRequest({ mailbox: 'x@y.example' }))).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});

describe('a mail to somebody outside', () => {
  const tagOf = (address = '') => address.split(/[+@]/)[1] ?? '';

  it('asks for answers at the address of its conversation, which gives no right to take part in the case', async () => {
    const { replyTo, envelopeFrom } = await compose(sideRequest());
    for (const address of [replyTo?.address, envelopeFrom]) {
      expect(sideOfTag(KEYS, tagOf(address))).toEqual({ caseNumber: CASE, conversation: SIDE });
      expect(caseOfReplyTag(KEYS, tagOf(address))).toBeUndefined();
    }
  });

  it('comes back to the mailbox where the address of its conversation is longer than servers take', async () => {
    const address = `${'a'.repeat(40)}@boutique.example`;
    const request = sideRequest({ mailbox: address });
    const words = await writeReply(CASE, request, noJourney, product);
    const config = { mailboxes: [{ address, name: 'La Boutique Claire' }] };
    expect(composeReply(CASE, { request, askedAtMs: ASKED_AT_MS }, words, config, KEYS).envelopeFrom).toBe(address);
  });

  it.each([
    { subject: 'Devis', expected: 'Devis' },
    { subject: `Devis [${CASE}] pour un fauteuil`, expected: 'Devis pour un fauteuil' },
    { subject: 'Devis [2]', expected: 'Devis [2]' },
  ])('carries no number in its subject: "$subject"', async ({ subject, expected }) => {
    const content = { kind: 'written', text: 'Bonjour', subject } as const;
    expect((await compose(sideRequest({ content }))).subject).toBe(expected);
  });

  it('has a Message-ID by which what comes back is known', async () => {
    const { messageId } = await compose(sideRequest());
    expect(sentReplyOfMessageId(KEYS, messageId)).toEqual({ caseNumber: CASE, token: replyToken(KEYS, 'side') });
  });
});

describe('the first mail of a case', () => {
  it.each(languageSchema.options)('opens in %s with what an acknowledgement says, and its number', async (language) => {
    const request = sampleRequest({ purpose: 'answer', language });
    const words = { language, subject: 's', paragraphs: ['Corps.'], isWhole: false };
    const input = { request, askedAtMs: ASKED_AT_MS };
    const { text } = composeReply(CASE, { ...input, opens: true }, words, CONFIG, KEYS);
    const [greeting, opening, body] = text.split('\n\n');
    const plain = composeReply(CASE, input, words, CONFIG, KEYS).text;
    expect(plain).toBe(text.replace(`${opening}\n\n`, ''));
    expect(greeting).toMatch(/[,:]$/);
    expect(opening).toMatch(new RegExp(`^\\p{L}.+ ${CASE}\\.$`, 'u'));
    expect(body).toBe('Corps.');
  });

  it('is an advisor’s own, word for word, when an advisor wrote it', async () => {
    const request = writtenRequest('Oui.');
    const words = await writeReply(CASE, request, noJourney, product);
    const mail = composeReply(CASE, { request, askedAtMs: ASKED_AT_MS, opens: true }, words, CONFIG, KEYS);
    expect(mail.text).toBe('Oui.\n');
  });
});

describe('the acknowledgement', () => {
  it.each(languageSchema.options)('is there in %s, with the number and the subject', async (language) => {
    const { text, html, subject } = await compose(sampleRequest({ language }));
    expect(subject).toMatch(new RegExp(`^\\S.+ \\[${CASE}\\]$`));
    expect(text).toContain(CASE);
    expect(text).toContain('Ma commande');
    expect(text).not.toMatch(/[{}*\\]/);
    expect(html).toContain(`<html lang="${language}">`);
  });

  it.each([
    { name: 'Markdown and HTML', subject: '[cliquez](javascript:x) <script>alert(1)</script> **gras**' },
    { name: 'Liquid', subject: '{{ case }}{% include "x" %}' },
    { name: 'lines', subject: 'a\n\n# b\nBcc: x' },
  ])('makes nothing of $name in a customer’s subject', async ({ subject }) => {
    const { text, html } = await compose(sampleRequest({ subject }));
    expect(text).toContain(subject.replaceAll(/\s+/g, ' '));
    expect(html).not.toMatch(/<script|<a |<h1|<b>|javascript:x">/);
  });

  it('does not carry a stranger’s link to a third person', async () => {
    const { text, html } = await compose(sampleRequest({ subject: 'Gagnez sur https://evil.example/' }));
    expect(text + html).not.toContain('evil');
    expect(text).toContain('Nous avons bien reçu votre message et nous vous en remercions.');
  });

  it('comes back to us as a loop, to be answered by nobody', async () => {
    const { headers, subject, text } = await compose(sampleRequest());
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const raw = Buffer.from(`From: x@y.example\r\nSubject: ${subject}\r\n${lines.join('\r\n')}\r\n\r\n${text}`);
    expect((await readMail(raw)).kind).toBe('loop');
  });
});
