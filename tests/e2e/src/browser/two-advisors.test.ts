/** Two advisors on one case: each sees the other, one holds the case, and what both wrote is kept. */
import { describeReal } from '@facteur/real';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { eventually } from '../eventually.ts';
import { chromiumHere } from './chromium.ts';
import { confirmAmount, draftState, openCase, option, replyField } from './console-pages.ts';
import { dearParcel } from './customers.ts';
import { closeOffice, type Office, openOffice, story } from './office.ts';
import { type Colleague, hire } from './staff.ts';

describeReal('Two advisors on one case', await chromiumHere(), (program) => {
  let office: Office;
  let lea: Colleague;
  let paul: Colleague;
  beforeAll(async () => {
    office = await openOffice(program);
    lea = await hire(office.product, 'Léa Marchand', 'advisor');
    paul = await hire(office.product, 'Paul Girard', 'advisor');
  }, 90_000);
  afterAll(closeOffice);

  /** Both at the same case, which waits for an advisor. */
  async function atOneCase() {
    const { buyer, number } = await dearParcel(office);
    const [hers, his] = [await office.sit(lea), await office.sit(paul)];
    await openCase(hers.page, number);
    await openCase(his.page, number);
    return { buyer, number, hers: hers.page, his: his.page };
  }
  const deskOf = async (number: string) =>
    (
      await lea.get<{ desk: { lease: { holder: string; advisor?: { id: string } }; draft?: { text: string } } }>(
        `/api/v1/cases/${number}`,
      )
    ).body.desk;

  const shipmentsOf = async (wanted: string) =>
    (await office.product.shipments()).filter(({ order }) => order === wanted).length;

  story('see that the other is there', async () => {
    const { hers, his } = await atOneCase();
    await his.getByText('Léa Marchand regarde ce dossier').waitFor();
    await hers.getByRole('button', { name: 'Répondre' }).click();
    await replyField(hers).fill('Bonjour');
    // Others are asked about every fifteen seconds.
    await hers.getByText('Paul Girard regarde ce dossier').waitFor({ timeout: 25_000 });
  });

  story('one takes the case: the other is told, and can neither decide nor write to the customer', async () => {
    const { buyer, number, hers, his } = await atOneCase();
    await hers.getByRole('button', { name: 'Prendre la main' }).click();
    await hers.getByRole('button', { name: 'Rendre la main au robot' }).waitFor();
    expect((await deskOf(number)).lease).toMatchObject({ holder: 'advisor', advisor: { id: lea.id } });
    await his.getByRole('button', { name: 'Léa Marchand', exact: true }).waitFor();
    await his.getByRole('button', { name: 'Tenu par Léa Marchand' }).waitFor();
    expect(await his.getByRole('button', { name: 'Prendre la main' }).count()).toBe(0);
    await option(his, 'Accepter').click();
    await confirmAmount(his);
    await his.getByText('quelqu’un d’autre s’en occupe').waitFor();
    await his.getByRole('button', { name: 'Répondre' }).click();
    await replyField(his).fill('Nous ne renvoyons rien.');
    const refused = his.waitForResponse((response) => response.url().endsWith('/decide'));
    await his.getByRole('button', { name: 'Envoyer', exact: true }).click();
    expect((await refused).status()).toBe(409);
    expect(await replyField(his).inputValue()).toBe('Nous ne renvoyons rien.');
    await office.product.idle();
    expect(await shipmentsOf(buyer.big)).toBe(0);
    expect((await office.product.outboxTo(buyer.address)).filter(({ text }) => text.includes('renvoyons'))).toEqual([]);
    await option(hers, 'Accepter').click();
    await confirmAmount(hers);
    await eventually('what the holder decided is done', async () =>
      (await shipmentsOf(buyer.big)) === 1 ? true : undefined,
    );
  });

  story('both write a reply: the second sees both texts, and chooses; nothing is lost', async () => {
    const { number, hers, his } = await atOneCase();
    await hers.getByRole('button', { name: 'Répondre' }).click();
    await his.getByRole('button', { name: 'Répondre' }).click();
    await Promise.all([replyField(hers).fill('Le texte de Léa.'), replyField(his).fill('Le texte de Paul.')]);
    const conflict = await eventually('one of them is shown both texts', async () => {
      for (const page of [hers, his]) if (await page.getByRole('alert').isVisible()) return page;
      return undefined;
    });
    const shown = conflict.getByRole('alert');
    await shown.getByText('Le texte de Léa.').waitFor();
    await shown.getByText('Le texte de Paul.').waitFor();
    const mine = conflict === hers ? 'Le texte de Léa.' : 'Le texte de Paul.';
    expect(await replyField(conflict).inputValue()).toBe(mine);
    await shown.getByRole('button', { name: 'Garder la mienne' }).click();
    await draftState(conflict).getByText('Brouillon enregistré').waitFor();
    expect((await deskOf(number)).draft?.text).toBe(mine);
    const other = conflict === hers ? his : hers;
    await eventually('the other is shown what is stored now', async () =>
      (await replyField(other).inputValue()) === mine ? true : undefined,
    );
  });
});
