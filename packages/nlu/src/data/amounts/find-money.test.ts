import { describe, expect, it } from '@jest/globals';
import { SURE } from '../found.ts';
import { confidenceOf, valuesOf } from '../testing/values.ts';

const amounts = (text: string, country = 'FR') => valuesOf('money', text, { country });
const money = (minor: number, currency = 'EUR') => ({ minor, currency });

describe('amounts', () => {
  it.each([
    { text: '49€90', expected: money(4990) },
    { text: '12 € 50 de port', expected: money(1250) },
    { text: '49 euros 12 articles', expected: money(4900) },
    { text: '49 euros et 5 centimes', expected: money(4905) },
    { text: '1,234.56 €', expected: money(123_456) },
    { text: 'trente euros', expected: money(3000) },
    { text: 'quatre-vingt-dix-sept euros', expected: money(9700) },
    { text: 'deux mille trois cent un euros', expected: money(230_100) },
    { text: 'nonante-cinq euros', expected: money(9500) },
    { text: 'huitante francs', expected: money(8000, 'CHF') },
    { text: 'one hundred and twenty pounds', expected: money(12_000, 'GBP') },
    { text: 'quinze euros nonante', expected: money(1590) },
    { text: "1'250.00 CHF", expected: money(125_000, 'CHF') },
    { text: 'Fr. 89.90', expected: money(8990, 'CHF') },
    { text: '350 DH', expected: money(35_000, 'MAD') },
    { text: '89,900 TND', expected: money(89_900, 'TND') },
    { text: '20 $ CA', expected: money(2000, 'CAD') },
    { text: '$45.00 CAD', expected: money(4500, 'CAD') },
    { text: '35 USD', expected: money(3500, 'USD') },
    { text: '£12.34', expected: money(1234, 'GBP') },
  ])('read "$text"', ({ text, expected }) => {
    expect(amounts(text)).toEqual([expected]);
  });

  it('give dollars the country that the mail comes from', () => {
    expect(amounts('20 $', 'CA')).toEqual([money(2000, 'CAD')]);
    expect(confidenceOf('money', '20 $', { country: 'CA' })).toBeGreaterThan(
      confidenceOf('money', '$20', { country: 'US' }) ?? 1,
    );
  });

  it.each(['environ 40 €', 'plus de 40 €', 'around €40', '50 balles', '25e', '40 € environ'])(
    'are a guess in "%s"',
    (text) => {
      expect(amounts(text)).toHaveLength(1);
      expect(confidenceOf('money', text)).toBeLessThan(SURE);
    },
  );

  it('are both of a range, and both a guess', () => {
    expect(amounts('entre 20 et 30 euros')).toEqual([money(2000), money(3000)]);
    expect(amounts('40-50 €')).toEqual([money(4000), money(5000)]);
    expect(confidenceOf('money', 'entre 20 et 30 euros')).toBeLessThan(SURE);
    expect(amounts('2 et 30 euros')).toEqual([money(3000)]);
  });

  it.each([
    'Re: Votre justificatif [DA36-7RJG-E]',
    'dossier W265-FR63-K',
    '[5DA7-3YWF-M]',
    'réf. AB-FR63',
    '4-DA36-12',
  ])('are none in the number « %s »', (text) => {
    expect(amounts(text)).toEqual([]);
  });

  it.each(['le 25e jour', '12 %', '49,90', '10 euromillions', 'un 2 en 1', '75011 Paris', '3x20 cm', '500 francs CFA'])(
    'are none in "%s"',
    (text) => {
      expect(amounts(text)).toEqual([]);
    },
  );
});
