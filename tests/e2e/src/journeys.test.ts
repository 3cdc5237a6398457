/** A journey's draft: replayed on what happened, published on that evidence, and in force without a restart. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Buyer } from './company.ts';
import { type Drafts, draftJourneys } from './drafts.ts';
import { PDF } from './mail.ts';
import { type Ended, runCommand } from './program.ts';
import { closeShops, openShop, type Shop } from './shop.ts';
import { refund } from './texts.ts';

let shop: Shop;
let drafts: string;
let edit: Drafts['edit'];
let evidence: string;
beforeAll(async () => {
  shop = await openShop();
  ({ folder: drafts, edit } = await draftJourneys());
  evidence = join(drafts, '..', 'rejeu.json');
  await edit('remboursement/journey.yaml', (yaml) => yaml.replace('eur(150)', 'eur(20)'));
  // They say what the live version does.
  await rm(join(drafts, 'remboursement/tests'), { recursive: true });
});
afterAll(closeShops);

function run(...args: readonly string[]): Promise<Ended> {
  return runCommand(args, { home: shop.product.home });
}

async function askRefund(): Promise<Buyer> {
  const buyer = shop.next();
  const mail = { from: buyer.address, subject: 'Remboursement', text: refund(buyer.small), attachments: [PDF] };
  await shop.product.send(mail);
  await shop.product.idle();
  return buyer;
}

const caseOf = async ({ address }: Buyer) => (await shop.product.casesOf(address))[0];

describe('A draft of a journey', () => {
  it('is replayed on past mail, and nothing is moved by it', async () => {
    const buyer = await askRefund();
    expect((await caseOf(buyer))?.status).toBe('closed');
    const refunds = (await shop.product.refunds()).length;
    const { stdout, stderr, code } = await run(
      ...['journeys', 'replay', 'remboursement', '--dir', drafts, '--out', evidence, '--json'],
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const report = JSON.parse(stdout) as { changed: { number: string; differences: string[] }[] };
    expect(report).toMatchObject({ journey: 'remboursement', unknown: 0 });
    expect(report).toMatchObject({
      before: { automatic: 1, moved: { EUR: 4990 } },
      after: { automatic: 0, moved: {} },
    });
    const { number } = (await caseOf(buyer)) ?? { number: '' };
    expect(report.changed).toEqual([
      expect.objectContaining({ number, differences: expect.arrayContaining(['now-reviewed']) }),
    ]);
    expect(await shop.product.refunds()).toHaveLength(refunds);
  });

  it('is not published without evidence, nor on that of another version', async () => {
    const bare = await run('journeys', 'publish', 'remboursement', '--dir', drafts);
    expect(bare).toMatchObject({ code: 1, stderr: expect.stringContaining('journeys replay remboursement') });
    const other = await run('journeys', 'publish', 'remboursement', '--evidence', evidence);
    expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining('une autre version') });
  });

  it('is in force for what begins from now on, once published on its replay; the case before can still be looked into', async () => {
    const before = await askRefund();
    const published = await run(
      ...['journeys', 'publish', 'remboursement', '--dir', drafts, '--evidence', evidence, '--by', 'Léa'],
    );
    expect(published).toMatchObject({ code: 0 });
    const after = await askRefund();
    expect(await caseOf(after)).toMatchObject({ status: 'waiting-advisor', step: 'valider' });
    const { body } = await shop.product.get<{ journeys: object[] }>('/api/v1/journeys');
    expect(body.journeys).toContainEqual(
      expect.objectContaining({
        journey: 'remboursement',
        publishedBy: 'Léa',
        evidence: expect.objectContaining({ kind: 'replay' }),
      }),
    );
    const { number } = (await caseOf(before)) ?? { number: '' };
    const moment = await run('case', number, '--at', 'rembourser', '--json');
    expect(JSON.parse(moment.stdout)).toMatchObject({
      journey: 'remboursement',
      data: { commande: before.small, order: { number: before.small } },
      calls: [expect.objectContaining({ operation: 'boutique.order' })],
    });
  });

  it('is where a case that waits goes when an author migrates it, after a look at what would become of it', async () => {
    const waiting = await askRefund();
    const { number } = (await caseOf(waiting)) ?? { number: '' };
    await edit('remboursement/journey.yaml', (yaml) => yaml.replace('queue: comptabilite', 'queue: direction'));
    const why = ['--without-replay', 'la corbeille seule change'];
    const publish = await run('journeys', 'publish', 'remboursement', '--dir', drafts, ...why);
    expect(publish).toMatchObject({ code: 0 });
    const preview = JSON.parse((await run('journeys', 'migrate', 'remboursement', '--json')).stdout);
    expect(preview).toMatchObject({ preview: true });
    expect(preview.cases).toContainEqual(expect.objectContaining({ number, verdict: 'entered', state: 'valider' }));
    expect((await caseOf(waiting))?.reviews.at(-1)?.queue).toBe('comptabilite');
    expect(await run('journeys', 'migrate', 'remboursement', '--apply')).toMatchObject({ code: 0 });
    await shop.product.idle();
    const open = (await caseOf(waiting))?.reviews.filter(({ status }) => status === 'open') ?? [];
    expect(open.map(({ queue }) => queue)).toEqual(['direction']);
    await shop.product.decide(open[0]?.reviewId ?? '', { kind: 'option', option: 'accepter' });
    await shop.product.idle();
    expect(await caseOf(waiting)).toMatchObject({ status: 'closed', outcome: 'resolved' });
    expect((await shop.product.refunds()).filter(({ order }) => order === waiting.small)).toHaveLength(1);
  });

  it('that waits for something goes on when the company’s system says that it happened', async () => {
    const wait = '  - patienter: { wait: { event: retour-recu, at-most: 10d } }\n  - retrouver:';
    await edit('remboursement/journey.yaml', (yaml) => yaml.replace('  - retrouver:', wait));
    const publish = ['journeys', 'publish', 'remboursement', '--dir', drafts, '--without-replay', 'attend le retour'];
    expect(await run(...publish)).toMatchObject({ code: 0 });
    const buyer = await askRefund();
    const { number } = (await caseOf(buyer)) ?? { number: '' };
    expect((await caseOf(buyer))?.step).toBe('patienter');
    const tell = async (name: string) =>
      (await shop.product.post<{ awaited: boolean }>('/api/v1/journeys/events', { case: number, name })).body.awaited;
    expect(await tell('autre-chose')).toBe(false);
    expect(await tell('retour-recu')).toBe(true);
    await shop.product.idle();
    expect(await caseOf(buyer)).toMatchObject({ status: 'waiting-advisor', step: 'valider' });
  });
});
