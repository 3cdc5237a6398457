/** Behind a real Postfix: mails come from it by LMTP, answers leave through it, and what it cannot deliver comes back. */
import { describeReal, freePorts, type PostfixAt, postfixHere, type Server, startPostfix } from '@facteur/real';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Case } from './api.ts';
import type { Buyer } from './company.ts';
import { eventually } from './eventually.ts';
import { compose, MAILBOX, sendRaw } from './mail.ts';
import { closeShops, openShop, type Shop } from './shop.ts';
import { type Arrived, openSink, type Sink } from './sink.ts';
import { whereIs } from './texts.ts';

const HOTEL = 'reservation@hotel.example';

describeReal('Behind a Postfix', await postfixHere(), () => {
  let sink: Sink;
  let relay: Server<PostfixAt>;
  let shop: Shop;
  let lmtpPort: number;

  beforeAll(async () => {
    sink = await openSink();
    [lmtpPort = 0] = await freePorts(1);
    const facteur = `lmtp:inet:127.0.0.1:${lmtpPort}`;
    relay = await startPostfix({
      routes: { 'boutique.example': facteur, 'hotel.example': facteur },
      relay: { host: '127.0.0.1', port: sink.port },
    });
    shop = await openShop({
      FACTEUR_LMTP_PORT: String(lmtpPort),
      FACTEUR_SMTP_URL: `smtp://127.0.0.1:${relay.at.port}`,
    });
    if (lmtpOf(shop) === undefined) throw new Error('The product takes no mails by LMTP: nothing would arrive');
  }, 120_000);
  afterAll(async () => {
    await closeShops();
    await relay.stop();
    await sink.close();
  });

  /** A customer's mail to the relay. */
  async function write({ address, small }: Buyer, to: readonly string[] = [MAILBOX]): Promise<void> {
    const raw = await compose({ from: address, to: [...to], subject: 'Ma commande', text: whereIs(small) });
    await sendRaw(`smtp://127.0.0.1:${relay.at.port}`, raw, { from: address, to: [...to] });
  }

  /** The mails for a customer, once the answer is among them: an acknowledgement may come before, or be part of it. */
  const answered = ({ address, small }: Buyer): Promise<readonly Arrived[]> =>
    eventually(`an answer for ${address}`, async () => {
      const mails = sink.to(address);
      return mails.some(({ subject }) => subject.startsWith(`Votre commande ${small} est en route`))
        ? mails
        : undefined;
    });

  async function onlyCase({ address }: Buyer): Promise<Case> {
    await shop.product.idle();
    const cases = await shop.product.casesOf(address);
    expect(cases).toHaveLength(1);
    return cases[0] as Case;
  }

  const repliesIn = ({ timeline }: Case, wanted: 'reply.sent' | 'reply.failed') =>
    timeline.filter(({ topic }) => topic === wanted).map(({ data }) => data);

  it('the ready line says where mails are taken by LMTP', () => {
    expect(lmtpOf(shop)).toBe(`lmtp://127.0.0.1:${lmtpPort}`);
  });

  it('a customer’s mail comes by LMTP, and its answer reaches the customer', async () => {
    const buyer = shop.next();
    await write(buyer);
    const mails = await answered(buyer);
    const { number, status, mails: count } = await onlyCase(buyer);
    expect({ status, count }).toEqual({ status: 'closed', count: 1 });
    for (const { subject } of mails) expect(subject).toContain(`[${number}]`);
    expect(await relay.at.log()).toMatch(new RegExp(`postfix/lmtp.*to=<${MAILBOX}>.*:${lmtpPort},.*status=sent`));
  });

  it('each reply leaves with a sender of its own, to which it can come back', async () => {
    const buyers = [shop.next(), shop.next()];
    for (const buyer of buyers) await write(buyer);
    const mails = (await Promise.all(buyers.map(answered))).flat();
    const senders = mails.map(({ envelopeFrom }) => envelopeFrom);
    expect(new Set(senders).size).toBe(mails.length);
    for (const sender of senders)
      expect(sender).toMatch(/^sav\+[0-9a-z]{9}\.[0-9a-z]{12}\.[0-9a-z]{12}@boutique\.example$/);
  });

  it('a mail for two mailboxes becomes a case in each', async () => {
    const buyer = shop.next();
    await write(buyer, [MAILBOX, HOTEL]);
    const mailboxes = await eventually('two cases', async () => {
      const found = (await shop.product.casesOf(buyer.address)).map(({ mailbox }) => mailbox);
      return found.length === 2 ? found.sort() : undefined;
    });
    expect(mailboxes).toEqual([HOTEL, MAILBOX]);
  });

  it('a customer whom the server refuses: each reply comes back as a bounce, fails once, and an advisor is told', async () => {
    const buyer = shop.next();
    sink.refuse(buyer.address);
    await write(buyer);
    await eventually('every reply came back', async () => {
      const [own] = await shop.product.casesOf(buyer.address);
      if (own === undefined) return undefined;
      const sent = repliesIn(own, 'reply.sent');
      const isAnswered = sent.some(({ purpose }) => purpose === 'answer');
      return isAnswered && repliesIn(own, 'reply.failed').length >= sent.length ? own : undefined;
    });
    const found = await onlyCase(buyer);
    const failed = repliesIn(found, 'reply.failed');
    for (const each of failed)
      expect(each).toMatchObject({ code: 'BOUNCED', permanent: true, detail: expect.stringContaining('5.1.1') });
    const sent = repliesIn(found, 'reply.sent').map(({ replyId }) => replyId);
    expect(failed.map(({ replyId }) => replyId).sort()).toEqual(sent.sort());
    expect(found.reasons).toContain('reply-undelivered');
    expect(sink.to(buyer.address)).toEqual([]);
  });

  it('a customer whose server puts mails off gets them later, each once, and nothing failed', async () => {
    const buyer = shop.next();
    sink.putOff(buyer.address);
    await write(buyer);
    const mails = await answered(buyer);
    expect(sink.attempts(buyer.address)).toBeGreaterThan(mails.length);
    const found = await onlyCase(buyer);
    expect(repliesIn(found, 'reply.failed')).toEqual([]);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(mails.length);
    expect(found.status).toBe('closed');
  });

  it('a mail to nobody’s address is refused in the session, and its sender hears of it', async () => {
    const buyer = shop.next();
    await write(buyer, ['inconnu@boutique.example']);
    const notice = await eventually('a notice', async () => sink.to(buyer.address)[0]);
    expect(notice).toMatchObject({
      kind: 'bounce',
      bounce: { recipient: 'inconnu@boutique.example', status: '5.1.1' },
    });
    expect(await shop.product.casesOf(buyer.address)).toEqual([]);
  });
});

/** Where the product says that it takes mails by LMTP. */
function lmtpOf({ product }: Shop): string | undefined {
  const line = /^\{"ready":true.*\}$/m.exec(product.printed.stdout)?.[0] ?? '{}';
  return (JSON.parse(line) as { lmtp?: string }).lmtp;
}
