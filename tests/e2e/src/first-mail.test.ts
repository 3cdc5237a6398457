/** A customer's first mail: acknowledged at once in their language, then answered. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Buyer } from './company.ts';
import { compose, MAILBOX } from './mail.ts';
import type { SentMail } from './outbox.ts';
import { closeShops, openShop, type Shop } from './shop.ts';
import { refund, whereIs } from './texts.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(closeShops);

const QUESTIONS = {
  fr: whereIs,
  en: (order: string) => `Hello,\n\nWhere is my order ${order}? Thank you for your help.`,
  es: (order: string) => `Buenos días:\n\n¿Dónde está mi pedido ${order}? Muchas gracias por su ayuda.`,
  de: (order: string) => `Guten Tag,\n\nwo ist meine Bestellung ${order}? Vielen Dank für Ihre Hilfe.`,
};

async function ask(language: keyof typeof QUESTIONS): Promise<{ buyer: Buyer; messageId: string; mails: SentMail[] }> {
  const buyer = shop.next();
  const messageId = `<${buyer.id}.${language}@courriel.example>`;
  const text = QUESTIONS[language](buyer.small);
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
    'in $language is acknowledged in that language, with its number',
    async ({ language, subject, greeting }) => {
      const { buyer, mails } = await ask(language);
      const acknowledgements = mails.filter((mail) => subject.test(mail.subject));
      expect(acknowledgements).toHaveLength(1);
      const [found] = await shop.product.casesOf(buyer.address);
      expect(acknowledgements[0]?.subject).toContain(`[${found?.number}]`);
      expect(acknowledgements[0]?.text).toContain(greeting);
      expect(acknowledgements[0]?.text).toContain(found?.number);
      expect(found?.language).toBe(language);
    },
  );

  it.each([
    { language: 'fr', subject: /^Votre commande CMD-\d{4}-\d{5} est en route/ },
    { language: 'en', subject: /^Your order CMD-\d{4}-\d{5} is on its way/ },
  ] as const)('in $language gets the right answer, and the case is closed', async ({ language, subject }) => {
    const { buyer, mails } = await ask(language);
    expect(mails).toHaveLength(2);
    const answer = mails.find((mail) => subject.test(mail.subject));
    expect(answer?.subject).toContain(buyer.small);
    expect(answer?.text).toContain(`6A${buyer.small.slice(-5)}`);
    const cases = await shop.product.casesOf(buyer.address);
    expect(cases.map(({ status, outcome, mails: count }) => ({ status, outcome, count }))).toEqual([
      { status: 'closed', outcome: 'resolved', count: 1 },
    ]);
  });

  it('is answered in its thread, as a machine says it must be (RFC 3834)', async () => {
    const { messageId, mails } = await ask('fr');
    expect(mails).toHaveLength(2);
    for (const mail of mails) {
      expect(mail.inReplyTo).toBe(messageId);
      expect(mail.references).toEqual([messageId]);
      expect(mail.header('Auto-Submitted')).toBe('auto-replied');
      expect(mail.from?.address).toBe(MAILBOX);
      expect(mail.replyTo?.address).toMatch(/^sav\+[0-9a-z]{9}\.[0-9a-z]{12}@boutique\.example$/);
    }
  });

  it('leaves mails in the outbox that any mail program reads', async () => {
    const { mails } = await ask('fr');
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
