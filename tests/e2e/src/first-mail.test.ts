/** A customer's first mail: acknowledged in their language, by the answer when there is one at once. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Buyer } from './company.ts';
import { compose, MAILBOX } from './mail.ts';
import type { SentMail } from './outbox.ts';
import { closeShops, openShop, type Shop } from './shop.ts';
import { refund, unclear, whereIs } from './texts.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(closeShops);

const QUESTIONS = {
  fr: whereIs,
  en: (order: string) => `Hello,\n\nWhere is my order ${order}? Thank you for your help.`,
};

/** What no journey answers. */
const UNCLEAR = {
  fr: unclear,
  en: (order: string) => `Hello,\n\nI am writing about my order ${order}. What should I do?`,
  es: (order: string) => `Buenos días:\n\nLe escribo acerca de mi pedido ${order}. ¿Qué debo hacer?`,
  de: (order: string) => `Guten Tag,\n\nich schreibe Ihnen wegen meiner Bestellung ${order}. Was soll ich tun?`,
};

async function ask(
  language: string,
  textOf: (order: string) => string,
): Promise<{ buyer: Buyer; messageId: string; mails: SentMail[] }> {
  const buyer = shop.next();
  const messageId = `<${buyer.id}.${language}@courriel.example>`;
  const text = textOf(buyer.small);
  await shop.product.send({ from: `${buyer.name} <${buyer.address}>`, subject: 'Question', text, messageId });
  await shop.product.idle();
  return { buyer, messageId, mails: await shop.product.outboxTo(buyer.address) };
}

describe('A first mail', () => {
  it.each([
    { language: 'fr', subject: /^Nous avons bien reçu votre message \[/, greeting: 'Bonjour,' },
    { language: 'en', subject: /^We have received your message \[/, greeting: 'Hello,' },
    { language: 'es', subject: /^Hemos recibido su mensaje \[/, greeting: 'Hola:' },
    { language: 'de', subject: /^Wir haben Ihre Nachricht erhalten \[/, greeting: 'Guten Tag,' },
  ] as const)(
    'in $language that is not answered at once is acknowledged in that language, with its number',
    async ({ language, subject, greeting }) => {
      const { buyer, mails } = await ask(language, UNCLEAR[language]);
      expect(mails.map((mail) => mail.subject)).toEqual([expect.stringMatching(subject)]);
      const [found] = await shop.product.casesOf(buyer.address);
      expect(mails[0]?.subject).toContain(`[${found?.number}]`);
      expect(mails[0]?.text).toContain(greeting);
      expect(mails[0]?.text).toContain(found?.number);
      expect(found?.language).toBe(language);
    },
  );

  it.each([
    { language: 'fr', subject: /^Votre commande CMD-\d{4}-\d{5} est en route/, receipt: 'Nous avons bien reçu' },
    { language: 'en', subject: /^Your order CMD-\d{4}-\d{5} is on its way/, receipt: 'We have received' },
  ] as const)(
    'in $language gets the right answer, which acknowledges it as well, and the case is closed',
    async ({ language, subject, receipt }) => {
      const { buyer, mails } = await ask(language, QUESTIONS[language]);
      expect(mails.map((mail) => mail.subject)).toEqual([expect.stringMatching(subject)]);
      const [answer] = mails;
      expect(answer?.subject).toContain(buyer.small);
      expect(answer?.text).toContain(`6A${buyer.small.slice(-5)}`);
      const cases = await shop.product.casesOf(buyer.address);
      expect(cases.map(({ status, outcome, mails: count }) => ({ status, outcome, count }))).toEqual([
        { status: 'closed', outcome: 'resolved', count: 1 },
      ]);
      const [found] = cases;
      expect(answer?.text.split('\n\n')[1]).toMatch(new RegExp(`^${receipt} .* ${found?.number}\\.$`));
      const told = found?.timeline.filter(({ topic }) => topic === 'reply.sent') ?? [];
      expect(told.map(({ data }) => data.merges)).toEqual([[expect.any(String)]]);
    },
  );

  it.each([
    { name: 'answered', textOf: whereIs },
    { name: 'acknowledged', textOf: unclear },
  ])('is $name in its thread, as a machine says it must be (RFC 3834)', async ({ textOf }) => {
    const { messageId, mails } = await ask('fr', textOf);
    expect(mails).toHaveLength(1);
    for (const mail of mails) {
      expect(mail.inReplyTo).toBe(messageId);
      expect(mail.references).toEqual([messageId]);
      expect(mail.header('Auto-Submitted')).toBe('auto-replied');
      expect(mail.from?.address).toBe(MAILBOX);
      expect(mail.replyTo?.address).toMatch(/^sav\+[0-9a-z]{9}\.[0-9a-z]{12}@boutique\.example$/);
    }
  });

  it('leaves mails in the outbox that any mail program reads', async () => {
    const mails = [...(await ask('fr', whereIs)).mails, ...(await ask('fr', unclear)).mails];
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(2);
    for (const { problems, source, text, header, dateMs } of mails) {
      expect(problems).toEqual([]);
      expect(header('MIME-Version')).toBe('1.0');
      expect(header('Content-Type')).toMatch(/^multipart\/alternative/);
      expect(source).toContain('Content-Type: text/html; charset=utf-8');
      expect(text).not.toMatch(/\{\{|\{%|undefined|\[object/);
      expect(dateMs).toBeGreaterThan(0);
      expect(Math.max(...source.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
    }
  });

  it('keeps the customer’s references when it is itself an answer to something', async () => {
    const { address, small } = shop.next();
    const raw = await compose({
      from: address,
      subject: 'Re: Votre facture',
      text: whereIs(small),
      messageId: `<${small}.re@courriel.example>`,
      inReplyTo: '<facture@autre.example>',
      references: ['<debut@autre.example>', '<facture@autre.example>'],
    });
    await shop.product.send(raw);
    await shop.product.idle();
    const [mail] = await shop.product.outboxTo(address);
    expect(mail?.references).toEqual([
      '<debut@autre.example>',
      '<facture@autre.example>',
      `<${small}.re@courriel.example>`,
    ]);
  });

  it('whose subject only names the order asks for one thing, not for two', async () => {
    const { address, small } = shop.next();
    await shop.product.send({ from: address, subject: `Commande ${small}`, text: refund(small) });
    await shop.product.idle();
    const [found] = await shop.product.casesOf(address);
    expect(found?.reviews.flatMap(({ reasons }) => reasons)).toEqual([]);
    expect(found?.journey).toBe('remboursement');
  });
});
