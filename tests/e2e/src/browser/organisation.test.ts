/** What a team sets up for itself, on the pages of the console: rules, goals, tags and macros, and what they do to cases. */
import { describeReal } from '@facteur/real';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { eventually } from '../eventually.ts';
import { unclear } from '../texts.ts';
import { chromiumHere } from './chromium.ts';
import { dialogue, openCase, replyField, rowOf, rows } from './console-pages.ts';
import { question, waitingCase } from './customers.ts';
import { closeOffice, type Office, openOffice, story } from './office.ts';
import { type Colleague, hire } from './staff.ts';

const TWO_HOURS_MS = 2 * 3_600_000;

interface Shown {
  readonly desk: { readonly tags: readonly string[]; readonly assignee?: string; readonly notes: readonly object[] };
}
interface Item {
  readonly number: string;
  readonly since: string;
  readonly dueAt?: string;
}

describeReal('What a team sets up', await chromiumHere(), (program) => {
  let office: Office;
  let lea: Colleague;
  let hugo: Colleague;
  beforeAll(async () => {
    office = await openOffice(program);
    lea = await hire(office.product, 'Léa Marchand', 'advisor');
    hugo = await hire(office.product, 'Hugo Bernard', 'supervisor');
  }, 90_000);
  afterAll(closeOffice);

  const deskOf = async (number: string) => (await lea.get<Shown>(`/api/v1/cases/${number}`)).body.desk;
  const section = async (who: Colleague, name: string) => {
    const window = await office.sit(who);
    await window.page.goto(`/organisation?section=${name}`);
    return window;
  };
  const save = async (form: Locator) => {
    await form.getByRole('button', { name: 'Enregistrer' }).click();
    await form.waitFor({ state: 'detached' });
  };
  const pick = async (page: Page, list: Locator, value: string) => {
    await list.click();
    await page.getByRole('option', { name: value, exact: true }).click();
  };

  story('a rule tags the next case that it means, and gives it to somebody; others it leaves alone', async () => {
    const { page, problems } = await section(hugo, 'rules');
    await page.getByRole('button', { name: 'Nouvelle règle' }).click();
    const form = dialogue(page, 'Nouvelle règle');
    await form.getByRole('textbox', { name: 'Nom' }).fill('Vases');
    await form
      .getByRole('textbox', { name: 'le message contient' })
      .or(form.getByRole('combobox', { name: 'le message contient' }))
      .fill('vase');
    await page.keyboard.press('Enter');
    await form
      .getByRole('textbox', { name: 'ajouter l’étiquette' })
      .or(form.getByRole('combobox', { name: 'ajouter l’étiquette' }))
      .fill('fragile');
    await page.keyboard.press('Enter');
    await form.getByRole('button', { name: 'Ajouter une conséquence' }).click();
    await page.getByRole('menuitem', { name: 'attribuer' }).click();
    await pick(
      page,
      form
        .getByRole('combobox', { name: 'attribuer' })
        .or(form.getByRole('textbox', { name: 'attribuer' }))
        .first(),
      'Léa Marchand',
    );
    await save(form);
    await page.getByRole('switch', { name: 'Activer la règle « Vases »' }).waitFor();
    const meant = await waitingCase(office, 'Mon vase', ({ small }) => unclear(small));
    const other = await question(office);
    const { page: hers } = await office.sit(lea);
    await hers.goto('/?state=mine');
    await rowOf(hers, meant.buyer).getByText('fragile').waitFor();
    expect(await deskOf(meant.number)).toMatchObject({ tags: ['fragile'], assignee: lea.id });
    await office.product.idle();
    const untouched = await deskOf(other.number);
    expect([untouched.tags, untouched.assignee]).toEqual([[], undefined]);
    expect(problems).toEqual([]);
  });

  story('a tag is renamed everywhere: on cases, and in the rule that sets it', async () => {
    const tagged = await waitingCase(office, 'Un vase', ({ small }) => unclear(small));
    await eventually('the rule has tagged it', async () =>
      (await deskOf(tagged.number)).tags.includes('fragile') ? true : undefined,
    );
    const { page, problems } = await section(hugo, 'tags');
    await page.getByRole('button', { name: /^Actions sur l’étiquette « fragile/ }).click();
    await page.getByRole('menuitem', { name: 'Renommer…' }).click();
    const rename = page.getByRole('dialog');
    await rename.getByRole('textbox', { name: 'Nouveau nom' }).fill('à manier doucement');
    await rename.getByRole('button', { name: 'Renommer' }).click();
    await page.getByRole('row', { name: /à manier doucement/ }).waitFor();
    expect((await deskOf(tagged.number)).tags).toEqual(['à manier doucement']);
    const next = await waitingCase(office, 'Encore un vase', ({ small }) => unclear(small));
    await eventually('the rule sets the new tag', async () =>
      (await deskOf(next.number)).tags.includes('à manier doucement') ? true : undefined,
    );
    expect(problems).toEqual([]);
  });

  story('a goal says by when a case is to be handled', async () => {
    const { page, problems } = await section(hugo, 'goals');
    await page.getByRole('textbox', { name: /toutes les boîtes, priorité toute priorité/i }).fill('2 h');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Les objectifs sont enregistrés.').waitFor();
    const { buyer, number } = await question(office);
    const { page: hers } = await office.sit(lea);
    await hers.goto('/');
    await rowOf(hers, buyer)
      .getByText(/échéance/)
      .waitFor();
    const { body } = await lea.get<{ items: readonly Item[] }>('/api/v1/desk?state=unassigned');
    const item = body.items.find((one) => one.number === number);
    expect(Date.parse(item?.dueAt ?? '') - Date.parse(item?.since ?? '')).toBe(TWO_HOURS_MS);
    expect(problems).toEqual([]);
  });

  story(
    'a macro does several things in one: it tags, takes a note and prepares a reply, which nobody has sent',
    async () => {
      const text = 'Bonjour,\n\nNous vous rappelons demain.';
      await lea.post('/api/v1/desk/templates', { title: 'Rappel', language: 'fr', text, scope: 'me' });
      const { page, problems } = await section(lea, 'macros');
      await page.getByRole('button', { name: 'Nouvelle macro' }).click();
      const form = dialogue(page, 'Nouvelle macro');
      await form.getByRole('textbox', { name: 'Nom' }).fill('À rappeler');
      for (const [kind, place, value] of [
        ['Ajouter l’étiquette', 'Geste 1', 'rappel'],
        ['Écrire une note interne', 'Geste 2', 'À rappeler demain.'],
      ] as const) {
        await form.getByRole('button', { name: 'Ajouter un geste' }).click();
        await page.getByRole('menuitem', { name: kind }).click();
        await form
          .getByLabel(new RegExp(`^${place},`))
          .first()
          .fill(value);
      }
      await form.getByRole('button', { name: 'Ajouter un geste' }).click();
      await page.getByRole('menuitem', { name: 'Préparer la réponse' }).click();
      await pick(
        page,
        form.getByRole('combobox', { name: /^Geste 3,/ }).or(form.getByRole('textbox', { name: /^Geste 3,/ })),
        'Rappel',
      );
      await save(form);
      const { buyer, number } = await question(office);
      await office.product.idle();
      const before = await office.product.outboxTo(buyer.address);
      await openCase(page, number);
      await page.getByRole('button', { name: 'Répondre' }).click();
      await replyField(page).waitFor();
      await page.getByRole('button', { name: 'Macro' }).click();
      await page.getByRole('option', { name: /À rappeler/ }).click();
      await page.getByRole('button', { name: 'Retirer l’étiquette rappel' }).waitFor();
      await page.getByRole('region', { name: 'Notes internes' }).getByText('À rappeler demain.').waitFor();
      expect(await deskOf(number)).toMatchObject({ tags: ['rappel'] });
      expect(await replyField(page).inputValue()).toBe(text);
      await page.goto('/');
      await rows(page).filter({ hasText: 'rappel' }).waitFor();
      await office.product.idle();
      expect(await office.product.outboxTo(buyer.address)).toHaveLength(before.length);
      expect(problems).toEqual([]);
    },
  );
});
