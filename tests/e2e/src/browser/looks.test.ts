/** Every page: for everybody (axe, sizes, widths), light and dark, small enough to load, and within its security policy. */
import { describeReal } from '@facteur/real';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '../eventually.ts';
import { lost, unclear } from '../texts.ts';
import { chromiumHere } from './chromium.ts';
import { decision, rows } from './console-pages.ts';
import { closeOffice, type Office, openOffice, story } from './office.ts';
import { axeFindings, backgroundOf, sidewaysPx, smallTargets } from './page-checks.ts';
import { type Colleague, hire } from './staff.ts';

interface Look {
  readonly name: string;
  readonly path: string;
  /** Shown when the page is there. */
  readonly ready: (page: Page) => Promise<void>;
  readonly isStranger?: boolean;
}

const WIDTHS = [360, 768, 1440];
const MAX_SCRIPT_BYTES = 250_000;

/** Something of each kind that a team sets up, and the words by which it is seen. */
const SET_UP = {
  templates: {
    shown: 'Date de livraison',
    body: { title: 'Date de livraison', language: 'fr', text: 'Votre colis arrive le [[date]].', scope: 'all' },
  },
  macros: {
    shown: 'À rappeler',
    body: { title: 'À rappeler', scope: 'all', actions: [{ do: 'tag', tag: 'rappel' }] },
  },
  rules: {
    shown: 'Vases',
    // By name: an object with `then` in it looks like a promise.
    body: {
      title: 'Vases',
      isOn: true,
      when: { words: ['vase'] },
      ...Object.fromEntries([['then', { tags: ['fragile'] }]]),
    },
  },
  tags: { shown: 'fragile', body: undefined },
  goals: {
    shown: 'Toutes les boîtes',
    body: { goals: [{ mailbox: '*', priority: '*', minutes: 120 }] },
  },
  views: { shown: 'Urgents', body: { title: 'Urgents', scope: 'all', filter: { priority: 'urgent' } } },
};

const headed = (name: string) => (page: Page) => page.getByRole('heading', { name, level: 1 }).waitFor();

describeReal('The console looks right', await chromiumHere(), (program) => {
  let office: Office;
  let ines: Colleague;
  let waiting: string;
  beforeAll(async () => {
    office = await openOffice(program);
    ines = await hire(office.product, 'Inès Perrin', 'admin');
    for (const text of [lost, unclear, lost]) {
      const { address, big } = office.next();
      await office.product.send({ from: address, subject: 'Ma commande n’est jamais arrivée', text: text(big) });
    }
    for (const [kind, { body }] of Object.entries(SET_UP))
      if (body !== undefined) expect(await ines.post(`/api/v1/desk/${kind}`, body)).toMatchObject({ status: 200 });
    await office.product.idle();
    waiting = (await office.product.reviews())[0]?.caseNumber ?? '';
  }, 90_000);
  afterAll(closeOffice);

  const queue: Look = { name: 'the queue', path: '/', ready: (page) => rows(page).first().waitFor() };
  const LOOKS: readonly Look[] = [
    queue,
    { name: 'a case', path: '/cases/', ready: (page) => decision(page).waitFor() },
    {
      name: 'search',
      path: '/search?q=commande',
      ready: (page) => page.getByText(/\d dossiers? trouvés?/).waitFor(),
    },
    {
      name: 'supervision',
      path: '/supervision',
      ready: (page) => page.getByRole('rowheader', { name: 'Renvoi d’un colis perdu ou abîmé' }).waitFor(),
    },
    ...Object.entries(SET_UP).map(([section, { shown }]) => ({
      ...{ name: `organisation, ${section}`, path: `/organisation?section=${section}` },
      ready: (page: Page) => page.getByRole('main').getByText(shown).first().waitFor(),
    })),
    {
      name: 'a customer',
      path: '/customer?address=camille.0000@courriel.example',
      ready: (page) => page.getByRole('heading', { name: 'En cours' }).waitFor(),
    },
    { name: 'a new mail', path: '/new', ready: headed('Nouveau') },
    { name: 'a call', path: '/new?kind=call', ready: headed('Nouveau') },
    { name: 'what is learned', path: '/learning', ready: headed('Apprentissage') },
    { name: 'settings', path: '/settings', ready: (page) => page.getByText(ines.email).first().waitFor() },
    { name: 'the demo page', path: '/demo', ready: headed('Envoyer un mail comme un client') },
    { name: 'sign-in', path: '/', ready: headed('Connexion'), isStranger: true },
  ];

  async function everySize(page: Page): Promise<string[]> {
    const found: string[] = [];
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const tooWide = await sidewaysPx(page);
      if (tooWide > 0) found.push(`${width} px: scrolls sideways by ${tooWide} px`);
      found.push(...(await smallTargets(page)).map((target) => `${width} px: small target ${target}`));
    }
    return found;
  }

  for (const { name, path, ready, isStranger = false } of LOOKS)
    story(`on ${name}: for everybody, in light and dark, at every width, within its policy`, async () => {
      const { page, problems } = await office.sit(isStranger ? undefined : ines, { colorScheme: 'light' });
      const answer = await page.goto(path === '/cases/' ? `/cases/${waiting}` : path);
      await ready(page);
      const light = await axeFindings(page);
      const colourInLight = await backgroundOf(page);
      await page.emulateMedia({ colorScheme: 'dark' });
      await eventually('it is dark', async () => ((await backgroundOf(page)) === colourInLight ? undefined : true));
      const dark = await axeFindings(page);
      expect({ light, dark, sizes: await everySize(page) }).toEqual({ light: [], dark: [], sizes: [] });
      const policy = answer?.headers()['content-security-policy'];
      for (const part of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"])
        expect(policy).toContain(part);
      // Whoever has no session is answered 401 to « who am I », of which the browser tells.
      expect(problems.filter((problem) => !isStranger || !/401.*\/api\/v1\/me/.test(problem))).toEqual([]);
    });

  story('and the queue comes with less than 250 kB of script', async () => {
    const { page } = await office.sit(ines);
    const sizes: Promise<number>[] = [];
    page.on('requestfinished', (request) => {
      if (request.resourceType() === 'script')
        sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
    });
    await page.goto(queue.path);
    await queue.ready(page);
    const bytes = await eventually('scripts were loaded', async () =>
      sizes.length > 0 ? (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) : undefined,
    );
    process.stdout.write(`The queue's scripts: ${bytes} bytes on the wire, in ${sizes.length} files\n`);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(MAX_SCRIPT_BYTES);
  });
});
