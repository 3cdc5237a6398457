/** A conversation as mail programs have it: each answer quotes what it answers, and all of them are one case. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Case } from './api.ts';
import { type Buyer, SMALL_MINOR } from './company.ts';
import { type CustomerMail, MAILBOX, PDF } from './mail.ts';
import type { SentMail } from './outbox.ts';
import { closeShops, openShop, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(closeShops);

/** How mail programs quote. */
const QUOTES = {
  'with marks below the answer': (text: string, { text: quoted }: SentMail) =>
    `${text}\n\nLe dim. 22 nov. 2026 à 10:12, La Boutique Claire <${MAILBOX}> a écrit :\n\n${marked(quoted)}\n`,
  'with marks above the answer': (text: string, { text: quoted }: SentMail) =>
    `Le 22/11/2026 à 10:12, La Boutique Claire a écrit :\n${marked(quoted)}\n\n${text}\n`,
  'without marks, below a block of headers': (text: string, { text: quoted, subject }: SentMail) =>
    `${text}\n\n________________________________\nDe : La Boutique Claire <${MAILBOX}>\nEnvoyé : dimanche 22 novembre 2026 10:12\nÀ : Camille Essai\nObjet : ${subject}\n\n${quoted}\n`,
};

function marked(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
}

interface Turn {
  readonly buyer: Buyer;
  readonly quote: (text: string, question: SentMail) => string;
}

/** The customer writes, and the one mail that the bot then writes is given, its acknowledgement aside. */
async function write(buyer: Buyer, mail: Omit<CustomerMail, 'from'> & { readonly text: string }): Promise<SentMail> {
  const known = new Set((await shop.product.outboxTo(buyer.address)).map(({ messageId }) => messageId));
  await shop.product.send({ ...mail, from: buyer.address });
  await shop.product.idle();
  const said = (await shop.product.outboxTo(buyer.address)).filter(
    ({ messageId, subject }) => !known.has(messageId) && !subject.startsWith('Nous avons bien reçu'),
  );
  expect(said).toHaveLength(1);
  return said[0] as SentMail;
}

/** The customer answers a question of the bot's. */
function answer({ buyer, quote }: Turn, question: SentMail, text: string, more: Partial<CustomerMail> = {}) {
  return write(buyer, {
    to: question.replyTo?.address ?? '',
    subject: `Re: ${question.subject}`,
    inReplyTo: question.messageId ?? '',
    references: [...question.references, question.messageId ?? ''],
    text: quote(text, question),
    ...more,
  });
}

async function casesOf({ address }: Buyer): Promise<Case[]> {
  return shop.product.casesOf(address);
}

describe('A conversation of six mails', () => {
  it.each(Object.entries(QUOTES))('that is quoted %s is one case, and ends with the refund', async (_name, quote) => {
    const buyer = shop.next();
    const turn = { buyer, quote };
    const messageId = `<debut.${buyer.id}@courriel.example>`;
    const text = 'Bonjour,\n\nJe souhaite obtenir un remboursement.\n\nMerci';
    const askedNumber = await write(buyer, { subject: 'Remboursement', text, messageId });
    const askedDocument = await answer(turn, askedNumber, `Bonjour,\n\nIl s’agit de la commande ${buyer.small}.`);
    const confirmed = await answer(turn, askedDocument, 'Voici le justificatif.', { attachments: [PDF] });

    expect([askedNumber, askedDocument, confirmed].map(({ subject }) => subject)).toEqual([
      expect.stringContaining('Votre numéro de commande'),
      expect.stringContaining('Votre justificatif'),
      expect.stringMatching(/49,90.€ est en route/),
    ]);
    const found = await casesOf(buyer);
    expect(found.map(({ mails, status, outcome }) => ({ mails, status, outcome }))).toEqual([
      { mails: 3, status: 'closed', outcome: 'resolved' },
    ]);
    expect(confirmed.references).toEqual(
      expect.arrayContaining([messageId, askedNumber.messageId, askedDocument.messageId]),
    );
    const refunds = (await shop.product.refunds()).filter(({ order }) => order === buyer.small);
    expect(refunds).toMatchObject([{ customer: buyer.id, amount: { minor: SMALL_MINOR } }]);
  });

  it('keeps what was quoted apart from what was written', async () => {
    const buyer = shop.next();
    const question = await write(buyer, { subject: 'Remboursement', text: 'Je souhaite un remboursement.' });
    await answer({ buyer, quote: QUOTES['with marks below the answer'] }, question, `La commande ${buyer.small}.`);
    const [found] = await casesOf(buyer);
    const texts = found?.timeline.filter(({ topic }) => topic === 'mail.received').map(({ data }) => data.text);
    expect(texts).toEqual(['Je souhaite un remboursement.', `La commande ${buyer.small}.`]);
  });
});
