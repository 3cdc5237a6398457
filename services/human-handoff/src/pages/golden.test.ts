/** Whole pages against golden files. `FACTEUR_UPDATE_GOLDEN=1` writes them anew; read the difference before committing it. */
import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { caseListPage } from './case-list.ts';
import { casePage } from './case-page.ts';
import type { Html } from './html.ts';
import { SAMPLES, sampleDesk } from './testing/sample-desk.ts';
import { samplePage } from './testing/sample-page.ts';

/** One tag a line, so that a difference is easy to read; Unicode releases differ in their narrow spaces. */
function normalised({ markup }: Html): string {
  return `${markup
    .replaceAll(/[\u00a0\u202f]/g, ' ')
    .replaceAll('><', '>\n<')
    .replaceAll(/\n{2,}/g, '\n')
    .trim()}\n`;
}

async function golden(file: string, actual: string): Promise<string> {
  const url = new URL(`./fixtures/${file}`, import.meta.url);
  if (process.env.FACTEUR_UPDATE_GOLDEN === '1') await writeFile(url, actual);
  return readFile(url, 'utf8');
}

describe('pages', () => {
  it('show the list in French as before', async () => {
    const desk = sampleDesk();
    const [{ cases, cursor }, { reviews }] = await Promise.all([
      desk.cases({ limit: 50 }),
      desk.reviews({ limit: 20 }),
    ]);
    const actual = normalised(caseListPage(samplePage({ isDemo: true }), { cases, cursor, reviews }));
    expect(actual).toBe(await golden('list.fr.golden', actual));
  });

  it('show a case in English as before', async () => {
    const found = await sampleDesk().case(SAMPLES.refund);
    if (!found) throw new Error('the sample case is missing');
    const page = samplePage({ language: 'en', path: `/cases/${SAMPLES.refund}`, query: { lang: 'en' } });
    const actual = normalised(casePage(page, found));
    expect(actual).toBe(await golden('case.en.golden', actual));
  });
});
