import { describe, expect, it } from '@jest/globals';
import type { Classifier } from '../classification.ts';
import { learnRelations, type MarkedMail, relationsFrom } from './relations.ts';

/** Every text that speaks of something lost asks for its whereabouts, and everything else for money. */
const classifier: Classifier = {
  id: 'lost-or-money',
  classify: async (texts) =>
    texts.map(({ text }) => ({
      intents: [{ intent: /perdu/.test(text) ? 'suivi-commande' : 'remboursement', probability: 0.9 }],
      outOfScope: 0.1,
      nearest: [],
    })),
  wordsFor: () => [],
};
const marked = (text: string, ...asked: readonly (readonly [string, string])[]): MarkedMail => ({
  subject: '',
  text,
  language: 'fr',
  requests: asked.map(([said, intent]) => ({
    start: text.indexOf(said),
    end: text.indexOf(said) + said.length,
    intent,
  })),
});
const refund = marked('Mon colis est perdu. Remboursez-moi.', ['Remboursez-moi', 'remboursement']);
const both = marked(
  'Mon colis est perdu. Remboursez-moi la lampe.',
  ['Mon colis est perdu', 'suivi-commande'],
  ['Remboursez-moi', 'remboursement'],
);

describe('what explains what', () => {
  it('is learned from what is told beside a request', async () => {
    const { explains } = await learnRelations(classifier, [refund, refund]);
    expect(explains?.('suivi-commande', 'remboursement')).toBe(true);
    expect(explains?.('remboursement', 'suivi-commande')).toBe(false);
  });

  it('needs more than one mail', async () => {
    const { explains } = await learnRelations(classifier, [refund]);
    expect(explains?.('suivi-commande', 'remboursement')).toBe(false);
  });

  it('is forgotten where both are asked for as often', async () => {
    const { explains } = await learnRelations(classifier, [refund, refund, both, both]);
    expect(explains?.('suivi-commande', 'remboursement')).toBe(false);
  });

  it('is nothing without mails', async () => {
    const { explains } = await learnRelations(classifier, []);
    expect(explains?.('suivi-commande', 'remboursement')).toBe(false);
  });
});

describe('what goes together', () => {
  it('is declared, and holds both ways', () => {
    const { areCompatible } = relationsFrom([], [['renvoi-colis', 'suivi-commande']]);
    expect(areCompatible?.('suivi-commande', 'renvoi-colis')).toBe(true);
    expect(areCompatible?.('renvoi-colis', 'remboursement')).toBe(false);
  });
});
