import { describe, expect, it } from '@jest/globals';
import { wishesOf } from './wishes.ts';

const wishes = (text: string, asksNothing = false) =>
  Object.entries(wishesOf('', text, asksNothing)).flatMap(([name, is]) => (is ? [name] : []));

describe('what a mail wants of the conversation', () => {
  it.each([
    { text: 'Je voudrais parler à un conseiller.', wants: ['human'] },
    { text: 'Y a-t-il un être humain chez vous ?', wants: ['human'] },
    { text: 'J’en ai marre des réponses automatiques', wants: ['human'] },
    { text: 'merci de me passer quelqu’un, je ne parle pas à un robot', wants: ['human'] },
    { text: 'Rappelez-moi au 06 12 34 56 78.', wants: ['human'] },
    { text: 'I want to talk to a real person', wants: ['human'] },
    { text: 'Laissez tomber, je l’ai retrouvé.', wants: ['withdraws'] },
    { text: 'Ne tenez pas compte de mon mail précédent.', wants: ['withdraws'] },
    { text: 'Annulez ma demande svp', wants: ['withdraws'] },
    { text: 'Bonne nouvelle : le problème est résolu !', wants: ['withdraws'] },
    { text: 'C’est finalement bon, tout est rentré dans l’ordre', wants: ['withdraws'] },
    { text: 'You can close this ticket, the issue has been fixed', wants: ['withdraws'] },
    { text: 'Où est mon colis ?', wants: [] },
    { text: 'Annulez ma commande CMD-2026-00123', wants: [] },
    { text: 'Le problème n’est pas résolu', wants: [] },
    { text: 'Je vous écrirai si le problème est réglé', wants: [] },
    { text: 'Une fois encore c’est bon marché', wants: [] },
    { text: 'Le livreur a laissé le colis à quelqu’un d’autre', wants: [] },
  ])('hears $wants in "$text"', ({ text, wants }) => {
    expect(wishes(text)).toEqual(wants);
  });

  it('takes thanks for thanks only where nothing is asked', () => {
    expect(wishes('Merci beaucoup, bien reçu !', true)).toEqual(['thanks']);
    expect(wishes('Merci de me dire où est mon colis')).toEqual([]);
    expect(wishes('D’accord.', true)).toEqual([]);
  });

  it('takes time that grows with the text alone', () => {
    const seconds = (size: number) => {
      const text = 'passez moi pas a parler a un de '.repeat(size);
      const start = performance.now();
      wishesOf(text, text, true);
      return performance.now() - start;
    };
    seconds(200);
    expect(seconds(600)).toBeLessThan(20 * Math.max(seconds(200), 1));
  });
});
