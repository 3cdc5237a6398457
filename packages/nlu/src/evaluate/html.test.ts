import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { detailsOf } from './details.ts';
import { evaluationPage } from './html.ts';
import { mappedIntents } from './page/charts.ts';
import { numbersIn, type PageLanguage } from './page/words.ts';
import { evaluate } from './report.ts';
import { scoreTable } from './score-table.ts';
import { madeAnswers } from './testing/made-answers.ts';

const table = scoreTable(madeAnswers(400));
const page = (language: PageLanguage, of = table): string =>
  evaluationPage({
    result: evaluate(of, { draws: 100, textsPerSecond: 1234.5, trainSeconds: 12.34 }),
    details: detailsOf(of, { risk: 0.05 }),
    language,
    subject: 'mails.jsonl',
  });

describe('evaluationPage', () => {
  // FACTEUR_UPDATE_GOLDEN=1 writes them anew: look at the difference, and at the page.
  it.each(['fr', 'en'] as const)('is the page that was last looked at (%s)', (language) => {
    const file = new URL(`golden/evaluation.${language}.html`, import.meta.url);
    if (process.env.FACTEUR_UPDATE_GOLDEN === '1') writeFileSync(file, page(language));
    expect(page(language)).toBe(readFileSync(file, 'utf8'));
  });

  it('escapes what customers wrote and needs nothing else to be shown', () => {
    expect(page('fr')).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; son duplicata');
    expect(page('fr')).not.toMatch(/<script|<link|src=|href=|url\(|@import/);
  });

  it('shows nothing measured as such', () => {
    const empty = page('fr', scoreTable([]));
    expect(empty).toContain('non mesuré');
    expect(empty).not.toMatch(/NaN|undefined|Infinity/);
    expect(page('en')).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('draws the most confused of many intents only', () => {
    const intents = Array.from({ length: 80 }, (_, at) => `intention-${at + 1}`);
    const many = scoreTable(madeAnswers(4_000, 1, intents));
    const shown = mappedIntents(detailsOf(many));
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.length).toBeLessThanOrEqual(20);
    expect(page('fr', many)).toContain(`Les ${shown.length} intentions les plus confondues, sur 80, sont dessinées.`);
  });
});

describe('numbersIn', () => {
  it.each([
    { language: 'fr', percent: '98,8 %', number: '1 234,50' },
    { language: 'en', percent: '98.8%', number: '1,234.50' },
  ] as const)('writes numbers as $language does', ({ language, percent, number }) => {
    const numbers = numbersIn(language);
    expect(numbers.percent(0.9876)).toBe(percent);
    expect(numbers.number(1234.5, 2)).toBe(number);
    expect([numbers.percent(null), numbers.number(123)]).toEqual(['–', '123']);
  });
});
