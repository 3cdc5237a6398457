import { describe, expect, it } from '@jest/globals';
import { amountOf, asOwnReply, plainWords } from './foreseen.ts';

describe('the words of a mail', () => {
  it.each([
    { name: 'bold', markdown: 'Remboursé **49,90 €**.', expected: 'Remboursé 49,90 €.' },
    {
      name: 'a link',
      markdown: 'Suivez [votre colis](https://suivi.example/1).',
      expected: 'Suivez votre colis (https://suivi.example/1).',
    },
    { name: 'a heading', markdown: '## Retour\n\nVoici', expected: 'Retour\n\nVoici' },
    { name: 'a list', markdown: '- un\n- deux', expected: '- un\n- deux' },
    {
      name: 'a paragraph on several lines',
      markdown: 'Un\ndeux.\n\nTrois\n- a\n- b',
      expected: 'Un deux.\n\nTrois\n- a\n- b',
    },
    { name: 'what was escaped', markdown: 'CMD\\-1 \\* 2', expected: 'CMD-1 * 2' },
  ])('are plain: $name', ({ markdown, expected }) => {
    expect(plainWords(markdown)).toBe(expected);
  });

  it('leave blanks for what was only imagined, so that it cannot be sent so', () => {
    const text = 'L’envoi porte la référence (shipment simulé).';
    expect(asOwnReply({ purpose: 'answer', text }, 'fr', 'Léa')).toContain('la référence [[shipment]].');
  });

  it.each([
    { language: 'fr', expected: 'Bonjour,\n\nC’est fait.\n\nBien cordialement,\nLéa' },
    { language: 'en', expected: 'Hello,\n\nC’est fait.\n\nKind regards,\nLéa' },
    { language: 'de', expected: 'Hello,\n\nC’est fait.\n\nKind regards,\nLéa' },
  ])('become a mail of one’s own in $language', ({ language, expected }) => {
    expect(asOwnReply({ purpose: 'answer', text: 'C’est fait.' }, language, 'Léa')).toBe(expected);
  });
});

it.each([
  { input: { order: 'A', amount: { minor: 4990, currency: 'EUR' } }, expected: { minor: 4990, currency: 'EUR' } },
  { input: { order: 'A', amount: null, more: { minor: '1' } }, expected: undefined },
])('the amount of an operation is $expected', ({ input, expected }) => {
  expect(amountOf({ operation: 'x', input })).toEqual(expected);
});
