/** Cases that are made two, or one: each customer’s request has one case, and every answer arrives. */
import { describeReal } from '@facteur/real';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { eventually } from '../eventually.ts';
import { lost, unclear } from '../texts.ts';
import { chromiumHere } from './chromium.ts';
import {
  confirmAmount,
  decision,
  dialogue,
  exchanges,
  links,
  openAct,
  openCase,
  option,
  shownNumber,
  understood,
} from './console-pages.ts';
import { answer, mailTo, waitingCase, waitingNumber } from './customers.ts';
import { closeOffice, type Office, openOffice, story } from './office.ts';
import { type Colleague, hire } from './staff.ts';

describeReal('Cases that are made two, or one', await chromiumHere(), (program) => {
  let office: Office;
  let lea: Colleague;
  beforeAll(async () => {
    office = await openOffice(program);
    lea = await hire(office.product, 'Léa Marchand', 'advisor');
  }, 90_000);
  afterAll(closeOffice);

  const mailsIn = async (number: string): Promise<readonly unknown[]> =>
    (await office.product.case(number)).timeline
      .filter(({ topic }) => topic === 'mail.received')
      .map(({ data }) => data.text);

  story('a mail of two requests becomes two cases, each with its own journey; both answers arrive', async () => {
    const { buyer, number } = await waitingCase(
      office,
      'Ma commande',
      ({ big, small }) =>
        `${lost(big).replace('Merci', '')}Pouvez-vous aussi m’envoyer la facture de ma commande ${small} ?`,
    );
    const { page, problems } = await office.sit(lea);
    await openCase(page, number);
    await understood(page).getByRole('button', { name: 'Séparer les demandes…' }).click();
    const split = dialogue(page, 'Séparer ce mail');
    const parts = split.getByRole('region', { name: 'Parties reconnues ou ajoutées' }).getByRole('listitem');
    expect(await parts.filter({ hasText: 'Reste dans ce dossier' }).textContent()).toContain('me renvoyer la commande');
    await parts.filter({ hasText: 'la facture' }).getByRole('checkbox', { checked: true }).waitFor();
    await split.getByRole('button', { name: 'Créer 1 dossier' }).click();
    const invoice = await mailTo(office, buyer.address, 'Votre facture');
    // Each case takes the order that stands in its own request.
    expect(`${invoice.subject} ${invoice.text}`).toContain(buyer.small);
    await links(page).getByText('Séparé vers').waitFor();
    // What has a case of its own is offered here no more.
    await understood(page).getByRole('button', { name: 'Séparer les demandes…' }).waitFor({ state: 'detached' });
    await understood(page)
      .getByRole('button', { name: /^Lancer « Renvoi d’un colis perdu ou abîmé/ })
      .click();
    await openCase(page, number);
    await option(page, 'Accepter le renvoi').click();
    await confirmAmount(page);
    await mailTo(office, buyer.address, `Votre commande ${buyer.big} vous est renvoyée`);
    await page.goto(`/cases/${number}`);
    await links(page).getByRole('link').click();
    await links(page).getByText('Séparé du dossier').waitFor();
    await links(page).getByRole('link', { name: number }).waitFor();
    const cases = await office.product.casesOf(buyer.address);
    expect(cases.map(({ journey }) => journey).sort()).toEqual(['facture-justificatif', 'renvoi-colis']);
    expect(problems).toEqual([]);
  });

  story('two cases of one customer become one: the other leads there, and the next mail as well', async () => {
    const { buyer, number: goes } = await waitingCase(office, 'Question', ({ small }) => unclear(small));
    await office.product.send({ from: buyer.address, subject: 'Colis', text: lost(buyer.big) });
    const stays = await waitingNumber(office, buyer, 'Colis');
    const { page, problems } = await office.sit(lea);
    await openCase(page, goes);
    await openAct(page, 'Réunir à un autre dossier…');
    const merge = dialogue(page, 'Réunir à un autre dossier');
    await merge.getByRole('button', { name: stays }).click();
    await merge.getByText(`Le dossier ${stays} reste`).waitFor();
    await merge.getByText(`Le dossier ${goes} s’arrête`).waitFor();
    await merge.getByRole('button', { name: 'Réunir les deux dossiers' }).click();
    await page.waitForURL(`**/cases/${stays}`);
    await links(page).getByText('Réuni ici').waitFor();
    await links(page).getByText('Ses échanges').click();
    await links(page).getByText('Que faire ?').waitFor();
    await links(page).getByRole('link', { name: goes }).click();
    await page.getByText('Ce dossier a été réuni à un autre').waitFor();
    await decision(page).getByText('Rien n’est à décider').or(decision(page).getByText('Dossier clos')).waitFor();
    await page.getByRole('link', { name: `Ouvrir le dossier ${stays}` }).click();
    await page.waitForURL(`**/cases/${stays}`);
    const gone = await office.product.case(goes);
    expect(gone.status).toBe('merged');
    expect(gone.reviews.filter(({ status }) => status === 'open')).toEqual([]);
    await answer(office, await mailTo(office, buyer.address, goes), buyer.address, 'Voici une précision.');
    await exchanges(page).getByText('Voici une précision.').waitFor();
    expect(shownNumber(page)).toBe(stays);
    expect(await mailsIn(stays)).toContain('Voici une précision.');
    expect(await mailsIn(goes)).not.toContain('Voici une précision.');
    // A mail is shown before it is understood, whereupon its case is asked about again: only then can be decided.
    await decision(page).getByText('Réponse inattendue').waitFor();
    // What was decided where it stays is done once.
    await option(page, 'Accepter le renvoi').click();
    await confirmAmount(page);
    await eventually('the parcel is sent again', async () =>
      (await office.product.shipments()).some(({ order }) => order === buyer.big) ? true : undefined,
    );
    expect(problems).toEqual([]);
  });
});
