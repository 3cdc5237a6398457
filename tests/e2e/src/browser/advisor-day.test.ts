/** An advisor's whole day in the browser: the queue, decisions, corrections, replies, colleagues; customers' mails come and go meanwhile. */
import { describeReal } from '@facteur/real';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Buyer } from '../company.ts';
import { eventually } from '../eventually.ts';
import { lost, unclear } from '../texts.ts';
import { chromiumHere } from './chromium.ts';
import { GREEN_VASE, vaseOf } from './company-with-returns.ts';
import {
  choose,
  confirmAmount,
  decision,
  draftState,
  openCase,
  option,
  replyField,
  rowOf,
  rows,
  shownNumber,
} from './console-pages.ts';
import { dearParcel, mailTo, question, waitingCase } from './customers.ts';
import { closeOffice, type Office, openOffice, story } from './office.ts';
import { type Colleague, hire } from './staff.ts';

describeReal('An advisor’s day', await chromiumHere(), (program) => {
  let office: Office;
  let lea: Colleague;
  let hugo: Colleague;
  beforeAll(async () => {
    office = await openOffice(program);
    lea = await hire(office.product, 'Léa Marchand', 'advisor');
    hugo = await hire(office.product, 'Hugo Bernard', 'supervisor');
  }, 90_000);
  afterAll(closeOffice);

  const write = ({ address }: Buyer, subject: string, text: string) =>
    office.product.send({ from: address, subject, text });

  const journeyOf = async ({ address }: Buyer) => (await office.product.casesOf(address)).map(({ journey }) => journey);
  const shipmentsOf = async (order: string) =>
    (await office.product.shipments()).filter((shipment) => shipment.order === order);

  /** The case numbers of the queue, from the top. */
  async function queueOf(page: Page): Promise<readonly string[]> {
    const links = await rows(page).getByRole('link').all();
    const targets = await Promise.all(links.map((link) => link.getAttribute('href')));
    return targets.map((href) => (href ?? '').replace('/cases/', ''));
  }

  story('begins with a password; mails then come into the queue by themselves, and keys open them', async () => {
    const { page, problems } = await office.sit();
    await page.goto('/');
    await page.getByLabel('Adresse mail').fill(lea.email);
    await page.getByLabel('Mot de passe', { exact: true }).fill(lea.password);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.getByRole('heading', { name: 'Corbeille', level: 1 }).waitFor();
    // A reload would take this away.
    await page.evaluate('window.isStillTheSamePage = true');
    const [parcel, asked] = [office.next(), office.next()];
    await write(parcel, 'Colis', lost(parcel.big));
    await write(asked, 'Question', unclear(asked.small));
    await rowOf(page, parcel).waitFor();
    await rowOf(page, asked).waitFor();
    expect(await page.evaluate('window.isStillTheSamePage')).toBe(true);
    const [first, second] = await queueOf(page);
    for (const key of ['j', 'j', 'k', 'Enter']) await page.keyboard.press(key);
    await page.waitForURL(`**/cases/${first}`);
    await decision(page).waitFor();
    await page.keyboard.press('j');
    await page.waitForURL(`**/cases/${second}`);
    // Chromium tells of the answer to « who am I » before anybody signed in.
    expect(problems.filter((problem) => !problem.includes('/api/v1/me'))).toEqual([]);
  });

  story(
    'shows what was understood and why; the option that is chosen carries the same journey on to the customer',
    async () => {
      const { buyer, number } = await dearParcel(office);
      await dearParcel(office);
      const { page, problems } = await office.sit(lea);
      await page.goto('/');
      await rowOf(page, buyer).waitFor();
      const queue = await queueOf(page);
      await rowOf(page, buyer).getByRole('link').click();
      const exchanges = page.getByRole('region', { name: 'Échanges' });
      await exchanges.getByText('Mon colis est perdu').waitFor();
      expect(await exchanges.locator('mark').textContent()).toMatch(
        /renvoyer la commande[\s\S]*Renvoi d’un colis perdu ou abîmé\s+\d+\s%/,
      );
      expect(await decision(page).textContent()).toContain('Étape à valider');
      expect(await decision(page).textContent()).toMatch(/Montant en jeu\s+189,00\s€/);
      await option(page, 'Accepter').click();
      await confirmAmount(page);
      await page.waitForURL((url) => !url.pathname.endsWith(number));
      const at = queue.indexOf(number);
      expect(shownNumber(page)).toBe(queue[at + 1] ?? queue[at - 1]);
      await mailTo(office, buyer.address, `Votre commande ${buyer.big} vous est renvoyée`);
      expect(await shipmentsOf(buyer.big)).toHaveLength(1);
      expect(await journeyOf(buyer)).toEqual(['renvoi-colis']);
      expect(problems).toEqual([]);
    },
  );

  story('corrects the request that was understood: its journey starts', async () => {
    const { buyer, number } = await question(office);
    const { page, problems } = await office.sit(lea);
    await openCase(page, number);
    await page.getByText('Ce n’est pas la bonne demande ?').click();
    await choose(page, 'Demande', 'Où en est ma commande');
    await page.getByRole('button', { name: 'Lancer ce parcours' }).click();
    await mailTo(office, buyer.address, `Votre commande ${buyer.small} est en route`);
    expect(await journeyOf(buyer)).toEqual(['suivi-commande']);
    expect(problems).toEqual([]);
  });

  story('fills in what the journey lacks, and it goes on with that', async () => {
    const text = (buyer: Buyer) => `Bonjour,\n\nPeut-on changer le vase bleu de ${vaseOf(buyer)} contre le vert ?`;
    const { buyer, number } = await waitingCase(office, 'Échange', text);
    const { page, problems } = await office.sit(lea);
    await openCase(page, number);
    await page.getByRole('textbox', { name: 'Référence choisie' }).fill(GREEN_VASE);
    await option(page, 'Échanger l’article').click();
    const { text: told } = await mailTo(office, buyer.address, 'échange');
    expect(told).toContain('ECH-');
    expect(problems).toEqual([]);
  });

  story('writes a reply of her own: the draft is on the server before it is sent', async () => {
    const { buyer, number } = await question(office);
    const { page, problems } = await office.sit(lea);
    await openCase(page, number);
    await page.getByRole('button', { name: 'Répondre' }).click();
    await replyField(page).fill('Bonjour,\n\nJe vous appelle demain matin.');
    await draftState(page).getByText('Brouillon enregistré').waitFor();
    // Another browser of hers knows nothing but what the server says.
    const other = await office.sit(lea);
    await openCase(other.page, number);
    expect(await replyField(other.page).inputValue()).toBe('Bonjour,\n\nJe vous appelle demain matin.');
    await other.page.close();
    await page.reload();
    expect(await replyField(page).inputValue()).toContain('demain matin');
    await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
    const sent = await mailTo(office, buyer.address, 'Je vous appelle demain matin.');
    expect(sent.inReplyTo).toBeDefined();
    await eventually('the case is closed', async () =>
      (await office.product.case(number)).status === 'closed' ? true : undefined,
    );
    expect(problems).toEqual([]);
  });

  story('notes something for a colleague, who is told at once and led to the case', async () => {
    const { number } = await question(office);
    const { page: his } = await office.sit(hugo);
    await his.goto('/');
    await his.getByRole('button', { name: 'Notifications' }).waitFor();
    const { page, problems } = await office.sit(lea);
    await openCase(page, number);
    await page.getByRole('textbox', { name: 'Note interne' }).fill('Déjà vu hier, ton avis ? @Hug');
    await page.getByRole('button', { name: '@Hugo Bernard' }).click();
    await page.getByRole('button', { name: 'Ajouter la note' }).click();
    const notes = page.getByRole('region', { name: 'Notes internes' }).getByRole('listitem');
    await notes.getByText('@Hugo Bernard').waitFor();
    await his.getByRole('button', { name: 'Notifications (1 non lue)' }).click();
    await his.getByRole('menuitem', { name: 'Léa Marchand vous mentionne' }).click();
    await his.waitForURL(`**/cases/${number}`);
    expect(problems).toEqual([]);
  });

  story('tags a case, gives it to a colleague and lets it rest', async () => {
    const { number } = await question(office);
    const { page, problems } = await office.sit(lea);
    await openCase(page, number);
    await page.keyboard.press('t');
    await page.getByRole('dialog').getByLabel('Ajouter une étiquette').first().fill('fidèle');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Retirer l’étiquette fidèle' }).waitFor();
    await page.getByRole('button', { name: 'Attribuer' }).click();
    await page.getByRole('menuitem', { name: 'Hugo Bernard' }).click();
    await page.getByRole('button', { name: 'Hugo Bernard', exact: true }).waitFor();
    await page.keyboard.press('z');
    await page.getByRole('button', { name: 'Demain, 9 h' }).click();
    await page.getByRole('button', { name: 'En pause, reprise' }).waitFor();
    await page.goto('/?state=snoozed');
    await rows(page).filter({ hasText: 'fidèle' }).waitFor();
    const { body } = await lea.get<{ desk: object }>(`/api/v1/cases/${number}`);
    expect(body.desk).toMatchObject({ state: 'snoozed', assignee: hugo.id, tags: ['fidèle'] });
    expect(problems).toEqual([]);
  });

  story('never moves goods or money for many cases at once, whatever is ticked', async () => {
    const parcels = [await dearParcel(office), await dearParcel(office)];
    const { page } = await office.sit(lea);
    await page.goto('/');
    for (const { number } of parcels) await page.getByRole('checkbox', { name: `Cocher le dossier ${number}` }).check();
    await page.getByText('2 dossiers cochés').waitFor();
    await page.getByText(/n’ont pas la même proposition/).waitFor();
    expect(await page.getByRole('button', { name: /: 2 dossiers$/ }).count()).toBe(0);
    const ids = await Promise.all(
      parcels.map(async ({ number }) => (await office.product.case(number)).reviews.at(-1)?.reviewId),
    );
    const { body } = await lea.post<{ done: string[] }>('/api/v1/desk/bulk', { reviewIds: ids, option: 'accepter' });
    expect(body.done).toEqual([]);
    for (const { buyer } of parcels) expect(await shipmentsOf(buyer.big)).toEqual([]);
  });
});
