/** Cases that are put away: deleted and restored, archived many at once; nothing is sent of it. */
import { describeReal } from '@facteur/real';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { eventually } from '../eventually.ts';
import { chromiumHere } from './chromium.ts';
import { dialogue, exchanges, openAct, openCase, rowOf } from './console-pages.ts';
import { question } from './customers.ts';
import { closeOffice, type Office, openOffice, story } from './office.ts';
import { type Colleague, hire } from './staff.ts';

describeReal('Cases that are put away', await chromiumHere(), (program) => {
  let office: Office;
  let lea: Colleague;
  beforeAll(async () => {
    office = await openOffice(program);
    lea = await hire(office.product, 'Léa Marchand', 'advisor');
  }, 90_000);
  afterAll(closeOffice);

  story('a deleted case is in no list, and comes back with what was exchanged', async () => {
    const { buyer, number } = await question(office);
    const { page, problems } = await office.sit(lea);
    await openCase(page, number);
    await openAct(page, 'Supprimer…');
    await dialogue(page, 'Supprimer ce dossier').getByRole('button', { name: 'Supprimer' }).click();
    await page.waitForURL((url) => !url.pathname.endsWith(number));
    await page.goto('/?state=all');
    await page.getByRole('heading', { name: /Corbeille/, level: 1 }).waitFor();
    await page.getByText(/^\d+ dossiers?$/).waitFor();
    expect(await rowOf(page, buyer).count()).toBe(0);
    await page.goto('/?state=trash');
    await rowOf(page, buyer).getByRole('link').click();
    await page.getByRole('button', { name: 'Restaurer' }).click();
    await dialogue(page, 'Restaurer ce dossier').getByRole('button', { name: 'Restaurer' }).click();
    await exchanges(page).getByText('Que faire ?').waitFor();
    await page.getByRole('button', { name: 'Répondre' }).waitFor();
    // It was closed when it was deleted, and stays so until its customer writes.
    await page.goto('/?state=done');
    await rowOf(page, buyer).waitFor();
    const { body } = await lea.get<{ desk: object }>(`/api/v1/cases/${number}`);
    expect(body.desk).toMatchObject({ state: 'done' });
    expect(problems).toEqual([]);
  });

  story('many cases are archived at once, from the queue', async () => {
    const asked = [await question(office), await question(office)];
    const { page, problems } = await office.sit(lea);
    await page.goto('/');
    for (const { number } of asked) await page.getByRole('checkbox', { name: `Cocher le dossier ${number}` }).check();
    await page.getByRole('button', { name: 'Archiver' }).click();
    await dialogue(page, 'Archiver 2 dossiers').getByRole('button', { name: 'Archiver' }).click();
    await page.getByText('C’est fait pour 2 dossiers.').waitFor();
    for (const { buyer, number } of asked) {
      await rowOf(page, buyer).waitFor({ state: 'detached' });
      await eventually('the case is closed', async () => {
        const { status, outcome } = await office.product.case(number);
        return status === 'closed' && outcome === 'archived' ? true : undefined;
      });
    }
    expect(problems).toEqual([]);
  });
});
