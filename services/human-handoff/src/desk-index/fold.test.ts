import { describe, expect, it } from '@jest/globals';
import { editsBetween, forgiven } from './edits.ts';
import { fold, soughtIn, wordsIn } from './fold.ts';

describe('folding', () => {
  it.each([
    { text: 'Été À Œuvre Straße', folded: 'ete a oeuvre strasse' },
    { text: 'ÇA Noël', folded: 'ca noel' },
    { text: 'plain ASCII', folded: 'plain ascii' },
  ])('takes case and accents from $text', ({ text, folded }) => {
    expect(fold(text)).toBe(folded);
  });

  it.each([
    { text: 'CMD-2026-00042', words: ['cmd', '2026', '00042', 'cmd202600042'] },
    { text: 'l’été d’Anaïs', words: ['ete', 'anais'] },
    { text: 'camille.durand@courriel.example', words: ['camille', 'durand', 'courriel', 'example'] },
    { text: 'a 7 ok', words: ['ok'] },
  ])('finds the words of $text', ({ text, words }) => {
    expect([...wordsIn(text)]).toEqual(words);
  });

  it('looks for a number as a whole, or by its parts', () => {
    expect(soughtIn('cmd-42')).toEqual([{ parts: ['cmd', '42'], whole: 'cmd42' }]);
  });
});

describe('typing errors', () => {
  it.each([
    { a: 'remboursement', b: 'rembousement', edits: 1 },
    { a: 'durand', b: 'duarnd', edits: 1 },
    { a: 'livraison', b: 'livrezon', edits: 3 },
    { a: 'livraison', b: 'livraisson', edits: 1 },
    { a: 'colis', b: 'colis', edits: 0 },
  ])('counts $edits between $a and $b', ({ a, b, edits }) => {
    expect(editsBetween(a, b, 3)).toBe(edits);
    expect(editsBetween(b, a, 3)).toBe(edits);
  });

  it.each([
    { word: 'robe', errors: 0 },
    { word: 'colis', errors: 1 },
    { word: 'commande', errors: 1 },
    { word: 'livraison', errors: 2 },
    { word: 'cmd202600042', errors: 0 },
  ])('forgives $errors in $word', ({ word, errors }) => {
    expect(forgiven(word)).toBe(errors);
  });

  it('stops counting above what is forgiven', () => {
    expect(editsBetween('remboursement', 'anniversaire', 2)).toBe(3);
  });
});
