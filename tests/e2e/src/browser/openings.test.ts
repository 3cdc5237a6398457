/** What begins with an advisor: a mail to a customer, a call that is noted, another customer. */
import { describeReal } from '@facteur/real';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { eventually } from '../eventually.ts';
import { whereIs } from '../texts.ts';
import { chromiumHere } from './chromium.ts';
import {
  decision,
  dialogue,
  exchanges,
  openAct,
  openCase,
  reply,
  replyField,
  shownNumber,
  understood,
} from './console-pages.ts';
import { answer, mailTo, question } from './customers.ts';
import { closeOffice, type Office, openOffice, story } from './office.ts';
import { type Colleague, hire } from './staff.ts';

/** The page looks for the case until it is there, of which the browser tells. */
const withoutLooks = (problems: readonly string[]): readonly string[] =>
  problems.filter((problem) => !/404.*\/api\/v1\/cases\//.test(problem));

describeReal('What advisors begin', await chromiumHere(), (program) => {
  let office: Office;
  let lea: Colleague;
  beforeAll(async () => {
    office = await openOffice(program);
    lea = await hire(office.product, 'Léa Marchand', 'advisor');
  }, 90_000);
  afterAll(closeOffice);

  story('a mail to a customer, whose answer joins the same case', async () => {
    const { address } = office.next();
    const { page, problems } = await office.sit(lea);
    await page.goto('/');
    await page.getByRole('button', { name: 'Nouveau', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Nouveau mail' }).click();
    await page.getByRole('textbox', { name: 'Adresse du client' }).fill(address);
    await page.getByRole('textbox', { name: 'Objet' }).fill('Votre fauteuil');
    await page.getByRole('button', { name: 'Ouvrir le dossier et écrire' }).click();
    await replyField(page).waitFor();
    const number = shownNumber(page);
    await office.product.idle();
    expect(await office.product.outboxTo(address)).toEqual([]);
    await reply(page, 'Bonjour,\n\nVotre fauteuil est arrivé en magasin.');
    const sent = await mailTo(office, address, 'arrivé en magasin');
    expect(sent.subject).toContain('Votre fauteuil');
    await answer(office, sent, address, 'Merci, je passe demain.');
    await eventually('the answer is in the case', async () =>
      (await office.product.case(number)).timeline.some(({ data }) => data.text === 'Merci, je passe demain.')
        ? true
        : undefined,
    );
    expect((await office.product.casesOf(address)).map((one) => one.number)).toEqual([number]);
    await page.goto(`/cases/${number}`);
    await exchanges(page).getByText('Merci, je passe demain.').waitFor();
    expect(withoutLooks(problems)).toEqual([]);
  });

  story('a call: the journey that fits is proposed, started by the advisor, and goes on by mail', async () => {
    const buyer = office.next();
    const { page, problems } = await office.sit(lea);
    await page.goto('/customer?phone=0612345678');
    await page.getByRole('heading', { name: /n’est pas encore connu/ }).waitFor();
    await page.getByRole('button', { name: 'Noter un appel' }).click();
    await page.getByRole('textbox', { name: 'Nom du client' }).fill('Camille Essai');
    await page.getByRole('textbox', { name: 'Adresse du client (facultatif)' }).fill(buyer.address);
    await page.getByRole('textbox', { name: 'Ce que le client a dit' }).fill(whereIs(buyer.small));
    await page.getByRole('button', { name: 'Enregistrer l’appel' }).click();
    await decision(page).getByText('Appel à traiter').waitFor();
    const number = shownNumber(page);
    await office.product.idle();
    expect(await office.product.outboxTo(buyer.address)).toEqual([]);
    await understood(page)
      .getByRole('button', { name: /^Lancer « Où en est ma commande/ })
      .click();
    await mailTo(office, buyer.address, `Votre commande ${buyer.small} est en route`);
    expect((await office.product.case(number)).journey).toBe('suivi-commande');
    await page.goto('/customer?phone=%2B33612345678');
    await page.getByRole('heading', { name: 'Camille Essai' }).waitFor();
    await page.getByRole('link', { name: /Appel/ }).click();
    await page.waitForURL(`**/cases/${number}`);
    expect(withoutLooks(problems)).toEqual([]);
  });

  story('another customer: the answer reaches that one, and the one before gets nothing', async () => {
    const { buyer, number } = await question(office);
    const other = office.next();
    await office.product.idle();
    const before = await office.product.outboxTo(buyer.address);
    const { page, problems } = await office.sit(lea);
    await openCase(page, number);
    await openAct(page, 'Changer de client…');
    const change = dialogue(page, 'Changer de client');
    await change.getByRole('textbox', { name: 'Adresse mail' }).fill(other.address);
    await change.getByRole('textbox', { name: 'Nom (facultatif)' }).fill('Camille Autre');
    await change.getByRole('button', { name: 'Changer de client' }).click();
    await page.getByRole('region', { name: 'Client', exact: true }).getByText('Camille Autre').waitFor();
    // What waits is asked again: nobody decides about one customer and reaches another.
    await decision(page).getByText('a changé le client').waitFor();
    await page.getByRole('button', { name: 'Répondre' }).click();
    await reply(page, 'Bonjour,\n\nNous avons retrouvé votre commande.');
    await mailTo(office, other.address, 'Nous avons retrouvé votre commande.');
    await office.product.idle();
    expect(await office.product.outboxTo(buyer.address)).toHaveLength(before.length);
    expect((await office.product.casesOf(other.address)).map((one) => one.number)).toEqual([number]);
    expect(problems).toEqual([]);
  });
});
