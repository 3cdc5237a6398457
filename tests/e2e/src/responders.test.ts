/** Scripts that answer every mail at the other end: whether they say so or not, the exchange ends, and the case tells why. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Case } from './api.ts';
import { temporaryFolder } from './clean-up.ts';
import type { Buyer } from './company.ts';
import type { CustomerMail } from './mail.ts';
import type { SentMail } from './outbox.ts';
import { closeShops, openShop, type Shop } from './shop.ts';
import { whereIs } from './texts.ts';

/** Far more than any limit: an exchange that lasts so long has none. */
const TOO_MANY_ROUNDS = 40;
const EXCHANGES_PER_HOUR = 5;
/** To one mail at most: its acknowledgement, and its answer where that does not say it as well. */
const MAILS_PER_EXCHANGE = 2;

let shop: Shop;
beforeAll(async () => {
  // The limits of a company, not the demo's.
  const settings = join(await temporaryFolder(), 'facteur.yaml');
  await writeFile(settings, `reply-limits: { automatic-per-day: 20, exchanges-per-hour: ${EXCHANGES_PER_HOUR} }\n`);
  shop = await openShop({ FACTEUR_CONFIG: settings });
});
afterAll(closeShops);

/** A responder's answer to a mail, without address and identity. */
type Responder = (mail: SentMail, buyer: Buyer) => Partial<CustomerMail> & { readonly text: string };

/** RFC 3834 §3: says what it is, and what it answers. */
const honest: Responder = (mail) => ({
  subject: `Auto: ${mail.subject}`,
  text: 'Bonjour,\n\nJe suis en congés et lirai votre message à mon retour.',
  inReplyTo: mail.messageId ?? '',
  references: [...mail.references, mail.messageId ?? ''],
  headers: { 'Auto-Submitted': 'auto-replied', Precedence: 'bulk' },
});

/** Says nothing of itself, begins a thread of its own, and repeats what a journey answers. */
const silent: Responder = (_mail, { small }) => ({ subject: 'Votre message', text: whereIs(small) });

/** The customer writes once; then every mail to them is answered, until none comes. Gives how many were answered. */
async function exchange(buyer: Buyer, respond: Responder): Promise<number> {
  await shop.product.send({ from: buyer.address, subject: 'Ma commande', text: whereIs(buyer.small) });
  const answered = new Set<string>();
  for (let round = 0; round < TOO_MANY_ROUNDS; round += 1) {
    await shop.product.idle();
    const mails = await shop.product.outboxTo(buyer.address);
    const fresh = mails.filter(({ messageId = '' }) => !answered.has(messageId));
    if (fresh.length === 0) return answered.size;
    for (const mail of fresh) {
      answered.add(mail.messageId ?? '');
      const messageId = `<absence.${answered.size}.${buyer.id}@courriel.example>`;
      await shop.product.send({ from: buyer.address, messageId, ...respond(mail, buyer) });
    }
  }
  throw new Error(`After ${answered.size} mails the two still write to each other`);
}

function happened({ timeline }: Case, wanted: string) {
  return timeline.filter(({ topic }) => topic === wanted).map(({ data }) => data);
}

describe('A responder that answers every mail', () => {
  it('and says so (RFC 3834) is not answered once, and the case tells of each of its mails', async () => {
    const buyer = shop.next();
    const mails = await exchange(buyer, honest);
    expect(mails).toBeGreaterThan(0);
    expect(mails).toBeLessThanOrEqual(MAILS_PER_EXCHANGE);
    const cases = await shop.product.casesOf(buyer.address);
    expect(cases.map(({ status, reasons }) => ({ status, reasons }))).toEqual([{ status: 'closed', reasons: [] }]);
    const suppressed = happened(cases[0] as Case, 'case.changed').filter(({ change }) => change === 'suppressed');
    expect(suppressed).toHaveLength(mails);
    expect(suppressed[0]).toMatchObject({
      outcome: 'auto-reply',
      explanation: expect.stringContaining('aucune réponse'),
    });
  });

  it('and says nothing of itself gets no more than the allowed mails; the cases tell what was held back', async () => {
    const buyer = shop.next();
    const mails = await exchange(buyer, silent);
    expect(mails).toBeLessThanOrEqual(EXCHANGES_PER_HOUR * MAILS_PER_EXCHANGE);
    expect(mails).toBeGreaterThanOrEqual(EXCHANGES_PER_HOUR);
    const cases = await shop.product.casesOf(buyer.address);
    const held = cases.flatMap((found) => happened(found, 'reply.failed'));
    expect(held.length).toBeGreaterThan(0);
    for (const failed of held) expect(failed).toMatchObject({ code: 'REPLY_SUPPRESSED', suppressed: 'loop-suspected' });
    // What is held back an advisor sees, each in its case.
    const withHeld = cases.filter((found) => happened(found, 'reply.failed').length > 0);
    for (const { reasons } of withHeld) expect(reasons).toContain('loop-suspected');
  });
});
