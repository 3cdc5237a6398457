import { describe, expect, it } from '@jest/globals';
import type { TimelineEntry } from './case-view.ts';
import { momentOf, stepsIn } from './moment.ts';

let at = 0;
const changed = (data: object, more: object = {}): TimelineEntry => {
  at += 1;
  const head = { journey: 'renvoi-colis', journeyHash: 'v1', change: 'stepped' };
  return { at: `T${at}`, topic: 'case.changed', eventId: `e${at}`, data: { ...head, ...more, data } };
};
const ORDER = { number: 'CMD-1', total: { minor: 4990, currency: 'EUR' } };
const TIMELINE = [
  { at: 'T0', topic: 'mail.received', eventId: 'm', data: {} },
  changed({ trail: ['renvoi-colis/collect', 'renvoi-colis/retrouver'], learned: { commande: 'CMD-1' } }),
  changed(
    {
      trail: ['renvoi-colis/choisir#2', 'renvoi-colis/valider'],
      learned: { order: ORDER },
      called: { step: 'retrouver', operation: 'boutique.order', input: { number: 'CMD-1' }, output: ORDER },
    },
    { explanation: 'retrouver : fait' },
  ),
  changed({ trail: ['renvoi-colis/choisir#1'], learned: { commande: 'CMD-2', order: null } }),
  changed(
    { trail: ['remboursement/collect'], learned: { montant: 5 } },
    { journey: 'remboursement', journeyHash: 'v2' },
  ),
];

describe('time travel', () => {
  it('shows the data, the calls, the rule and the version behind a step', () => {
    expect(momentOf(TIMELINE, 'choisir', 1)).toEqual({
      ...{ at: 'T2', journey: 'renvoi-colis', hash: 'v1', step: 'choisir', row: 2, explanation: 'retrouver : fait' },
      path: ['renvoi-colis/collect', 'renvoi-colis/retrouver', 'renvoi-colis/choisir#2'],
      data: { commande: 'CMD-1', order: ORDER },
      calls: [{ step: 'retrouver', operation: 'boutique.order', input: { number: 'CMD-1' }, output: ORDER }],
    });
  });

  it('takes the last visit unless another one is asked for', () => {
    expect(momentOf(TIMELINE, 'choisir')).toMatchObject({ row: 1, data: { commande: 'CMD-2' } });
    expect(momentOf(TIMELINE, 'choisir', 3)).toBeUndefined();
    expect(momentOf(TIMELINE, 'nulle-part')).toBeUndefined();
  });

  it('knows nothing of another run', () => {
    expect(momentOf(TIMELINE, 'collect')).toMatchObject({ hash: 'v2', data: { montant: 5 }, calls: [] });
  });

  it('names the steps that there are', () => {
    expect(stepsIn(TIMELINE)).toEqual(['collect', 'retrouver', 'choisir', 'valider']);
  });
});
