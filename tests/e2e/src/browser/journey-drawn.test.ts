/** The journey of a case, drawn: where it has been, where it stands, and what each choice leads to. */
import { describeReal } from '@facteur/real';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '../eventually.ts';
import { chromiumHere } from './chromium.ts';
import { confirmAmount, decision, openCase, option, replyField } from './console-pages.ts';
import { dearParcel, mailTo } from './customers.ts';
import { closeOffice, type Office, openOffice, story } from './office.ts';
import { type Colleague, hire } from './staff.ts';

describeReal('The journey drawn', await chromiumHere(), (program) => {
  let office: Office;
  let lea: Colleague;
  beforeAll(async () => {
    office = await openOffice(program);
    lea = await hire(office.product, 'Léa Marchand', 'advisor');
  }, 90_000);
  afterAll(closeOffice);

  const steps = (page: Page) => page.getByRole('list', { name: 'Étapes du parcours' });
  const stepOf = (page: Page, name: string) => steps(page).locator('> li').filter({ hasText: name });

  story('shows where it stands and what each choice leads to, then that it is over', async () => {
    const { buyer, number } = await dearParcel(office);
    const { page, problems } = await office.sit(lea);
    await openCase(page, number);
    const here = steps(page).locator('[aria-current=step]');
    await here.waitFor();
    expect(await here.count()).toBe(1);
    expect(await here.textContent()).toContain('Valider le renvoi');
    await stepOf(page, 'Retrouver la commande').getByText('(faite)').waitFor();
    const choices = here.getByRole('list', { name: 'Choix possibles' }).getByRole('listitem');
    await choices.getByText('Accepter le renvoi').waitFor();
    const told = await choices.allTextContents();
    expect(told).toHaveLength(3);
    expect(told[0]).toMatch(/^Accepter le renvoi.*mène à «\sRenvoyer le colis/);
    expect(told[1]).toMatch(/^Refuser le renvoi.*mène à «\sExpliquer le refus/);
    expect(await option(page, 'Accepter le renvoi').textContent()).toMatch(/Ensuite\s: Renvoyer le colis/);
    await option(page, 'Accepter le renvoi').click();
    await confirmAmount(page);
    await mailTo(office, buyer.address, 'vous est renvoyée');
    await page.goto(`/cases/${number}`);
    await page.getByText('Le parcours est terminé.').waitFor();
    await stepOf(page, 'Renvoyer le colis').getByText('(faite)').waitFor();
    expect(await steps(page).locator('[aria-current=step]').count()).toBe(0);
    expect(problems).toEqual([]);
  });

  story('what a choice would lead to is told before it is made, and can be taken up in the editor', async () => {
    const { buyer, number } = await dearParcel(office);
    const { page, problems } = await office.sit(lea);
    await openCase(page, number);
    await decision(page).getByRole('button', { name: 'Voir ce qui suivrait' }).nth(1).click();
    const told = decision(page).locator('.foreseen-told');
    await told.getByText('Ensuite, le dossier serait clos').waitFor();
    const refusal = (await told.locator('blockquote p').textContent()) ?? '';
    await told.getByRole('button', { name: 'Reprendre dans l’éditeur' }).click();
    await eventually('it is in the editor', async () =>
      (await replyField(page).inputValue()).includes(refusal.slice(0, 30)) ? true : undefined,
    );
    const shipped = await office.product.shipments();
    expect(shipped.filter(({ order }) => order === buyer.big)).toEqual([]);
    await option(page, 'Refuser le renvoi').click();
    await mailTo(office, buyer.address, refusal.slice(0, 30));
    expect(problems).toEqual([]);
  });
});
