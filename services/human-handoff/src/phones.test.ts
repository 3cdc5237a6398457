import { describe, expect, it } from '@jest/globals';
import { isSamePhone, phoneOf, phonesIn } from './phones.ts';

describe('a telephone number', () => {
  it.each([
    { text: '06 12 34 56 78', phone: '0612345678' },
    { text: '+33 6 12 34 56 78', phone: '+33612345678' },
    { text: '0033 612345678', phone: '+33612345678' },
    { text: '+33 (0)6.12.34.56.78', phone: '+33612345678' },
    { text: 'tel:+33612345678', phone: '+33612345678' },
    { text: '3615', phone: undefined },
    { text: 'CMD-2026-00042', phone: undefined },
    { text: '1234567890123456', phone: undefined },
  ])('is read from $text', ({ text, phone }) => {
    expect(phoneOf(text)).toBe(phone);
  });

  it.each([
    { one: '06 12 34 56 78', other: '+33 6 12 34 56 78', isSame: true },
    { one: '33612345678', other: '+33 6 12 34 56 78', isSame: true },
    { one: '02 555 12 12', other: '+32 2 555 12 12', isSame: true },
    { one: '+33 6 12 34 56 78', other: '+32 6 12 34 56 78', isSame: false },
    { one: '06 12 34 56 78', other: '06 12 34 56 79', isSame: false },
  ])('$one and $other are the same: $isSame', ({ one, other, isSame }) => {
    const [a = '', b = ''] = [phoneOf(one), phoneOf(other)];
    expect([isSamePhone(a, b), isSamePhone(b, a)]).toEqual([isSame, isSame]);
  });

  it('is found in a text, each once', () => {
    const text = 'Rappeler au 06 12 34 56 78 (ou 06.12.34.56.78), commande CMD-2026-00042, avant le 12/05.';
    expect(phonesIn(text)).toEqual(['0612345678']);
  });
});
