/** The emergency stop: at once, by journey, mailbox or altogether; advisors decide meanwhile, and everything is on record. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PDF } from './mail.ts';
import { runCommand } from './program.ts';
import { closeShops, openShop, type Shop } from './shop.ts';
import { refund } from './texts.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(closeShops);

const bot = (...args: readonly string[]) => runCommand(['bot', ...args], { home: shop.product.home });

async function askRefund() {
  const buyer = shop.next();
  const mail = { from: buyer.address, subject: 'Remboursement', text: refund(buyer.small), attachments: [PDF] };
  await shop.product.send(mail);
  await shop.product.idle();
  const [found] = await shop.product.casesOf(buyer.address);
  const refunds = (await shop.product.refunds()).filter(({ order }) => order === buyer.small);
  return { found, refunds: refunds.length };
}

describe('The bot', () => {
  it('stopped for a journey asks advisors what it would have done, and says why', async () => {
    const stopped = await bot('stop', '--journey', 'remboursement', '--reason', 'montants faux', '--by', 'Karim');
    expect(stopped).toMatchObject({ code: 0, stdout: expect.stringContaining('stopped  journey remboursement') });
    const { found, refunds } = await askRefund();
    expect(found).toMatchObject({ status: 'waiting-advisor', reasons: ['assist-mode'] });
    expect(found?.reviews.at(-1)?.reasons).toEqual([
      { code: 'assist-mode', detail: 'robot arrêté pour le parcours remboursement par Karim : montants faux' },
    ]);
    expect(refunds).toBe(0);
  });

  it('resumed goes on alone, and who did what stays on record', async () => {
    expect(await bot('resume', '--journey', 'remboursement', '--by', 'Sophie')).toMatchObject({ code: 0 });
    const { found, refunds } = await askRefund();
    expect(found).toMatchObject({ status: 'closed', outcome: 'resolved' });
    expect(refunds).toBe(1);
    const { records } = JSON.parse((await bot('status', '--json')).stdout) as { records: object[] };
    expect(records).toMatchObject([{ name: 'remboursement', history: [{ by: 'Sophie' }, { by: 'Karim' }] }]);
  });

  it('cannot be stopped for what is not there; the answer names what is', async () => {
    const refused = await bot('stop', '--journey', 'remboursment');
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('remboursement') });
  });
});
