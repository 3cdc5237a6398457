import { describe, expect, it } from '@jest/globals';
import { SURE } from '../found.ts';
import { confidenceOf, valuesOf } from '../testing/values.ts';

describe('phones', () => {
  it.each([
    { text: '06.12.34.56.78', expected: '+33612345678' },
    { text: '+33 (0)6 12 34 56 78', expected: '+33612345678' },
    { text: 'mon gsm 0470 12 34 56', expected: '+32470123456' },
    { text: 'natel 079 123 45 67', expected: '+41791234567' },
    { text: '514-555-0142', expected: '+15145550142' },
    { text: 'au Maroc : 0661 12 34 56', expected: '+212661123456' },
    { text: 'à Alger, 0551 23 45 67', expected: '+213551234567' },
    { text: 'à Tunis, tél. 20 123 456', expected: '+21620123456' },
    { text: '06 12 34 56 78 75001 Paris', expected: '+33612345678' },
  ])('"$text" is $expected', ({ text, expected }) => {
    expect(valuesOf('phone', text)).toEqual([expected]);
  });

  it('are read as the country at hand writes them', () => {
    expect(valuesOf('phone', '0470123456', { country: 'BE' })).toEqual(['+32470123456']);
    expect(valuesOf('phone', '0470123456')).toEqual(['+33470123456']);
  });

  it.each(['06 12 34 56', '12345678', 'réf 4006381333931', 'le 12.11.2026', '1 234 567,89', 'CMD-2026-06123'])(
    '"%s" is none',
    (text) => {
      expect(valuesOf('phone', text)).toEqual([]);
    },
  );
});

describe('names', () => {
  it.each([
    { text: 'Je m’appelle Claire Martin et j’attends.', expected: 'Claire Martin' },
    { text: 'je m’appelle kevin dubois et je suis client', expected: 'Kevin Dubois' },
    { text: 'Votre collègue Mme Dupuis a dit oui.', expected: 'Dupuis' },
    { text: 'Au nom de M. Le Dantec', expected: 'Le Dantec' },
    { text: 'Merci.\nBien cordialement,\nMARC DELVAUX', expected: 'Marc Delvaux' },
    { text: 'Où est mon colis ?\nF. Le Bihan', expected: 'F. Le Bihan' },
    { text: 'Kind regards,\nThomas O’Brien', expected: 'Thomas O’Brien' },
    { text: 'Nom : Estéban Morel', expected: 'Estéban Morel' },
    { text: 'Je suis Mme Adèle Morin.', expected: 'Adèle Morin' },
  ])('"$text" holds $expected', ({ text, expected }) => {
    expect(valuesOf('person-name', text)).toEqual([expected]);
  });

  it.each([
    'Bonjour Madame,',
    'Merci\nCordialement',
    'Je suis Belge.',
    'Cordialement,\nLe Service Client',
    'Rien. Remboursez.',
  ])('"%s" holds none', (text) => {
    expect(valuesOf('person-name', text)).toEqual([]);
  });
});

describe('postal addresses', () => {
  it.each([
    {
      text: 'Livrez au 12 bis rue de la République, 69002 Lyon svp',
      expected: { street: '12 bis rue de la République', postcode: '69002', city: 'Lyon', country: 'FR' },
    },
    {
      text: '45 avenue Jean Jaurès\nBâtiment C\n31000 Toulouse',
      expected: { street: '45 avenue Jean Jaurès, Bâtiment C', postcode: '31000', city: 'Toulouse', country: 'FR' },
    },
    {
      text: '3 quai du Port, F-13002 MARSEILLE',
      expected: { street: '3 quai du Port', postcode: '13002', city: 'Marseille', country: 'FR' },
    },
    {
      text: 'Rue de la Loi 16, 1000 Bruxelles',
      expected: { street: 'Rue de la Loi 16', postcode: '1000', city: 'Bruxelles', country: 'BE' },
    },
    {
      text: 'chemin du Crêt 14, 1400 Yverdon-les-Bains',
      expected: { street: 'chemin du Crêt 14', postcode: '1400', city: 'Yverdon-les-Bains', country: 'CH' },
    },
    {
      text: '8 rue des Artisans, L-1141 Luxembourg',
      expected: { street: '8 rue des Artisans', postcode: '1141', city: 'Luxembourg', country: 'LU' },
    },
    {
      text: '4520 rue Saint-Denis, Montréal (QC) h2j2l3',
      expected: { street: '4520 rue Saint-Denis', postcode: 'H2J 2L3', city: 'Montréal', country: 'CA' },
    },
    {
      text: '221B Baker Street, London NW1 6XE',
      expected: { street: '221B Baker Street', postcode: 'NW1 6XE', city: 'London', country: 'GB' },
    },
  ])('are read from "$text"', ({ text, expected }) => {
    expect(valuesOf('postal-address', text)).toEqual([expected]);
  });

  it('without postcode are a guess', () => {
    expect(valuesOf('postal-address', 'au 14 rue Pasteur')).toEqual([{ street: '14 rue Pasteur' }]);
    expect(confidenceOf('postal-address', 'au 14 rue Pasteur')).toBeLessThan(SURE);
  });

  it('have no country where four digits may be of several', () => {
    expect(valuesOf('postal-address', 'rue Haute 3, 4000 Ailleurs')).toEqual([
      { street: 'rue Haute 3', postcode: '4000', city: 'Ailleurs' },
    ]);
  });

  it.each(['la place est de 75000 euros', '3 articles et 2 places', 'en cours de route'])(
    'are none in "%s"',
    (text) => {
      expect(valuesOf('postal-address', text)).toEqual([]);
    },
  );
});
