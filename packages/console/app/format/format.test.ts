import { describe, expect, it } from '@jest/globals';
import {
  formatAge,
  formatBytes,
  formatDate,
  formatDay,
  formatInstant,
  formatMoney,
  formatShare,
  inWords,
  moneyIn,
  urgencyOf,
} from './format.ts';

const now = Date.parse('2026-11-20T09:30:00Z');
/** Spaces of typography (narrow, no-break) as plain ones, so that rows can be read. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('the day of an instant', () => {
  it.each([
    { name: 'of this year', iso: '2026-05-12T10:00:00Z', fr: '12 mai', en: '12 May' },
    { name: 'in the reader’s zone', iso: '2026-05-12T23:30:00Z', fr: '13 mai', en: '13 May' },
    { name: 'of another year', iso: '2025-05-12T10:00:00Z', fr: '12 mai 2025', en: '12 May 2025' },
    { name: 'of no instant', iso: 'hier', fr: 'hier', en: 'hier' },
  ])('$name', ({ iso, fr, en }) => {
    expect(plain(formatDate(iso, now, 'fr', 'Europe/Paris'))).toBe(fr);
    expect(plain(formatDate(iso, now, 'en', 'Europe/Paris'))).toBe(en);
  });
});

describe('an age', () => {
  it.each([
    { name: 'of seconds', iso: '2026-11-20T09:29:40Z', fr: 'maintenant', en: 'now' },
    { name: 'of minutes', iso: '2026-11-20T09:05:00Z', fr: 'il y a 25 min', en: '25 min ago' },
    { name: 'of hours', iso: '2026-11-20T06:30:00Z', fr: 'il y a 3 h', en: '3 hr ago' },
    { name: 'of a day', iso: '2026-11-19T08:30:00Z', fr: 'hier', en: 'yesterday' },
    { name: 'to come', iso: '2026-11-20T11:30:00Z', fr: 'dans 2 h', en: 'in 2 hr' },
    { name: 'past a week', iso: '2026-11-01T23:30:00Z', fr: '2 nov. 2026', en: '2 Nov 2026' },
    { name: 'of no instant', iso: 'bientôt', fr: 'bientôt', en: 'bientôt' },
  ])('$name', ({ iso, fr, en }) => {
    expect(plain(formatAge(iso, now, 'fr', 'Europe/Paris'))).toBe(fr);
    expect(plain(formatAge(iso, now, 'en', 'Europe/Paris'))).toBe(en);
  });
});

describe('figures and days', () => {
  it('an instant is told in the reader’s zone', () => {
    expect(plain(formatInstant('2026-11-20T23:30:00Z', 'fr', 'Europe/Paris'))).toBe('samedi 21 novembre 2026 à 00:30');
    expect(formatInstant('hier', 'fr')).toBe('hier');
  });

  it('a day has no zone', () => {
    expect(formatDay('2026-11-22', 'fr')).toBe('22 nov. 2026');
  });

  it.each([
    { minor: 8990, currency: 'EUR', expected: '89,90 €' },
    { minor: -500, currency: 'GBP', expected: '-5,00 £GB' },
  ])('$minor $currency is $expected', ({ expected, ...money }) => {
    expect(plain(formatMoney(money, 'fr'))).toBe(expected);
  });

  it('shares and sizes are rounded', () => {
    expect(plain(formatShare(0.873, 'fr'))).toBe('87 %');
    expect(plain(formatBytes(1_240_000, 'fr'))).toBe('1,2 Mo');
    expect(plain(formatBytes(300, 'en'))).toBe('1 kB');
  });

  it.each([
    { value: { minor: 100, currency: 'EUR' }, isMoney: true },
    { value: { minor: 1.5, currency: 'EUR' }, isMoney: false },
    { value: { minor: 100, currency: 'euros' }, isMoney: false },
    { value: [100], isMoney: false },
    { value: 100, isMoney: false },
    { value: null, isMoney: false },
  ])('$value is an amount: $isMoney', ({ value, isMoney }) => {
    expect(moneyIn(value) !== undefined).toBe(isMoney);
  });
});

describe('how soon', () => {
  it.each([
    { dueAt: '2026-11-20T09:29:00Z', expected: 'overdue' },
    { dueAt: '2026-11-20T10:00:00Z', expected: 'soon' },
    { dueAt: '2026-11-20T10:30:00Z', expected: 'later' },
  ])('$dueAt is $expected', ({ dueAt, expected }) => {
    expect(urgencyOf(dueAt, now)).toBe(expected);
  });
});

it('an author’s name reads as words', () => {
  expect(inWords('demande-numero-commande')).toBe('Demande numero commande');
  expect(inWords('cancelReship')).toBe('Cancel Reship');
});
