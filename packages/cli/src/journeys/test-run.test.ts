/** The tests of journeys from a folder to what an author reads, with the data finder of production. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { SHIPPED_JOURNEYS } from '../load-journeys.ts';
import { loadSettings } from '../load-settings.ts';
import { finderFor } from './test-find-data.ts';
import { runTests, testRunAsText } from './test-run.ts';

const settings = loadSettings({});
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facteur-tests-'));
  for (const name of ['suivi-commande', 'remboursement']) {
    await cp(join(SHIPPED_JOURNEYS, name), join(folder, name), { recursive: true });
  }
  await change('suivi-commande/journey.yaml', 'compatible-with: [renvoi-colis]', 'compatible-with: [remboursement]');
});
afterEach(() => rm(folder, { recursive: true }));

async function change(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(join(folder, file), 'utf8');
  expect(text).toContain(from);
  await writeFile(join(folder, file), text.replace(from, to));
}

it('passes the shipped tests, which reach everything, with random walks', async () => {
  const run = await runTests({ folder, fuzz: 30, minCoverage: 100 }, settings);
  expect(testRunAsText(run, 'fr')).toMatch(
    /^✓ remboursement : 10 essais réussis ; étapes 100 % \(\d+\/\d+\), règles 100 % \(5\/5\)\n✓ suivi-commande : 8 essais réussis/,
  );
  expect(testRunAsText(run, 'en')).toContain('✓ remboursement: 30 random walks, 0 fault(s)');
  expect(run.isOk).toBe(true);
});

it.each([
  {
    name: 'a test that fails',
    file: 'suivi-commande/tests/livree.yaml',
    from: 'reply: livree',
    to: 'reply: expediee',
    told: 'suivi-commande/tests/livree.yaml:6:15\n      réponse :\n        attendu  expediee\n        obtenu   livree',
  },
  {
    name: 'a test with a misspelt key',
    file: 'suivi-commande/tests/livree.yaml',
    from: '- expect',
    to: '- expct',
    told: 'suivi-commande/tests/livree.yaml:6:5\n      ici il faut une ligne',
  },
  {
    name: 'a row that no test reaches any more',
    file: 'suivi-commande/tests/livree.yaml',
    from: 'status: delivered',
    to: 'status: shipped',
    told: 'règle 4 de « ou-en-est-elle » jamais prise (order.status = "delivered") — ',
  },
  {
    name: 'a journey with a fault',
    file: 'suivi-commande/journey.yaml',
    from: 'otherwise: verifier',
    to: 'otherwise: verifie',
    told: 'suivi-commande/journey.yaml:23:24: il n’y a pas d’étape « verifie »',
  },
])('is not content with $name', async ({ file, from, to, told }) => {
  await change(file, from, to);
  const run = await runTests({ folder, only: 'suivi-commande', minCoverage: 100 }, settings);
  expect(testRunAsText(run, 'fr')).toContain(told);
  expect(run.isOk).toBe(false);
});

it('fails below the coverage asked for, and only then', async () => {
  await rm(join(folder, 'suivi-commande/tests/deja-remboursee.yaml'));
  const runWith = (minCoverage: number) => runTests({ folder, only: 'suivi-commande', minCoverage }, settings);
  expect(await runWith(100)).toMatchObject({ isOk: false, belowCoverage: ['suivi-commande'] });
  expect(await runWith(83)).toMatchObject({ isOk: true, belowCoverage: [] });
});

it('refuses a journey that is not there', async () => {
  await expect(runTests({ folder, only: 'suivi' }, settings)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('finds data as production does, days counted from the day of the test', () => {
  const find = finderFor({ country: 'FR' });
  expect(find('Commande CMD-2026-00123, 49,90 €, reçue hier.', '2026-11-16')).toEqual({
    'order-number': ['CMD-2026-00123'],
    money: [{ minor: 4990, currency: 'EUR' }],
    date: ['2026-11-15'],
  });
});
