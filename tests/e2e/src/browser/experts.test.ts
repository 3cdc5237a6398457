/** Somebody outside is asked: beside the customer’s exchange, never within it. */
import { describeReal } from '@facteur/real';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { chromiumHere } from './chromium.ts';
import { dialogue, exchanges, openAct, openCase } from './console-pages.ts';
import { answer, mailTo, question } from './customers.ts';
import { closeOffice, type Office, openOffice, story } from './office.ts';
import { type Colleague, hire } from './staff.ts';

const EXPERT = 'atelier@ceramique.example';
const QUESTION = 'Ce vase supporte-t-il le gel ?';
const ANSWER = 'Oui, jusqu’à moins dix degrés.';

describeReal('An expert outside', await chromiumHere(), (program) => {
  let office: Office;
  let lea: Colleague;
  beforeAll(async () => {
    office = await openOffice(program);
    lea = await hire(office.product, 'Léa Marchand', 'advisor');
  }, 90_000);
  afterAll(closeOffice);

  story('is asked and answers beside the customer’s exchange, of which the customer learns nothing', async () => {
    const { buyer, number } = await question(office);
    await office.product.idle();
    const before = await office.product.outboxTo(buyer.address);
    const { page, problems } = await office.sit(lea);
    await openCase(page, number);
    await openAct(page, 'Demander à quelqu’un d’extérieur…');
    const ask = dialogue(page, 'Demander à quelqu’un d’extérieur');
    await ask.getByRole('textbox', { name: 'À', exact: true }).fill(EXPERT);
    await ask.getByRole('textbox', { name: 'Objet' }).fill('Un vase dehors en hiver');
    await ask.getByRole('textbox', { name: 'Votre message' }).fill(QUESTION);
    await ask.getByRole('button', { name: 'Envoyer à l’expert' }).click();
    const asked = await mailTo(office, EXPERT, QUESTION);
    expect(asked.subject).toBe('Un vase dehors en hiver');
    expect(asked.text).not.toContain(number);
    const side = page.locator('details').filter({ hasText: EXPERT });
    await side.getByText('Attend une réponse').waitFor();
    await answer(office, asked, EXPERT, ANSWER);
    await side.getByText('A répondu').waitFor();
    await side.locator('summary').first().click();
    await side.getByText(ANSWER).waitFor();
    expect(await exchanges(page).textContent()).not.toContain(ANSWER);
    expect(await exchanges(page).textContent()).not.toContain(QUESTION);
    await page.getByRole('button', { name: 'Notifications (1 non lue)' }).click();
    await page.getByRole('menuitem', { name: 'Réponse à votre question' }).waitFor();
    await office.product.idle();
    expect(await office.product.outboxTo(buyer.address)).toHaveLength(before.length);
    expect(await office.product.casesOf(EXPERT)).toEqual([]);
    expect(problems).toEqual([]);
  });

  story('is never the customer by mistake: a mail to the customer’s address is refused', async () => {
    const { buyer, number } = await question(office);
    const { page } = await office.sit(lea);
    await openCase(page, number);
    await openAct(page, 'Demander à quelqu’un d’extérieur…');
    const ask = dialogue(page, 'Demander à quelqu’un d’extérieur');
    await ask.getByRole('textbox', { name: 'Votre message' }).fill(QUESTION);
    await ask.getByRole('textbox', { name: 'À', exact: true }).fill(buyer.address);
    await ask.getByText('C’est l’adresse du client').waitFor();
    expect(await ask.getByRole('button', { name: 'Envoyer à l’expert' }).isDisabled()).toBe(true);
  });
});
