/** The server dies under an advisor who types: the page says so, keeps every word, and goes on by itself when it is back. */
import { describeReal } from '@facteur/real';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { eventually } from '../eventually.ts';
import { chromiumHere } from './chromium.ts';
import { draftState, openCase, replyField, rowOf } from './console-pages.ts';
import { question } from './customers.ts';
import { closeOffice, type Office, openOffice, story } from './office.ts';
import { type Colleague, hire } from './staff.ts';

const LOST = 'Connexion perdue. Ce que vous écrivez est gardé';

describeReal('A connection that is lost', await chromiumHere(), (program) => {
  let office: Office;
  let lea: Colleague;
  beforeAll(async () => {
    office = await openOffice(program);
    lea = await hire(office.product, 'Léa Marchand', 'advisor');
  }, 90_000);
  afterAll(closeOffice);

  story(
    'is told, loses nothing that is typed meanwhile, and the page goes on by itself when the server is back',
    async () => {
      const { buyer, number } = await question(office);
      const { page } = await office.sit(lea);
      await openCase(page, number);
      await page.evaluate('window.isStillTheSamePage = true');
      await page.getByRole('button', { name: 'Répondre' }).click();
      await replyField(page).fill('Bonjour,\n\nVotre colis');
      await draftState(page).getByText('Brouillon enregistré').waitFor();
      await office.product.kill();
      await page.getByText(LOST).waitFor();
      await replyField(page).pressSequentially(' est parti hier.');
      await draftState(page).getByText('Gardé sur cet appareil').waitFor();
      await office.startAgain();
      await page.getByText(LOST).waitFor({ state: 'hidden' });
      await draftState(page).getByText('Brouillon enregistré').waitFor();
      expect(await page.evaluate('window.isStillTheSamePage')).toBe(true);
      expect(await replyField(page).inputValue()).toBe('Bonjour,\n\nVotre colis est parti hier.');
      const { body } = await lea.get<{ desk: { draft: { text: string } } }>(`/api/v1/cases/${number}`);
      expect(body.desk.draft.text).toBe('Bonjour,\n\nVotre colis est parti hier.');
      await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
      await eventually('the reply left', async () =>
        (await office.product.outboxTo(buyer.address)).find(({ text }) => text.includes('Votre colis est parti hier.')),
      );
    },
  );

  story('keeps what was typed when the page itself is closed before the server is back', async () => {
    const { number } = await question(office);
    const { page } = await office.sit(lea);
    await openCase(page, number);
    await page.getByRole('button', { name: 'Répondre' }).click();
    await office.product.kill();
    await replyField(page).fill('Rien ne doit se perdre.');
    await draftState(page).getByText('Gardé sur cet appareil').waitFor();
    await page.close();
    await office.startAgain();
    const after = await page.context().newPage();
    await openCase(after, number);
    await after.getByRole('button', { name: 'Répondre' }).click();
    expect(await replyField(after).inputValue()).toBe('Rien ne doit se perdre.');
    await draftState(after).getByText('Brouillon enregistré').waitFor();
  });

  story('ends for the queue as well: what came in meanwhile is shown without a reload', async () => {
    const { page } = await office.sit(lea);
    await page.goto('/');
    await page.getByRole('heading', { name: 'Corbeille', level: 1 }).waitFor();
    await page.evaluate('window.isStillTheSamePage = true');
    await office.product.kill();
    await page.getByText(LOST).waitFor();
    await office.startAgain();
    const { buyer } = await question(office);
    await page.getByText(LOST).waitFor({ state: 'hidden' });
    await rowOf(page, buyer).waitFor();
    expect(await page.evaluate('window.isStillTheSamePage')).toBe(true);
  });
});
