import { describe, expect, it } from '@jest/globals';
import { MAX_SENTENCES, sentencesOf } from './segment.ts';

const texts = (source: string): string[] => sentencesOf(source).map(({ text }) => text);

describe('sentencesOf', () => {
  it.each([
    {
      name: 'sentences',
      source: 'Mon colis est perdu. Que faire ?',
      expected: ['Mon colis est perdu.', 'Que faire ?'],
    },
    { name: 'lines', source: 'Mon colis est perdu\nrenvoyez-le', expected: ['Mon colis est perdu', 'renvoyez-le'] },
    {
      name: 'no line that a mail program broke',
      source: 'Je vous écris parce que ma commande n’est pas arrivée\nchez moi hier.',
      expected: ['Je vous écris parce que ma commande n’est pas arrivée\nchez moi hier.'],
    },
    { name: 'no abbreviation', source: 'J’ai vu M. Durand hier.', expected: ['J’ai vu M. Durand hier.'] },
    { name: 'no amount', source: 'Je veux mes 49.90 euros.', expected: ['Je veux mes 49.90 euros.'] },
    {
      name: 'lower case after a full stop',
      source: 'j ai rien recu. remboursez moi',
      expected: ['j ai rien recu.', 'remboursez moi'],
    },
  ])('cuts $name', ({ source, expected }) => {
    expect(texts(source)).toEqual(expected);
  });

  it.each([
    { source: 'Bonjour, je veux être remboursé. Merci d’avance', expected: ['je veux être remboursé.'] },
    { source: 'Madame, Monsieur,\n\nOù est ma commande ?\n\nCordialement,', expected: ['Où est ma commande ?'] },
    { source: 'bonjour ou est ma commande svp merci', expected: ['ou est ma commande svp'] },
    { source: 'Bonsoir Madame et Monsieur, remboursez-moi, merci beaucoup !', expected: ['remboursez-moi'] },
    { source: 'Merci de me rembourser.', expected: ['Merci de me rembourser.'] },
    { source: 'Je vous remercie de me renvoyer le colis.', expected: ['Je vous remercie de me renvoyer le colis.'] },
    {
      source: 'Merci pour votre réponse mais je veux un remboursement.',
      expected: ['Merci pour votre réponse mais je veux un remboursement.'],
    },
    { source: 'Merci de votre réponse rapide.', expected: [] },
    { source: 'Dear Sir or Madam, where is my order? Kind regards', expected: ['where is my order?'] },
    { source: 'Dans l’attente de votre réponse, je vous prie d’agréer mes salutations.', expected: [] },
    { source: 'Bonne journée à vous', expected: [] },
    { source: '😀 … !!! \n\n ', expected: [] },
    { source: '', expected: [] },
    { source: 'Merci, où en est ma commande ?', expected: ['où en est ma commande ?'] },
    {
      source: 'J’espère que vous allez bien, je voudrais un remboursement.',
      expected: ['je voudrais un remboursement.'],
    },
    { source: 'Merci beaucoup !\n\nClaire Martin', expected: [] },
    { source: 'Renvoyez le colis.\nBien cordialement, Claire Martin', expected: ['Renvoyez le colis.'] },
    { source: 'Bonjour,\nRemboursement', expected: ['Remboursement'] },
  ])('leaves the courtesies out of "$source"', ({ source, expected }) => {
    expect(texts(source)).toEqual(expected);
  });

  it('says where each sentence stands', () => {
    const source = ' Bonjour Éloïse,\n  « Où est mon colis ? » \nŒuvre cassée, merci.';
    for (const { start, end, text } of sentencesOf(source)) expect(source.slice(start, end)).toBe(text);
    expect(texts(source)).toContain('Œuvre cassée');
  });

  it.each([
    { name: 'a thousand lines', source: 'Où est mon colis ?\n'.repeat(1_000) },
    { name: 'a megabyte without a full stop', source: 'a b'.repeat(350_000) },
    { name: 'a megabyte of full stops', source: `${'.'.repeat(1_000_000)}x` },
    { name: 'a megabyte of blanks', source: `a${' '.repeat(1_000_000)}b` },
    { name: 'a megabyte of line ends', source: '\n'.repeat(1_000_000) },
  ])('is done with $name at once', ({ source }) => {
    const before = performance.now();
    expect(sentencesOf(source).length).toBeLessThanOrEqual(MAX_SENTENCES);
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});
