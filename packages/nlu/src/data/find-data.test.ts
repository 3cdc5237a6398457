import { describe, expect, it } from '@jest/globals';
import { findData } from './find-data.ts';

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const valuesOf = (text: string) => findData(text, 'text').map(({ type, value }) => ({ type, value }));

describe('findData', () => {
  it.each([
    'CMD-2026-00123',
    'cmd-2026-00123',
    'CMD2026-00123',
    'cmd 2026 00123',
    'Cmd202600123',
    'CMD_2026_00123',
    'n°CMD-2026-00123.',
    '(CMD 2026-00123)',
  ])('reads the order number in "%s"', (text) => {
    expect(valuesOf(text)).toEqual([{ type: 'order-number', value: 'CMD-2026-00123' }]);
  });

  it.each(['cmd 2026 123', 'CMD-2026-001234', 'ACMD-2026-00123', 'CMD-1026-00123', 'commande 2026'])(
    'takes "%s" for no order number',
    (text) => {
      expect(valuesOf(text)).toEqual([]);
    },
  );

  it.each([
    { text: '49,90 €', value: eur(4990) },
    { text: '49,90€', value: eur(4990) },
    { text: '€49.90', value: eur(4990) },
    { text: '49 euros 90', value: eur(4990) },
    { text: '49€90', value: eur(4990) },
    { text: '49 euros', value: eur(4900) },
    { text: '49,9 €', value: eur(4990) },
    { text: '1 234,50 EUR', value: eur(123_450) },
    { text: '1.234,50 €', value: eur(123_450) },
    { text: '1\u202f234\u00a0€', value: eur(123_400) },
    { text: '1.234 €', value: eur(123_400) },
    { text: 'EUR 12', value: eur(1200) },
    { text: 'CHF 29.–', value: { minor: 2900, currency: 'CHF' } },
    { text: '29.- chf', value: { minor: 2900, currency: 'CHF' } },
    { text: '80 francs', value: { minor: 8000, currency: 'CHF' } },
    { text: '£12.34', value: { minor: 1234, currency: 'GBP' } },
    { text: 'les 49,90 € du 12', value: eur(4990) },
    { text: '0,50 €', value: eur(50) },
  ])('reads the amount "$text"', ({ text, value }) => {
    expect(valuesOf(text)).toEqual([{ type: 'money', value }]);
  });

  it.each(['49', '12 eurostars', '500 francs CFA', 'A49 €', '1,234,567.89 x', '12 %'])(
    'takes "%s" for no amount',
    (text) => {
      expect(valuesOf(text)).toEqual([]);
    },
  );

  it.each([
    { text: 'le 30/11/2026', value: '2026-11-30' },
    { text: '30.11.26', value: '2026-11-30' },
    { text: '2026-11-30', value: '2026-11-30' },
    { text: 'le 1er décembre 2026', value: '2026-12-01' },
    { text: '3 AOÛT 2026', value: '2026-08-03' },
    { text: 'on November 30th, 2026', value: '2026-11-30' },
    { text: '30 Nov. 2026', value: '2026-11-30' },
  ])('reads the date in "$text"', ({ text, value }) => {
    expect(valuesOf(text)).toEqual([{ type: 'date', value }]);
  });

  it.each(['31/02/2026', '30/13/2026', '12 chaises 2026', '1/2', '192.168.12.26'])('takes "%s" for no date', (text) => {
    expect(valuesOf(text)).toEqual([]);
  });

  it.each([
    { text: 'Claire.Martin@Courriel.example,', type: 'email', value: 'claire.martin@courriel.example' },
    { text: '06 12 34 56 78', type: 'phone', value: '+33612345678' },
    { text: '06.12.34.56.78', type: 'phone', value: '+33612345678' },
    { text: '+33 6 12 34 56 78', type: 'phone', value: '+33612345678' },
    { text: '+33 (0)6 12 34 56 78', type: 'phone', value: '+33612345678' },
    { text: '0041 79 123 45 67', type: 'phone', value: '+41791234567' },
    { text: 'FR76 3000 6000 0112 3456 7890 189', type: 'iban', value: 'FR7630006000011234567890189' },
    { text: 'fr7630006000011234567890189 merci', type: 'iban', value: 'FR7630006000011234567890189' },
    { text: 'BE71 0961 2345 6769', type: 'iban', value: 'BE71096123456769' },
  ])('reads "$text" as $type', ({ text, type, value }) => {
    expect(valuesOf(text)).toEqual([{ type, value }]);
  });

  it.each(['FR76 3000 6000 0112 3456 7890 188', '06 12 34 56', '6A10293847561', 'a@b', '@exemple.fr'])(
    'takes "%s" for nothing',
    (text) => {
      expect(valuesOf(text)).toEqual([]);
    },
  );

  it('gives an IBAN as nothing else, and a date inside an order number to the order number', () => {
    expect(valuesOf('FR7620041010050500013026052')).toEqual([{ type: 'iban', value: 'FR7620041010050500013026052' }]);
    expect(valuesOf('CMD-2026-12112')).toEqual([{ type: 'order-number', value: 'CMD-2026-12112' }]);
  });

  it('leaves out what is not sure unless it is asked for', () => {
    const text = 'Remboursez environ 40 €, commande CMD-2026-10041';
    expect(findData(text, 'text').map(({ type }) => type)).toEqual(['order-number']);
    const all = findData(text, 'text', { minConfidence: 0 });
    expect(all.map(({ type }) => type)).toEqual(['money', 'order-number']);
    for (const { confidence } of all) {
      expect(confidence).toBeGreaterThan(0);
      expect(confidence).toBeLessThanOrEqual(1);
    }
  });

  it.each(['hier', 'not a day', '2026-13-45', ''])('takes "%s" for no day of the mail', (now) => {
    expect(findData('reçu hier', 'text', { now })).toEqual([]);
  });

  it('says where each piece stands, in the order of the text', () => {
    const text =
      'Remboursez-moi 49,90 € pour CMD 2026-00123 sur FR76 3000 6000 0112 3456 7890 189 ou au 06 12 34 56 78.';
    const found = findData(text, 'subject');
    expect(found.map(({ type }) => type)).toEqual(['money', 'order-number', 'iban', 'phone']);
    for (const { raw, start, end, in: where } of found) {
      expect(text.slice(start, end)).toBe(raw);
      expect(where).toBe('subject');
    }
  });

  it.each([
    { name: 'digits', text: '1'.repeat(1_000_000) },
    { name: 'spaced digits', text: '1 '.repeat(500_000) },
    { name: 'thousands', text: '1.000'.repeat(200_000) },
    { name: 'letters', text: 'a'.repeat(1_000_000) },
    { name: 'addresses', text: 'a@b.c '.repeat(170_000) },
    { name: 'capitals', text: 'FR76 '.repeat(200_000) },
    { name: 'order words', text: 'cmd   '.repeat(170_000) },
  ])('is done with a megabyte of $name at once', ({ text }) => {
    const before = performance.now();
    findData(text, 'text');
    expect(performance.now() - before).toBeLessThan(1_500);
  });
});
