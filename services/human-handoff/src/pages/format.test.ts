import { describe, expect, it } from '@jest/globals';
import { formatAge, formatBytes, formatDay, formatInstant, formatMoney } from './format.ts';

const NOW = Date.parse('2026-11-22T10:00:00Z');
/** Releases of Unicode's data differ in which space they take. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('formatAge', () => {
  it.each([
    { name: 'less than a minute', iso: '2026-11-22T09:59:30Z', fr: 'maintenant', en: 'now' },
    { name: 'a clock that is ahead', iso: '2026-11-22T10:00:05Z', fr: 'maintenant', en: 'now' },
    { name: 'minutes', iso: '2026-11-22T09:48:59Z', fr: 'il y a 11 min', en: '11 min ago' },
    { name: 'hours', iso: '2026-11-22T07:59:00Z', fr: 'il y a 2 h', en: '2 hr ago' },
    { name: 'a day', iso: '2026-11-21T09:00:00Z', fr: 'hier', en: 'yesterday' },
    { name: 'more than a week', iso: '2026-11-10T09:00:00Z', fr: '10 nov. 2026', en: '10 Nov 2026' },
    { name: 'nothing', iso: '', fr: '', en: '' },
  ])('words $name', ({ iso, fr, en }) => {
    expect([plain(formatAge(iso, NOW, 'fr')), formatAge(iso, NOW, 'en')]).toEqual([fr, en]);
  });
});

describe('formats', () => {
  it('shows instants in Paris time, summer and winter', () => {
    expect(plain(formatInstant('2026-01-05T09:00:00Z', 'fr'))).toBe('5 janv. 2026, 10:00');
    expect(plain(formatInstant('2026-07-05T09:00:00Z', 'fr'))).toBe('5 juil. 2026, 11:00');
  });

  it('shows a day as that day', () => {
    expect(formatDay('2026-12-04', 'fr')).toBe('4 déc. 2026');
  });

  it.each([
    { minor: 4990, currency: 'EUR', expected: '49,90 €' },
    { minor: -3900, currency: 'EUR', expected: '-39,00 €' },
    { minor: 1200, currency: 'JPY', expected: '1 200 JPY' },
  ])('shows $minor minor units of $currency', ({ minor, currency, expected }) => {
    expect(
      plain(formatMoney(minor, currency, 'fr'))
        .replace('¥', 'JPY')
        .replace('JPYJPY', 'JPY'),
    ).toBe(expected);
  });

  it.each([
    { bytes: 12, expected: '1 ko' },
    { bytes: 184_320, expected: '185 ko' },
    { bytes: 2_450_000, expected: '2,5 Mo' },
  ])('shows $bytes bytes', ({ bytes, expected }) => {
    expect(plain(formatBytes(bytes, 'fr'))).toBe(expected);
  });
});
