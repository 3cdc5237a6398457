/** What the product is not sure of, or may not say, goes to an advisor; nothing is disclosed meanwhile. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Buyer } from './company.ts';
import { PDF } from './mail.ts';
import { closeShops, openShop, type Shop } from './shop.ts';
import { refund, unclear, whereIs } from './texts.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(closeShops);

async function send(from: string, text: string, rest: object = {}): Promise<void> {
  await shop.product.send({ from, subject: 'Bonjour', text, ...rest });
  await shop.product.idle();
}

async function onlyReview(address: string) {
  const cases = await shop.product.casesOf(address);
  const open = cases.flatMap(({ reviews }) => reviews).filter(({ status }) => status === 'open');
  expect(open).toHaveLength(1);
  return { found: cases[0], review: open[0], reasons: open[0]?.reasons.map(({ code }) => code) ?? [] };
}

describe('A mail that is not clear', () => {
  it.each([
    { name: 'an unclear request', text: unclear, reason: 'out-of-scope' },
    {
      name: 'two requests that do not go together',
      text: (order: string) => `${whereIs(order)}\n\nPar ailleurs, je souhaite être remboursé de ma commande.`,
      reason: 'several-intents',
    },
    {
      name: 'an upset customer',
      text: (order: string) => `${whereIs(order)}\n\nC'est scandaleux, vous êtes des voleurs, je porte plainte !`,
      reason: 'customer-upset',
    },
  ])('waits for an advisor with its reason: $name', async ({ text, reason }) => {
    const { address, small } = shop.next();
    await send(address, text(small));
    const { reasons, review } = await onlyReview(address);
    expect(reasons).toContain(reason);
    expect(review?.requests.length).toBeGreaterThan(0);
    expect(await shop.product.outboxTo(address)).toHaveLength(1);
  });

  it('goes on in the journey that the advisor chose', async () => {
    const { address, small } = shop.next();
    await send(address, unclear(small));
    const { review } = await onlyReview(address);
    await shop.product.decide(review?.reviewId ?? '', { kind: 'intent', intent: 'suivi-commande' });
    await shop.product.idle();
    const [found] = await shop.product.casesOf(address);
    expect({ status: found?.status, journey: found?.journey }).toEqual({ status: 'closed', journey: 'suivi-commande' });
    const subjects = (await shop.product.outboxTo(address)).map(({ subject }) => subject);
    expect(subjects).toContainEqual(expect.stringContaining(`Votre commande ${small} est en route`));
  });

  it('is answered in the advisor’s own words', async () => {
    const { address, small } = shop.next();
    await send(address, unclear(small));
    const { review } = await onlyReview(address);
    await shop.product.decide(review?.reviewId ?? '', {
      kind: 'reply',
      text: 'Bonjour,\n\nJe vous appelle demain *matin*.',
    });
    await shop.product.idle();
    const answer = (await shop.product.outboxTo(address)).find(({ text }) => text.includes('*matin*'));
    expect(answer?.inReplyTo).toBeDefined();
    expect(answer?.header('Auto-Submitted')).toBeUndefined();
    expect((await shop.product.casesOf(address)).map(({ status }) => status)).toEqual(['closed']);
  });

  it('still waits when a second, clear mail of the thread was answered: the first one was not', async () => {
    const { address, small, big } = shop.next();
    const first = `<${small}@courriel.example>`;
    const two = `${whereIs(small)}\n\nPar ailleurs, je souhaite être remboursé de ma commande ${big}.`;
    await send(address, two, { messageId: first });
    expect((await onlyReview(address)).reasons).toEqual(['several-intents']);
    await send(address, whereIs(small), { inReplyTo: first, references: [first] });
    expect((await shop.product.casesOf(address)).map(({ status }) => status)).toEqual(['waiting-advisor']);
    await onlyReview(address);
  });

  it('that the customer adds to is asked again, and a decision on the old item is refused', async () => {
    const { address, small } = shop.next();
    await send(address, unclear(small), { messageId: `<${small}@courriel.example>` });
    const before = await onlyReview(address);
    await send(address, 'Bonjour,\n\nJ’attends votre réponse.', { inReplyTo: `<${small}@courriel.example>` });
    const after = await onlyReview(address);
    expect(after.review?.reviewId).not.toBe(before.review?.reviewId);
    const late = await shop.product.decide(before.review?.reviewId ?? '', { kind: 'close', outcome: 'resolved' });
    expect(late.status).toBe(409);
  });
});

describe('Somebody who does not take part in a case', () => {
  const MARKS = ({ name, address, small, big }: Buyer) => [name, address, small, big, 'Bougie', 'Colissimo', '49,90'];

  /** What was written to `address` gives nothing of `victim` away. */
  async function expectNothingOf(victim: Buyer, address: string): Promise<void> {
    const mails = await shop.product.outboxTo(address);
    expect(mails).toHaveLength(1);
    const leaks = MARKS(victim).filter((mark) => mails.some(({ text, subject }) => `${subject}${text}`.includes(mark)));
    expect(leaks).toEqual([]);
  }

  it.each([
    { name: 'its number', by: (number: string) => ({ subject: `Votre réponse [${number}]` }) },
    {
      name: 'its thread',
      by: (_number: string, thread: string) => ({ inReplyTo: thread, references: [thread] }),
    },
    {
      name: 'an answer of ours',
      by: (number: string) => ({ inReplyTo: `<${number.toLowerCase()}.aaaaaaaaaaaaaaaaaaaaaa@boutique.example>` }),
    },
  ])('and quotes $name gets a case of their own, for an advisor, and learns nothing', async ({ name, by }) => {
    const victim = shop.next();
    const stranger = `curieux.${victim.id.toLowerCase()}@ailleurs.example`;
    const thread = `<${victim.small}@courriel.example>`;
    await send(victim.address, refund(victim.small), { messageId: thread });
    const [before] = await shop.product.casesOf(victim.address);
    await send(stranger, 'Bonjour,\n\nOù en est ma commande ?\n\nMerci', by(before?.number ?? '', thread));
    const { found, reasons } = await onlyReview(stranger);
    expect(found?.number).not.toBe(before?.number);
    expect(reasons).toContain('unproven-sender');
    await expectNothingOf(victim, stranger);
    const [after] = await shop.product.casesOf(victim.address);
    expect({ name, mails: after?.mails, status: after?.status }).toEqual({
      name,
      mails: 1,
      status: 'waiting-customer',
    });
  });

  it.each([
    { name: 'where it is', text: whereIs },
    { name: 'to be refunded', text: refund },
  ])('and asks about their order $name learns nothing and gets nothing', async ({ text }) => {
    const victim = shop.next();
    const other = shop.next();
    await send(other.address, text(victim.small), { attachments: [PDF] });
    await onlyReview(other.address);
    await expectNothingOf({ ...victim, name: victim.name }, other.address);
    expect((await shop.product.refunds()).filter(({ order }) => order === victim.small)).toEqual([]);
  });
});
