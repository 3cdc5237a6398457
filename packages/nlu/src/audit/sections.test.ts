/** What authors read: on a terminal and as a page, in both languages. */
import { describe, expect, it } from '@jest/globals';
import type { Audit, AuditedExample } from './findings.ts';
import { auditPage } from './page.ts';
import { renderText } from './render-text.ts';
import { said } from './sections.ts';

const example = (line: number, text: string, intent: string | null): AuditedExample => ({ line, text, intent });
const colis = example(12, 'Où est mon <b>colis</b> ?', 'suivi-commande');
const now = { recall: 0.62, interval: [0.44, 0.77] } as const;

const found: Audit = {
  examples: 1_234,
  recognised: { share: 0.814, interval: [0.79, 0.84] },
  twins: [{ intents: ['avoir', 'remboursement'], shared: 9 }],
  contradictions: [{ isSame: true, examples: [colis, example(40, 'ou est mon colis', null)] }],
  labelErrors: Array.from({ length: 30 }, (_, at) => ({
    ...example(100 + at, `Phrase ${'x'.repeat(10 * at)}`, 'facture'),
    suggested: null,
    isAlone: at < 20,
    probabilities: [0.91, 0.03] as const,
  })),
  noise: 0.05,
  confusions: [
    { intents: ['facture', 'remboursement'], forth: [colis, colis, colis, colis], back: [colis], share: 0.31 },
  ],
  intents: [
    { intent: 'avoir', examples: 1, wordings: 1, recall: null, curve: [], advice: { kind: 'one-wording' } },
    {
      intent: 'facture',
      examples: 8,
      wordings: 8,
      recall: { share: 0.6, interval: [0.3, 0.8] },
      curve: [],
      advice: { kind: 'more', now, added: 10, after: { recall: 0.74, interval: [0.52, 0.88] } },
    },
    {
      intent: 'remboursement',
      examples: 30,
      wordings: 30,
      recall: null,
      curve: [],
      advice: { kind: 'not-by-more', now },
    },
    { intent: 'suivi-commande', examples: 30, wordings: 30, recall: null, curve: [], advice: { kind: 'enough', now } },
  ],
  curve: [
    { examples: 3, intents: 4, recall: 0.5 },
    { examples: null, intents: 4, recall: 0.81 },
  ],
  boundary: { from: 'examples', texts: [{ ...colis, between: ['suivi-commande', null], margin: 0.02 }] },
  duplicates: [{ intent: 'facture', isSame: false, examples: [colis, colis] }],
};
const nothing: Audit = {
  ...found,
  twins: [],
  contradictions: [],
  labelErrors: [],
  confusions: [],
  intents: [],
  curve: [],
  recognised: null,
  boundary: { from: 'unlabelled', texts: [] },
  duplicates: [],
};
const odd = [{ line: 7, reason: 'blank' as const }];

describe('renderText', () => {
  it.each(['fr', 'en'] as const)('has sections of ten lines at most below their advice (%s)', (language) => {
    const text = renderText(said(found, odd, language), language);
    for (const section of text.split('■ ').slice(1)) {
      const [, below = ''] = section.split('\n\n');
      expect(below.split('\n').length).toBeLessThanOrEqual(10);
    }
    expect(text.match(/■/g)).toHaveLength(6);
    expect(text).not.toMatch(/undefined|NaN|Infinity|\[object/);
  });

  it('says in French what to do, worst first, with the line of the file', () => {
    const text = renderText(said(found, odd, 'fr'), 'fr').replaceAll('\u00a0', ' ');
    expect(text).toContain('1 234 exemples, 4 intentions.');
    expect(text).toContain('Un exemple mis de côté est reconnu dans 81 % des cas (entre 79 % et 84 %).');
    expect(text).toContain('avoir et remboursement ont les mêmes exemples (9 en commun)');
    expect(text).toContain('suivi-commande, ligne 12 : « Où est mon <b>colis</b> ? »');
    expect(text).toContain('Classé facture, sans doute hors champ (91 % contre 3 %)');
    expect(text).toContain('avoir : 1 exemple, une seule formulation');
    expect(text).toContain(
      'facture (8 exemples) : 10 de plus feraient passer la part reconnue d’environ 62 % à environ 74 % (entre 52 % et 88 %)',
    );
    expect(text).toContain('Assez d’exemples : suivi-commande.');
    expect(text).toMatch(/… et \d+ de plus/);
  });

  it.each([
    { language: 'fr', none: 'Aucune intention n’est prise pour une autre.' },
    { language: 'en', none: 'No intent is taken for another.' },
  ] as const)('says so where nothing was found ($language)', ({ language, none }) => {
    const text = renderText(said(nothing, [], language), language);
    expect(text).toContain(none);
    expect(text).not.toContain('…');
  });

  it('cuts a text of a megabyte', () => {
    const long = {
      ...nothing,
      duplicates: [{ intent: 'a', isSame: true, examples: [example(1, 'mot '.repeat(250_000), 'a')] }],
    };
    expect(renderText(said(long, [], 'fr'), 'fr').length).toBeLessThan(2_000);
  });
});

describe('auditPage', () => {
  const page = (language: 'fr' | 'en', of = found): string =>
    auditPage({ audit: of, said: said(of, odd, language), language, subject: 'mes <exemples>.jsonl' });

  it('shows every finding, escaped, and needs nothing else', () => {
    expect(page('fr')).toContain('Où est mon &lt;b&gt;colis&lt;/b&gt; ?');
    expect(page('fr')).toContain('mes &lt;exemples&gt;.jsonl');
    expect(page('fr').match(/sans doute hors champ/g)).toHaveLength(20);
    expect(page('fr')).not.toMatch(/<script|<link|src=|href=|url\(|@import/);
  });

  it.each(['fr', 'en'] as const)('is for phones, light and dark (%s)', (language) => {
    expect(page(language)).toContain(`<html lang="${language}">`);
    expect(page(language)).toContain('width=device-width');
    expect(page(language)).toContain('prefers-color-scheme: dark');
    expect(page(language, nothing)).not.toMatch(/undefined|NaN|Infinity|\[object/);
  });
});
