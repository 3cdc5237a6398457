/** Replies with files, from templates and with copies; and a draft that two people write. */
import { describeReal } from '@facteur/real';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { eventually } from '../eventually.ts';
import { PDF } from '../mail.ts';
import { chromiumHere } from './chromium.ts';
import { draftState, openCase, replyField } from './console-pages.ts';
import { mailTo, question } from './customers.ts';
import { closeOffice, type Office, openOffice, story } from './office.ts';
import { type Colleague, hire } from './staff.ts';

const BLANK = '[[date de livraison]]';
const COPY = 'livraison@transport.example';

describeReal('Replies', await chromiumHere(), (program) => {
  let office: Office;
  let lea: Colleague;
  let hugo: Colleague;
  beforeAll(async () => {
    office = await openOffice(program);
    lea = await hire(office.product, 'Léa Marchand', 'advisor');
    hugo = await hire(office.product, 'Hugo Bernard', 'supervisor');
  }, 90_000);
  afterAll(closeOffice);

  /** A supervisor writes a template for everybody. */
  async function writeTemplate(): Promise<void> {
    const { page } = await office.sit(hugo);
    await page.goto('/organisation');
    await page.getByRole('button', { name: 'Nouveau modèle' }).click();
    const form = page.getByRole('dialog', { name: 'Nouveau modèle' });
    await form.getByRole('textbox', { name: 'Nom' }).fill('Date de livraison');
    await form
      .getByRole('textbox', { name: 'Texte' })
      .fill(`Bonjour,\n\nVotre colis du dossier {{case.number}} arrive le ${BLANK}.\n\n{{me.name}}`);
    await form.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByRole('heading', { name: /Date de livraison/, level: 3 }).waitFor();
  }

  story('a template’s blank holds the reply back until it is filled; the file and the copy leave with it', async () => {
    await writeTemplate();
    const { buyer, number } = await question(office);
    const { page, problems } = await office.sit(lea);
    const posts: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') posts.push(new URL(request.url()).pathname);
    });
    await openCase(page, number);
    await page.getByRole('button', { name: 'Répondre' }).click();
    await page.getByRole('button', { name: 'Modèle' }).click();
    await page.getByRole('option', { name: /^Date de livraison/ }).click();
    expect(await replyField(page).inputValue()).toBe(
      `Bonjour,\n\nVotre colis du dossier ${number} arrive le ${BLANK}.\n\nLéa Marchand`,
    );
    await page.getByText('Il reste un champ à remplir').waitFor();
    await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
    // What is refused is shown: the blank is selected, and typing fills it.
    await page.keyboard.type('vendredi');
    expect(await replyField(page).inputValue()).toContain('arrive le vendredi.');
    expect(posts.filter((path) => path.endsWith('/decide') || path.endsWith('/reply'))).toEqual([]);
    const chosen = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Joindre un fichier' }).click();
    await page.getByRole('menuitem', { name: 'Choisir un fichier…' }).click();
    await (await chosen).setFiles({ name: 'bon.pdf', mimeType: PDF.contentType, buffer: PDF.content });
    await page.getByRole('list', { name: 'Fichiers joints' }).getByText('bon.pdf').waitFor();
    await page.getByRole('button', { name: 'Cc / Cci' }).click();
    await page.getByRole('textbox', { name: 'Cc', exact: true }).fill(COPY);
    await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
    const sent = await mailTo(office, buyer.address, 'arrive le vendredi.');
    expect(sent.attachments.map(({ name }) => name)).toEqual(['bon.pdf']);
    expect(sent.cc.map(({ address }) => address)).toEqual([COPY]);
    await eventually('the review is over', async () => {
      const { reviews, status } = await office.product.case(number);
      return status === 'closed' && reviews.every((review) => review.status !== 'open') ? true : undefined;
    });
    expect(problems).toEqual([]);
  });

  story(
    'two advisors write one draft: each reads the other’s words without a reload, and all of them stay',
    async () => {
      const { buyer, number } = await question(office);
      const { page: hers } = await office.sit(lea);
      const { page: his } = await office.sit(hugo);
      await openCase(hers, number);
      await openCase(his, number);
      await hers.getByRole('button', { name: 'Répondre' }).click();
      await replyField(hers).fill('Bonjour,\n\nVotre vase est en stock.');
      await his.getByText('Brouillon de Léa Marchand').waitFor();
      await his.getByRole('button', { name: 'Répondre' }).click();
      expect(await replyField(his).inputValue()).toBe('Bonjour,\n\nVotre vase est en stock.');
      await replyField(his).press('Control+End');
      await replyField(his).pressSequentially('\n\nCordialement, Hugo');
      await replyField(hers).press('Control+Home');
      await replyField(hers).pressSequentially('Madame, ');
      const both = 'Madame, Bonjour,\n\nVotre vase est en stock.\n\nCordialement, Hugo';
      for (const page of [hers, his])
        await eventually('each reads what both wrote', async () =>
          (await replyField(page).inputValue()) === both ? true : undefined,
        );
      await draftState(hers).getByText('Brouillon enregistré').waitFor();
      await hers.getByRole('button', { name: 'Envoyer', exact: true }).click();
      expect((await mailTo(office, buyer.address, 'Votre vase')).text).toContain('Cordialement, Hugo');
      await eventually('the draft is gone for both', async () =>
        (await lea.get<{ desk: { draft?: object } }>(`/api/v1/cases/${number}`)).body.desk.draft === undefined
          ? true
          : undefined,
      );
    },
  );

  story('both change the same words: whoever is second is shown both, and chooses', async () => {
    const { number } = await question(office);
    const { page: hers } = await office.sit(lea);
    const { page: his } = await office.sit(hugo);
    await openCase(hers, number);
    await hers.getByRole('button', { name: 'Répondre' }).click();
    await replyField(hers).fill('Nous livrons mardi.');
    await draftState(hers).getByText('Brouillon enregistré').waitFor();
    await openCase(his, number);
    await Promise.all([replyField(hers).fill('Nous livrons mercredi.'), replyField(his).fill('Nous livrons jeudi.')]);
    const second = await eventually('one of them is shown both texts', async () => {
      for (const page of [hers, his]) if (await page.getByRole('alert').isVisible()) return page;
      return undefined;
    });
    const shown = second.getByRole('alert');
    await shown.getByText('Nous livrons mercredi.').waitFor();
    await shown.getByText('Nous livrons jeudi.').waitFor();
    const first = second === hers ? his : hers;
    await shown.getByRole('button', { name: 'Prendre l’autre' }).click();
    expect(await replyField(second).inputValue()).toBe(await replyField(first).inputValue());
  });
});
