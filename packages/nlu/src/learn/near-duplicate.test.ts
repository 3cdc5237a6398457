import { describe, expect, it } from '@jest/globals';
import { knownTexts } from './near-duplicate.ts';

const known = knownTexts([
  { text: 'Je souhaite être remboursé de ma commande CMD-2026-00125.', language: 'fr' },
  { text: 'Where is my parcel?', language: 'en' },
]);

describe('a text that an example says already', () => {
  it.each([
    { name: 'itself', text: 'Je souhaite être remboursé de ma commande CMD-2026-00125.', language: 'fr' },
    { name: 'with another number', text: 'Je souhaite être remboursé de ma commande CMD-2026-99999', language: 'fr' },
    { name: 'without accents, in capitals', text: 'JE SOUHAITE ETRE REMBOURSE DE MA COMMANDE 12', language: 'fr' },
    { name: 'with a plural', text: 'Je souhaite être remboursé de ma commandes 12', language: 'fr' },
    {
      name: 'with courtesies',
      text: 'Bonjour Madame, je souhaite être remboursé de ma commande. Merci',
      language: 'fr',
    },
    { name: 'in English', text: 'where is my parcel', language: 'en' },
  ])('is known: $name', ({ text, language }) => {
    expect(known.has({ text, language })).toBe(true);
  });

  it.each([
    { name: 'another wish', text: 'Je souhaite être livré de ma commande CMD-2026-00125 samedi', language: 'fr' },
    { name: 'the same wish in other words', text: 'Rendez-moi mon argent pour CMD-2026-00125', language: 'fr' },
    {
      name: 'a longer story',
      text: 'Where is my parcel? I moved house last week and gave no new address.',
      language: 'en',
    },
    { name: 'no word at all', text: '…', language: 'fr' },
  ])('is new: $name', ({ text, language }) => {
    expect(known.has({ text, language })).toBe(false);
  });

  it('is known once it was added', () => {
    const texts = knownTexts([]);
    const one = { text: 'Mon colis est arrivé cassé', language: 'fr' };
    expect(texts.has(one)).toBe(false);
    texts.add(one);
    expect(texts.has(one)).toBe(true);
  });
});
