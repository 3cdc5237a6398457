import { relationsOf } from '@facteur/nlu';
import { describe, expect, it } from '@jest/globals';
import { relationsAmong } from './relations-among.ts';

const request = (intent: string) => ({ intents: [{ intent, probability: 0.9 }] });
const relations = relationsOf([['suivi-commande', 'renvoi-colis']], [['colis-perdu', 'remboursement']]);

describe('requests of one mail', () => {
  it.each([
    {
      name: 'go together where journeys say so, in either order',
      intents: ['renvoi-colis', 'suivi-commande'],
      expected: [{ one: 0, other: 1, relation: 'compatible' }],
    },
    {
      name: 'do not where nobody says so',
      intents: ['remboursement', 'suivi-commande'],
      expected: [{ one: 0, other: 1, relation: 'incompatible' }],
    },
    {
      name: 'explain each other, the reason first',
      intents: ['remboursement', 'colis-perdu'],
      expected: [{ one: 1, other: 0, relation: 'explains' }],
    },
    {
      name: 'are named by the first of those that ask for the same',
      intents: ['remboursement', 'remboursement', 'suivi-commande'],
      expected: [{ one: 0, other: 2, relation: 'incompatible' }],
    },
    { name: 'stand in no relation to themselves', intents: ['remboursement', 'remboursement'], expected: [] },
  ])('$name', ({ intents, expected }) => {
    expect(relationsAmong(intents.map(request), relations)).toEqual(expected);
  });

  it('are bounded in number, with their pairs', () => {
    const many = Array.from({ length: 200 }, (_, at) => request(`intent-${at}`));
    expect(relationsAmong([...many, { intents: [] }], {})).toHaveLength(45);
  });
});
