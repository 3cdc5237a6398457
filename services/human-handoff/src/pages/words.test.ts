import { caseStatusSchema, reviewReasonSchema } from '@facteur/contracts';
import { describe, expect, it } from '@jest/globals';
import { PAGE_LANGUAGES } from './language.ts';
import { inWords, outcomeInWords, stepInWords, wordsOf } from './words.ts';

const everyReason = PAGE_LANGUAGES.flatMap((language) =>
  reviewReasonSchema.options.map((reason) => ({ language, reason })),
);
const everyStatus = PAGE_LANGUAGES.flatMap((language) =>
  caseStatusSchema.options.map((status) => ({ language, status })),
);

describe('words', () => {
  it.each(everyReason)('say $reason in $language', ({ language, reason }) => {
    const { label, explanation } = wordsOf(language).reasons[reason];
    expect(label).toMatch(/^\p{Lu}\P{Lu}+$/u);
    expect(label.length).toBeLessThanOrEqual(24);
    expect(explanation).toMatch(/^\p{Lu}.+\.$/u);
  });

  it.each(everyStatus)('say $status in $language', ({ language, status }) => {
    expect(wordsOf(language).statuses[status]).toMatch(/^\p{Lu}\P{Lu}+$/u);
  });

  it.each(PAGE_LANGUAGES)('tell every reason and every status apart in %s', (language) => {
    const { reasons, statuses } = wordsOf(language);
    const labels = [...Object.values(reasons).map(({ label }) => label), ...Object.values(statuses)];
    expect(new Set(labels).size).toBe(reviewReasonSchema.options.length + caseStatusSchema.options.length);
  });

  it('count in the singular and the plural', () => {
    expect(wordsOf('fr').case.exchanged(1, 0)).toBe('1 mail reçu, 0 réponse envoyée');
    expect(wordsOf('en').case.exchanged(1, 0)).toBe('1 mail received, 0 replies sent');
  });
});

describe('names in words', () => {
  it.each([
    { name: 'demande-numero-commande', expected: 'Demande numero commande' },
    { name: 'customer.balance', expected: 'Customer balance' },
    { name: 'orderedOn', expected: 'Ordered on' },
    { name: '', expected: '' },
  ])('reads $name', ({ name, expected }) => {
    expect(inWords(name)).toBe(expected);
  });

  it.each([
    { step: 'collect:ask', expected: 'Réunir les informations' },
    { step: 'valider', expected: 'Valider' },
    { step: 'rembourser:review', expected: 'Rembourser (validation)' },
    { step: 'constructor', expected: 'Constructor' },
  ])('reads the step $step', ({ step, expected }) => {
    expect(stepInWords(step, wordsOf('fr'))).toBe(expected);
  });

  it.each([
    { outcome: 'resolved', expected: 'Résolu' },
    { outcome: 'bounce', expected: 'Avis de non-remise' },
    { outcome: 'geste-commercial', expected: 'Geste commercial' },
  ])('reads the outcome $outcome', ({ outcome, expected }) => {
    expect(outcomeInWords(outcome, wordsOf('fr'))).toBe(expected);
  });
});
