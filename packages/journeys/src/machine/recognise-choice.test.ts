import { expect, it } from '@jest/globals';
import { recogniseChoice } from './recognise-choice.ts';

const CHOICES = new Map([
  ['perdu', ['perdu', 'jamais reçu', 'pas reçu', 'lost']],
  ['abîmé', ['abîmé', 'cassé', 'damaged']],
]);

it.each([
  { text: 'Mon colis est perdu.', expected: 'perdu' },
  { text: 'Mes commandes sont PERDUES !!', expected: 'perdu' },
  { text: 'la boite est abimée', expected: 'abîmé' },
  { text: 'abi\u0302me\u0301', expected: 'abîmé' },
  { text: 'Deux assiettes cassées', expected: 'abîmé' },
  { text: 'je ne l’ai jamais reçue', expected: 'perdu' },
  { text: 'pas recu', expected: 'perdu' },
  { text: 'it is lost', expected: 'perdu' },
  { text: 'Il n’est pas abîmé, il est perdu.', expected: 'perdu' },
  { text: 'Il n’est pas du tout abîmé', expected: undefined },
  { text: 'ni perdu ni abîmé', expected: undefined },
  { text: 'perdu ou abîmé, je ne sais pas', expected: undefined },
  { text: 'éperdument', expected: undefined },
  { text: 'reçu', expected: undefined },
  { text: '', expected: undefined },
])('"$text" → $expected', ({ text, expected }) => {
  expect(recogniseChoice(text, CHOICES)).toBe(expected);
});
