/** Where things are in the console, by what people read: roles and visible French words, never classes. */
import type { Locator, Page } from 'playwright-core';
import type { Buyer } from '../company.ts';

/** The rows of the queue, as many as are drawn. */
export const rows = (page: Page): Locator =>
  page.getByRole('list', { name: 'Dossiers de la corbeille' }).getByRole('listitem');

/** A customer's row: rows begin with the address. */
export const rowOf = (page: Page, { address }: Buyer): Locator => rows(page).filter({ hasText: address });

/** Opens a case by its address in the browser, and waits until it is drawn. */
export async function openCase(page: Page, number: string): Promise<void> {
  await page.goto(`/cases/${number}`);
  await decision(page).waitFor();
}

/** What is to be decided. */
export const decision = (page: Page): Locator => page.getByRole('region', { name: 'À décider' });

/** The options of the journey, as buttons; each is numbered. */
export const option = (page: Page, name: string): Locator =>
  page.getByRole('region', { name: 'Choix du parcours' }).getByRole('button', { name });

/** The requests that were understood, as what can be started. */
export const understood = (page: Page): Locator => page.getByRole('region', { name: 'Demandes comprises, à lancer' });

/** Chooses in one of the application's lists. */
export async function choose(page: Page, list: string, value: string): Promise<void> {
  await page
    .getByRole('combobox', { name: list })
    .or(page.getByRole('textbox', { name: list }))
    .first()
    .click();
  await page.getByRole('option', { name: value, exact: true }).click();
}

/** Answers the second question, before a serious amount may move. */
export async function confirmAmount(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Confirmer cette décision' });
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: 'Confirmer' }).click();
}

/** The field of the advisor's own reply. */
export const replyField = (page: Page): Locator => page.getByRole('textbox', { name: 'Votre réponse' });

/** What the editor says of the draft. */
export const draftState = (page: Page): Locator =>
  page.getByRole('region', { name: 'Réponse au client' }).getByRole('status');

/** The number of the case that the page shows. */
export const shownNumber = (page: Page): string => new URL(page.url()).pathname.replace('/cases/', '');

/** Chooses one of the other things that can be done with a case. */
export async function openAct(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Autres actions' }).click();
  await page.getByRole('menuitem', { name }).click();
}

/** The dialogue of that title. */
export const dialogue = (page: Page, name: string | RegExp): Locator => page.getByRole('dialog', { name });

/** What was exchanged with the customer. */
export const exchanges = (page: Page): Locator => page.getByRole('region', { name: 'Échanges', exact: true });

/** Cases that belong with the one that is shown. */
export const links = (page: Page): Locator => page.getByRole('region', { name: 'Dossiers liés' });

/** Writes a reply and sends it. */
export async function reply(page: Page, text: string): Promise<void> {
  await replyField(page).fill(text);
  await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
}
