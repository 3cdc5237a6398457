import { describe, expect, it } from '@jest/globals';
import { explainedIn, relationsOf, type SeenPair } from './relations.ts';

/** A refund for which a lost parcel was told in `told` mails and asked about as well in `asked`. */
const mails = (told: number, asked: number): SeenPair[] =>
  Array.from({ length: told + asked }, (_, at) => ({
    ...{ reason: 'suivi-commande', request: 'remboursement' },
    isAsked: at >= told,
  }));

describe('what explains what', () => {
  it('is learned once it is sure to be asked for as well in at most a tenth of the mails', () => {
    expect(explainedIn(mails(28, 0))).toEqual([]);
    expect(explainedIn(mails(29, 0))).toEqual([['suivi-commande', 'remboursement']]);
    expect(explainedIn(mails(29, 1))).toEqual([]);
    expect(explainedIn(mails(45, 1))).toEqual([['suivi-commande', 'remboursement']]);
  });

  it('holds for each pair apart, and one way only', () => {
    const back = mails(10, 0).map(({ reason, request, isAsked }) => ({ reason: request, request: reason, isAsked }));
    const { explains } = relationsOf([], explainedIn([...mails(29, 0), ...back]));
    expect(explains('suivi-commande', 'remboursement')).toBe(true);
    expect(explains('remboursement', 'suivi-commande')).toBe(false);
  });

  it('is nothing without mails', () => {
    expect(explainedIn([])).toEqual([]);
    expect(relationsOf().explains('suivi-commande', 'remboursement')).toBe(false);
  });
});

describe('what goes together', () => {
  it('is declared, and holds both ways', () => {
    const { areCompatible } = relationsOf([['renvoi-colis', 'suivi-commande']]);
    expect(areCompatible('suivi-commande', 'renvoi-colis')).toBe(true);
    expect(areCompatible('renvoi-colis', 'remboursement')).toBe(false);
  });
});
