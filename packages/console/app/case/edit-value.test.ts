import { describe, expect, it } from '@jest/globals';
import type { EditField, Json } from '../api/types.ts';
import { changesOf, readTyped, textOf, widgetOf } from './edit-value.ts';

const field = (type: string, value: Json = null, choices: readonly string[] = []): EditField => ({
  name: type,
  type,
  value,
  choices,
});

describe('a typed value', () => {
  it.each([
    { name: 'an amount', of: field('money'), text: '89,90', expected: { minor: 8990, currency: 'EUR' } },
    {
      name: 'an amount with one decimal',
      of: field('money'),
      text: '12.5',
      expected: { minor: 1250, currency: 'EUR' },
    },
    {
      name: 'an amount with spaces and sign',
      of: field('money'),
      text: '1 200 €',
      expected: { minor: 120_000, currency: 'EUR' },
    },
    {
      name: 'an amount in the currency it had',
      of: field('money', { minor: 1, currency: 'CHF' }),
      text: '3',
      expected: { minor: 300, currency: 'CHF' },
    },
    { name: 'no amount: three decimals', of: field('money'), text: '1,005', expected: undefined },
    { name: 'no amount: negative', of: field('money'), text: '-3', expected: undefined },
    { name: 'a number with a comma', of: field('number'), text: '2,5', expected: 2.5 },
    { name: 'no number', of: field('number'), text: 'deux', expected: undefined },
    { name: 'a day', of: field('date'), text: '2026-11-22', expected: '2026-11-22' },
    { name: 'no day', of: field('date'), text: '22/11', expected: undefined },
    { name: 'nothing', of: field('text', 'x'), text: '  ', expected: null },
    { name: 'text, trimmed', of: field('order-number'), text: ' CMD-1 ', expected: 'CMD-1' },
    { name: 'yes', of: field('boolean'), text: 'true', expected: true },
  ])('is $name', ({ of, text, expected }) => {
    expect(readTyped(of, text)).toEqual(expected);
  });

  it('shows what the journey holds', () => {
    expect(textOf({ minor: 8990, currency: 'EUR' })).toBe('89,90');
    expect(textOf(null)).toBe('');
    expect(textOf(false)).toBe('false');
  });

  it('is chosen where there are choices', () => {
    expect(widgetOf(field('text', null, ['perdu', 'abîmé']))).toBe('choice');
    expect(widgetOf(field('order-number'))).toBe('text');
  });
});

it('only what differs is sent, and what cannot be read is named', () => {
  const fields = [field('money', { minor: 500, currency: 'EUR' }), field('date'), field('number', 2)];
  expect(changesOf(fields, { money: '5,00', date: 'demain', number: '3' })).toEqual({
    data: { number: 3 },
    invalid: ['date'],
  });
});
