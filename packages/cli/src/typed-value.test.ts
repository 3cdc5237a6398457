import { describe, expect, it } from '@jest/globals';
import { named, typedValue } from './typed-value.ts';

describe('what an advisor types', () => {
  it.each([
    { text: '49,90 €', value: { minor: 4990, currency: 'EUR' } },
    { text: '49.90 CHF', value: { minor: 4990, currency: 'CHF' } },
    { text: '12€', value: { minor: 1200, currency: 'EUR' } },
    { text: '2026-12-24', value: '2026-12-24' },
    { text: '007', value: '007' },
    { text: ' perdu ', value: 'perdu' },
    { text: '["a", "b"]', value: ['a', 'b'] },
    { text: '{ pas du JSON', value: '{ pas du JSON' },
    { text: 'true', value: true },
    { text: '', value: '' },
  ])('is read as it is meant: "$text"', ({ text, value }) => {
    expect(typedValue(text)).toEqual(value);
  });

  it('is given by name, one after the other', () => {
    expect(named('montant=5 €', named('motif=a=b', {}))).toEqual({
      motif: 'a=b',
      montant: { minor: 500, currency: 'EUR' },
    });
    expect(() => named('montant', {})).toThrow(RangeError);
  });
});
