/** A journey that is abandoned after it acted: what it did is taken back, on an advisor’s word, once. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Buyer } from './company.ts';
import { draftJourneys } from './drafts.ts';
import { runCommand } from './program.ts';
import { closeShops, openShop, type Shop } from './shop.ts';
import { lost } from './texts.ts';

const TO_LOOK_AT = '  - regarder: { review: { queue: logistique, options: { bien: confirmer } } }\n  - confirmer:';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  const drafts = await draftJourneys();
  await drafts.edit('renvoi-colis/journey.yaml', (yaml) => yaml.replace('  - confirmer:', TO_LOOK_AT));
  // They say what the shipped version does.
  await rm(join(drafts.folder, 'renvoi-colis/tests'), { recursive: true });
  const publish = ['publish', 'renvoi-colis', '--dir', drafts.folder, '--without-replay', 'un regard avant le mail'];
  const published = await runCommand(['journeys', ...publish], { home: shop.product.home });
  if (published.code !== 0) throw new Error(published.stderr);
}, 120_000);
afterAll(closeShops);

/** A parcel that was sent again, and the advisor who looks at it before the customer is told. */
async function reshipped() {
  const buyer = shop.next();
  await shop.product.send({ from: buyer.address, subject: 'Colis', text: lost(buyer.small) });
  await shop.product.idle();
  expect(await shipmentsOf(buyer)).toMatchObject([{ cancelled: false }]);
  const [review] = (await shop.product.casesOf(buyer.address)).flatMap(({ reviews }) => reviews);
  const decide = async (option: string) => {
    const answer = await shop.product.decide(review?.reviewId ?? '', { kind: 'option', option });
    await shop.product.idle();
    return answer;
  };
  return { buyer, decide, options: review?.options };
}

async function shipmentsOf({ small }: Buyer) {
  return (await shop.product.shipments()).filter(({ order }) => order === small);
}

async function toldOf({ address, small }: Buyer) {
  const subjects = (await shop.product.outboxTo(address)).map(({ subject }) => subject);
  return subjects.filter((subject) => subject.includes(`Votre commande ${small} vous est renvoyée`));
}

describe('What a journey did', () => {
  it('is taken back when the advisor abandons it: the parcel stays, the customer is told nothing of it', async () => {
    const { buyer, decide, options } = await reshipped();
    expect(options).toContain('annuler-les-effets');
    await decide('annuler-les-effets');
    expect(await shipmentsOf(buyer)).toMatchObject([{ cancelled: true }]);
    expect(await shop.product.casesOf(buyer.address)).toMatchObject([{ status: 'closed', outcome: 'undone' }]);
    expect(await toldOf(buyer)).toEqual([]);
  });

  it('stays done, and the customer is told, when the advisor goes on', async () => {
    const { buyer, decide } = await reshipped();
    await decide('bien');
    expect(await shipmentsOf(buyer)).toMatchObject([{ cancelled: false }]);
    expect(await toldOf(buyer)).toHaveLength(1);
  });

  it('is taken back once, however often the advisor says so', async () => {
    const { buyer, decide } = await reshipped();
    await decide('annuler-les-effets');
    const again = await decide('annuler-les-effets');
    expect(again.status).toBe(409);
    expect(await shipmentsOf(buyer)).toMatchObject([{ cancelled: true }]);
  });
});
