/** A supervisor watches the figures and stops the bot; advisors may look, not stop. */
import { describeReal } from '@facteur/real';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '../eventually.ts';
import { PDF } from '../mail.ts';
import { lost, refund, whereIs } from '../texts.ts';
import { chromiumHere } from './chromium.ts';
import { decision, rowOf } from './console-pages.ts';
import { closeOffice, type Office, openOffice, story } from './office.ts';
import { type Colleague, hire } from './staff.ts';

interface Figures {
  readonly open: number;
  readonly unassigned: number;
  readonly overdue: number;
  readonly automaticShare: number;
  readonly perJourney: readonly { readonly journey: string; readonly open: number; readonly closedToday: number }[];
}

describeReal('A supervisor', await chromiumHere(), (program) => {
  let office: Office;
  let hugo: Colleague;
  let lea: Colleague;
  beforeAll(async () => {
    office = await openOffice(program);
    hugo = await hire(office.product, 'Hugo Bernard', 'supervisor');
    lea = await hire(office.product, 'Léa Marchand', 'advisor');
  }, 90_000);
  afterAll(closeOffice);

  const write = async (subject: string, text: string, from: string, rest: object = {}) => {
    await office.product.send({ from, subject, text, ...rest });
    await office.product.idle();
  };
  const askRefund = async () => {
    const buyer = office.next();
    await write('Remboursement', refund(buyer.small), buyer.address, { attachments: [PDF] });
    return buyer;
  };
  const figures = async () => (await hugo.get<Figures>('/api/v1/supervision')).body;

  /** The text of a figure of the wallboard. */
  const figure = (page: Page, name: string) =>
    page.locator('main').getByRole('term').filter({ hasText: name }).locator('xpath=following-sibling::*[1]');

  story('reads on the wallboard what the API says, and sees it change by itself', async () => {
    const [parcel, other, follow] = [office.next(), office.next(), office.next()];
    await write('Colis', lost(parcel.big), parcel.address);
    await write('Suivi', whereIs(follow.small), follow.address);
    const { page, problems } = await office.sit(hugo);
    await page.goto('/supervision');
    const isAsTheApi = async (): Promise<true | undefined> => {
      const { open, unassigned, overdue } = await figures();
      const shown = await Promise.all(
        ['Dossiers ouverts', 'Non attribués', 'En retard'].map((name) => figure(page, name).textContent()),
      );
      return JSON.stringify(shown.map(Number)) === JSON.stringify([open, unassigned, overdue]) ? true : undefined;
    };
    await figure(page, 'Dossiers ouverts').waitFor();
    await eventually('the wallboard shows the figures of the API', isAsTheApi);
    expect(await figures()).toMatchObject({ open: 1, unassigned: 1, automaticShare: 1 });
    expect(await figure(page, 'Traités sans conseiller').textContent()).toMatch(/^100\s%/);
    const row = page.getByRole('row', { name: /^Renvoi d’un colis perdu ou abîmé 1 0 / });
    await row.waitFor();
    await write('Colis', lost(other.big), other.address);
    await eventually('the wallboard follows', async () =>
      (await figure(page, 'Dossiers ouverts').textContent()) === '2' ? isAsTheApi() : undefined,
    );
    await page.getByRole('row', { name: /^Renvoi d’un colis perdu ou abîmé 2 0 / }).waitFor();
    expect(problems).toEqual([]);
  });

  story('stops the bot for a journey: its next mail waits for an advisor, who reads why', async () => {
    const stopped = await hugo.post('/api/v1/bot/stop', {
      ...{ scope: 'journey', name: 'remboursement', reason: 'montants faux' },
    });
    expect(stopped.status).toBe(200);
    const buyer = await askRefund();
    const { page, problems } = await office.sit(lea);
    await page.goto('/');
    await rowOf(page, buyer).getByRole('link').click();
    const told = /robot arrêté pour le parcours .*Remboursement.* par Hugo Bernard\s?: montants faux/i;
    await decision(page).getByText(told).waitFor();
    expect((await office.product.refunds()).filter(({ order }) => order === buyer.small)).toEqual([]);
    expect(problems).toEqual([]);
  });

  story('lets it go again; an advisor may do neither', async () => {
    for (const turn of ['stop', 'resume'])
      expect(await lea.post(`/api/v1/bot/${turn}`, { scope: 'journey', name: 'remboursement' })).toMatchObject({
        status: 403,
      });
    expect(await hugo.post('/api/v1/bot/resume', { scope: 'journey', name: 'remboursement' })).toMatchObject({
      status: 200,
    });
    const buyer = await askRefund();
    expect((await office.product.refunds()).filter(({ order }) => order === buyer.small)).toHaveLength(1);
  });
});
