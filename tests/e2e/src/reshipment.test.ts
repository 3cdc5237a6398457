/** Reshipments: stock is looked at, dear parcels wait for an advisor who sees the customer's balance, nothing leaves twice. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BALANCE_MINOR } from './company.ts';
import { PDF } from './mail.ts';
import { closeShops, openShop, type Shop } from './shop.ts';
import { lost } from './texts.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(closeShops);

async function shipmentsOf(order: string) {
  return (await shop.product.shipments()).filter((shipment) => shipment.order === order);
}

describe('A reshipment', () => {
  it('of a cheap parcel in stock leaves alone, once, and is confirmed', async () => {
    const { address, small } = shop.next();
    await shop.product.send({ from: address, subject: 'Colis', text: lost(small) });
    await shop.product.idle();
    expect(await shipmentsOf(small)).toMatchObject([{ cancelled: false }]);
    const subjects = (await shop.product.outboxTo(address)).map(({ subject }) => subject);
    expect(subjects).toContainEqual(expect.stringContaining(`Votre commande ${small} vous est renvoyée`));
  });

  it('of a dear parcel shows the advisor the stock and the balance, and leaves when accepted', async () => {
    const { address, big } = shop.next();
    await shop.product.send({ from: address, subject: 'Colis', text: lost(big) });
    await shop.product.idle();
    const [review] = (await shop.product.casesOf(address)).flatMap(({ reviews }) => reviews);
    const show = Object.fromEntries((review?.show ?? []).map(({ name, value }) => [name, value]));
    expect(show).toMatchObject({
      order: { number: big },
      motif: 'perdu',
      stock: { sku: 'FAUTEUIL', available: expect.any(Number) },
      'customer.balance': { minor: BALANCE_MINOR },
    });
    expect(await shipmentsOf(big)).toEqual([]);
    await shop.product.decide(review?.reviewId ?? '', { kind: 'option', option: 'accepter' });
    await shop.product.idle();
    expect(await shipmentsOf(big)).toHaveLength(1);
    expect((await shop.product.casesOf(address)).map(({ status }) => status)).toEqual(['closed']);
  });

  it('that the advisor turns into a refund goes on with the same data', async () => {
    const { address, big } = shop.next();
    await shop.product.send({ from: address, subject: 'Colis', text: lost(big), attachments: [PDF] });
    await shop.product.idle();
    const [first] = (await shop.product.casesOf(address)).flatMap(({ reviews }) => reviews);
    await shop.product.decide(first?.reviewId ?? '', { kind: 'option', option: 'rembourser' });
    await shop.product.idle();
    const [found] = await shop.product.casesOf(address);
    expect(found?.journey).toBe('remboursement');
    expect(await shipmentsOf(big)).toEqual([]);
    const asked = await shop.product.outboxTo(address);
    expect(asked.filter(({ subject }) => subject.startsWith('Votre numéro de commande'))).toEqual([]);
  });

  it('asked for again goes to an advisor and does not leave again', async () => {
    const { address, small } = shop.next();
    for (const messageId of ['<un@courriel.example>', '<deux@courriel.example>']) {
      await shop.product.send({ from: address, subject: 'Bonjour', text: lost(small), messageId });
      await shop.product.idle();
    }
    expect(await shipmentsOf(small)).toHaveLength(1);
    const cases = await shop.product.casesOf(address);
    expect(cases.map(({ status }) => status).sort()).toEqual(['closed', 'waiting-advisor']);
    expect(cases.flatMap(({ reasons }) => reasons)).toContain('already-done');
  });
});
