/** An audit from files to what an author reads, by words and letters alone. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { auditAsPage, auditAsText, runAudit } from './run-audit.ts';

/** Some twenty trainings of half a second each, on a machine that may be busy. */
jest.setTimeout(240_000);

const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  suivi: [
    'Où est mon colis ?',
    'Mon colis est en retard',
    'Quand mon colis arrive-t-il ?',
    'OU EST MON COLIS',
    'Suivi de colis',
  ],
  facture: [
    'Envoyez-moi la facture',
    'Il me faut une facture',
    'Facture de mars, merci',
    'Où est mon colis !',
    'Ma facture est fausse',
  ],
  resiliation: ['Je résilie'],
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facteur-audit-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('reads files and tells what is wrong with them, in words, as a page and as data', async () => {
  const [data, unlabelled] = [join(folder, 'examples.jsonl'), join(folder, 'texts.txt')];
  const lines = Object.entries(EXAMPLES).flatMap(([intent, texts]) =>
    texts.map((text) => JSON.stringify({ text, intent })),
  );
  await writeFile(data, `${[...lines, JSON.stringify({ text: ' ', intent: 'suivi' })].join('\n')}\n`);
  await writeFile(unlabelled, 'Facture de mon colis\nJe résilie\n');
  const report = await runAudit({ data, unlabelled, encoder: 'none' });
  expect(report.examples).toBe(11);
  expect(report.odd).toEqual([{ line: 12, reason: 'blank' }]);
  expect(report.contradictions[0]?.examples.map(({ line }) => line)).toEqual([1, 4, 9]);
  expect(report.intents[0]).toMatchObject({ intent: 'resiliation', advice: { kind: 'one-wording' } });
  expect(report.duplicates[0]?.examples.map(({ line }) => line)).toEqual([1, 4]);
  expect(report.boundary.from).toBe('unlabelled');
  expect(report.boundary.texts.map(({ line }) => line)).not.toContain(2);
  expect(auditAsText(report, 'fr')).toContain('resiliation : 1 exemple, une seule formulation');
  expect(auditAsText(report, 'en')).toContain('Same text, several intents: keep one.');
  expect(auditAsPage(report, 'fr', data)).toContain('Intentions qui manquent d’exemples');
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
});
