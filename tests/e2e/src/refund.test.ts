/** Refunds: the document is asked for once, money is booked once, large amounts wait for an advisor. */
import type { ListedReview } from '@facteur/human-handoff';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Case } from './api.ts';
import { BALANCE_MINOR, BIG_MINOR, type Buyer, SMALL_MINOR } from './company.ts';
import { PDF } from './mail.ts';
import type { SentMail } from './outbox.ts';
import { closeShops, openShop, type Shop } from './shop.ts';
import { refund } from './texts.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(closeShops);

const HERE_IT_IS = 'Bonjour,\n\nVoici le justificatif demandé.\n\nMerci';

async function onlyCase({ address }: Buyer): Promise<Case> {
  const cases = await shop.product.casesOf(address);
  expect(cases).toHaveLength(1);
  return cases[0] as Case;
}

async function refundsOf(order: string) {
  return (await shop.product.refunds()).filter((booked) => booked.order === order);
}

async function mailsAbout(number: string): Promise<SentMail[]> {
  return (await shop.product.outbox()).filter(({ subject }) => subject.includes(`[${number}]`));
}

/** Asks for a refund without its document. */
async function askWithout(buyer: Buyer): Promise<{ number: string; question: SentMail; messageId: string }> {
  const messageId = `<${buyer.small}@courriel.example>`;
  await shop.product.send({ from: buyer.address, subject: 'Remboursement', text: refund(buyer.small), messageId });
  await shop.product.idle();
  const { number } = await onlyCase(buyer);
  const questions = (await mailsAbout(number)).filter(({ subject }) => subject.startsWith('Votre justificatif'));
  expect(questions).toHaveLength(1);
  return { number, question: questions[0] as SentMail, messageId };
}

/** Asks with its document for the refund of an order that an advisor must see, and gives the open review. */
async function askBig(buyer: Buyer, subject = 'Remboursement'): Promise<ListedReview> {
  await shop.product.send({ from: buyer.address, subject, text: refund(buyer.big), attachments: [PDF] });
  await shop.product.idle();
  const own = (await shop.product.casesOf(buyer.address)).filter((found) => found.subject === subject);
  expect(own.map(({ reviews }) => reviews)).toMatchObject([[{ status: 'open', data: { commande: buyer.big } }]]);
  return own[0]?.reviews[0] as ListedReview;
}

/** The document of a customer's refund comes to the signed address, from somebody else's. */
async function askByPartner(): Promise<{ buyer: Buyer; partner: string; number: string }> {
  const buyer = shop.next();
  const { number, question } = await askWithout(buyer);
  const partner = `conjoint.${buyer.id.toLowerCase()}@ailleurs.example`;
  const to = question.replyTo?.address ?? '';
  await shop.product.send({ from: partner, to, subject: 'Le document', text: HERE_IT_IS, attachments: [PDF] });
  await shop.product.idle();
  return { buyer, partner, number };
}

async function takePartnersMail(buyer: Buyer): Promise<void> {
  const [review] = (await onlyCase(buyer)).reviews.filter(({ status }) => status === 'open');
  await shop.product.decide(review?.reviewId ?? '', { kind: 'option', option: 'continuer' });
  await shop.product.idle();
}

function confirmationsIn(mails: readonly SentMail[]): SentMail[] {
  return mails.filter(({ subject }) => /49,90.€ est en route/.test(subject));
}

describe('A refund', () => {
  it('without its document is asked for it in one mail, and nothing is paid', async () => {
    const buyer = shop.next();
    const { number } = await askWithout(buyer);
    expect(await mailsAbout(number)).toHaveLength(1);
    expect((await onlyCase(buyer)).status).toBe('waiting-customer');
    expect(await refundsOf(buyer.small)).toEqual([]);
  });

  it.each([
    {
      name: 'in the thread',
      answer: (buyer: Buyer, { question, messageId }: { question: SentMail; messageId: string }) => ({
        from: buyer.address,
        to: question.replyTo?.address ?? '',
        subject: `Re: ${question.subject}`,
        inReplyTo: question.messageId ?? '',
        references: [messageId, question.messageId ?? ''],
      }),
    },
    {
      name: 'in a new mail with the number in its subject',
      answer: ({ address }: Buyer, { number }: { number: string }) => ({
        from: address,
        subject: `Mon justificatif [${number}]`,
      }),
    },
  ])('is paid once when the document comes $name', async ({ answer }) => {
    const buyer = shop.next();
    const asked = await askWithout(buyer);
    await shop.product.send({ text: HERE_IT_IS, attachments: [PDF], ...answer(buyer, asked) });
    await shop.product.idle();
    const { status, outcome, mails } = await onlyCase(buyer);
    expect({ status, outcome, mails }).toEqual({ status: 'closed', outcome: 'resolved', mails: 2 });
    expect(await refundsOf(buyer.small)).toMatchObject([{ customer: buyer.id, amount: { minor: SMALL_MINOR } }]);
    const confirmations = confirmationsIn(await mailsAbout(asked.number));
    expect(confirmations).toHaveLength(1);
    expect(confirmations[0]?.text).toMatch(/RB-[0-9A-F]{12}/);
  });

  it('whose document comes to the signed address from another one waits for an advisor, then is paid once', async () => {
    const { buyer, partner, number } = await askByPartner();
    const { status, mails, reasons } = await onlyCase(buyer);
    expect({ status, mails, reasons }).toEqual({ status: 'waiting-advisor', mails: 2, reasons: ['unproven-sender'] });
    expect(await shop.product.casesOf(partner)).toEqual([]);
    expect(await refundsOf(buyer.small)).toEqual([]);
    await takePartnersMail(buyer);
    expect(await refundsOf(buyer.small)).toMatchObject([{ customer: buyer.id }]);
    expect(confirmationsIn(await mailsAbout(number))).toHaveLength(1);
  });

  it('whose document came from another address tells the customer of the payment, not the other address', async () => {
    const { buyer, partner, number } = await askByPartner();
    await takePartnersMail(buyer);
    const told = confirmationsIn(await mailsAbout(number)).flatMap(({ to }) => to.map(({ address }) => address));
    expect(told).toContain(buyer.address);
    expect(told).not.toContain(partner);
  });

  it('above the limit waits for an advisor, who sees the order, the document and the balance', async () => {
    const buyer = shop.next();
    const review = await askBig(buyer);
    expect(review.reasons.map(({ code }) => code)).toEqual(['step-review']);
    expect(review.options).toEqual(['accepter', 'refuser']);
    const show = Object.fromEntries(review.show.map(({ name, value }) => [name, value]));
    expect(show).toMatchObject({
      order: { number: buyer.big, total: { minor: BIG_MINOR } },
      justificatif: [{ name: PDF.filename }],
      'customer.balance': { minor: BALANCE_MINOR },
    });
    expect(await refundsOf(buyer.big)).toEqual([]);
    expect((await onlyCase(buyer)).status).toBe('waiting-advisor');
  });

  it('that an advisor accepts goes on in the same journey with all its data', async () => {
    const buyer = shop.next();
    const { reviewId, data } = await askBig(buyer);
    expect((await shop.product.decide(reviewId, { kind: 'option', option: 'accepter' })).status).toBe(200);
    await shop.product.idle();
    const { number, status, timeline } = await onlyCase(buyer);
    expect(status).toBe('closed');
    const runs = timeline.flatMap(({ topic, data: { journeyHash } }) =>
      topic === 'case.changed' && journeyHash !== undefined ? [journeyHash] : [],
    );
    expect(new Set(runs).size).toBe(1);
    expect(await refundsOf(buyer.big)).toMatchObject([{ amount: { minor: BIG_MINOR, currency: 'EUR' } }]);
    const answer = timeline.find(({ topic, data: { purpose } }) => topic === 'reply.requested' && purpose === 'answer');
    expect(answer?.data.content).toMatchObject({ data: { order: data.order } });
    expect((await mailsAbout(number)).map(({ subject }) => subject)).toContainEqual(
      expect.stringMatching(/189,00.€ est en route/),
    );
  });

  it('that an advisor refuses is refused by mail, and nothing is paid', async () => {
    const buyer = shop.next();
    const { reviewId } = await askBig(buyer);
    await shop.product.decide(reviewId, { kind: 'option', option: 'refuser' });
    await shop.product.idle();
    const { number, status, outcome } = await onlyCase(buyer);
    expect({ status, outcome }).toEqual({ status: 'closed', outcome: 'refused' });
    expect(await refundsOf(buyer.big)).toEqual([]);
    const subjects = (await mailsAbout(number)).map(({ subject }) => subject);
    expect(subjects).toContain(`Votre demande de remboursement pour la commande ${buyer.big} [${number}]`);
  });

  it('decided twice is a conflict the second time, and paid once', async () => {
    const buyer = shop.next();
    const { reviewId } = await askBig(buyer);
    const decisions = await Promise.all(
      ['accepter', 'accepter'].map((option) => shop.product.decide(reviewId, { kind: 'option', option })),
    );
    expect(decisions.map(({ status }) => status).sort()).toEqual([200, 409]);
    await shop.product.idle();
    expect(await refundsOf(buyer.big)).toHaveLength(1);
  });

  it('asked for again later, in another case, goes to an advisor and is not paid again', async () => {
    const buyer = shop.next();
    const again = { from: buyer.address, text: refund(buyer.small), attachments: [PDF] };
    await shop.product.send({ ...again, subject: 'Remboursement' });
    await shop.product.idle();
    await shop.product.send({ ...again, subject: 'Remboursement, deuxième demande' });
    await shop.product.idle();
    const cases = await shop.product.casesOf(buyer.address);
    expect(cases.map(({ status }) => status).sort()).toEqual(['closed', 'waiting-advisor']);
    expect(await refundsOf(buyer.small)).toHaveLength(1);
  });

  it('accepted by advisors in two cases is paid once; the second says already-done', async () => {
    const buyer = shop.next();
    const first = await askBig(buyer, 'Remboursement');
    const second = await askBig(buyer, 'Encore ma demande de remboursement');
    expect(second.caseNumber).not.toBe(first.caseNumber);
    for (const { reviewId } of [first, second]) {
      await shop.product.decide(reviewId, { kind: 'option', option: 'accepter' });
      await shop.product.idle();
    }
    expect(await refundsOf(buyer.big)).toHaveLength(1);
    expect((await shop.product.case(first.caseNumber)).status).toBe('closed');
    const { status, reasons } = await shop.product.case(second.caseNumber);
    expect({ status, reasons }).toEqual({
      status: 'waiting-advisor',
      reasons: expect.arrayContaining(['already-done']),
    });
  });
});
