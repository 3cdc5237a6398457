import { describe, expect, it } from '@jest/globals';
import { findData } from '../find-data.ts';
import { SURE } from '../found.ts';
import { confidenceOf, valuesOf } from '../testing/values.ts';

/** A Thursday. */
const now = '2026-11-19T08:30:00+01:00';
const dates = (text: string) => valuesOf('date', text, { now });
const periods = (text: string) => valuesOf('period', text, { now });
const durations = (text: string) => valuesOf('duration', text, { now });

describe('days', () => {
  it.each([
    { text: 'reçu le 12/11', expected: '2026-11-12' },
    { text: 'commandé le 3 mars', expected: '2026-03-03' },
    { text: 'mardi 12 mai', expected: '2026-05-12' },
    { text: 'vendredi 20', expected: '2026-11-20' },
    { text: 'c’était pour le 3', expected: '2026-11-03' },
    { text: 'on November 12', expected: '2026-11-12' },
    { text: 'hier', expected: '2026-11-18' },
    { text: 'avant-hier', expected: '2026-11-17' },
    { text: 'après-demain', expected: '2026-11-21' },
    { text: 'lundi dernier', expected: '2026-11-16' },
    { text: 'jeudi dernier', expected: '2026-11-12' },
    { text: 'depuis mardi', expected: '2026-11-17' },
    { text: 'd’ici vendredi', expected: '2026-11-20' },
    { text: 'next Monday', expected: '2026-11-23' },
    { text: 'il y a 3 jours', expected: '2026-11-16' },
    { text: 'il y a quinze jours', expected: '2026-11-05' },
    { text: 'il y a deux mois', expected: '2026-09-19' },
    { text: 'dans 3 semaines', expected: '2026-12-10' },
    { text: 'two weeks ago', expected: '2026-11-05' },
    { text: '11/30/2026', expected: '2026-11-30' },
    { text: 'j’ai souscrit le 3 février', expected: '2026-02-03' },
    { text: 'nous viendrons le 3 février', expected: '2027-02-03' },
    { text: 'l’encaissement du 3 mai', expected: '2026-05-03' },
  ])('"$text" is $expected', ({ text, expected }) => {
    expect(dates(text)).toEqual([expected]);
  });

  it.each([
    ...['31/02/2026', 'le 30 février', '2/5 étoiles', 'noté 1/2', 'il faudrait du 40', 'le 3 pièces', 'version 2.10.3'],
    ...['14h30', 'ouvert du lundi au samedi', 'tous les mardis', '24/7', 'après 18h', '3 articles sur 5', 'le mardi'],
  ])('"%s" is none', (text) => {
    expect(dates(text)).toEqual([]);
  });

  it('that count weeks or months are guesses, days are not', () => {
    expect(confidenceOf('date', 'il y a 3 jours', { now })).toBeGreaterThanOrEqual(SURE);
    expect(confidenceOf('date', 'il y a deux mois', { now })).toBeLessThan(SURE);
  });

  it('stay without value when the day of the mail is unknown', () => {
    expect(findData('hier, le 3 mars', 'text')).toEqual([]);
    expect(findData('hier, le 3 mars', 'text', { minConfidence: 0 })).toMatchObject([
      { type: 'date', raw: 'hier', value: null, confidence: 0 },
      { type: 'date', raw: '3 mars', value: null, confidence: 0 },
    ]);
  });

  it('end before the full stop of their sentence', () => {
    expect(findData('Reçu le 12 novembre.', 'text', { now })).toMatchObject([{ raw: '12 novembre' }]);
  });
});

describe('spans of days', () => {
  it.each([
    { text: 'la semaine prochaine', from: '2026-11-23', to: '2026-11-29' },
    { text: 'la semaine passée', from: '2026-11-09', to: '2026-11-15' },
    { text: 'fin mars', from: '2027-03-21', to: '2027-03-31' },
    { text: 'mi-avril', from: '2027-04-11', to: '2027-04-20' },
    { text: 'début novembre', from: '2026-11-01', to: '2026-11-10' },
    { text: 'à la fin du mois', from: '2026-11-21', to: '2026-11-30' },
    { text: 'le mois dernier', from: '2026-10-01', to: '2026-10-31' },
    { text: 'le week-end prochain', from: '2026-11-28', to: '2026-11-29' },
    { text: 'en février 2024', from: '2024-02-01', to: '2024-02-29' },
    { text: 'du 12/05 au 15/05/2027', from: '2027-05-12', to: '2027-05-15' },
    { text: 'from 2 to 5 December', from: '2026-12-02', to: '2026-12-05' },
    { text: 'du 30 décembre au 2 janvier', from: '2026-12-30', to: '2027-01-02' },
  ])('"$text" is $from to $to', ({ text, from, to }) => {
    expect(periods(text)).toEqual([{ from, to }]);
  });

  it('give both their days beside them', () => {
    expect(findData('Séjour du 25 au 28 novembre', 'text', { now })).toMatchObject([
      { type: 'period', raw: 'du 25 au 28 novembre' },
      { type: 'date', raw: '25', value: '2026-11-25' },
      { type: 'date', raw: '28 novembre', value: '2026-11-28' },
    ]);
  });

  it.each(['du 31 février au 2 mars', 'de 9h à 18h', 'entre 12 et 15 personnes', 'du 40 au 42'])(
    'are none in "%s"',
    (text) => {
      expect(periods(text)).toEqual([]);
    },
  );

  it('mean a week-end by "fin de semaine" in Québec', () => {
    expect(confidenceOf('period', 'cette fin de semaine', { now, country: 'CA' })).toBeGreaterThan(
      confidenceOf('period', 'cette fin de semaine', { now }) ?? 1,
    );
  });
});

describe('durations', () => {
  it.each([
    { text: 'depuis 8 jours', expected: { iso: 'P8D', since: '2026-11-11' } },
    { text: 'ça fait trois semaines que', expected: { iso: 'P3W', since: '2026-10-29' } },
    { text: 'depuis deux mois', expected: { iso: 'P2M', since: '2026-09-19' } },
    { text: 'sous 48h', expected: { iso: 'PT48H' } },
    { text: 'sous huitaine', expected: { iso: 'P7D' } },
    { text: 'dans les 15 jours', expected: { iso: 'P15D' } },
    { text: 'délai de 14 jours', expected: { iso: 'P14D' } },
    { text: 'for 40 minutes', expected: { iso: 'PT40M' } },
  ])('"$text"', ({ text, expected }) => {
    expect(durations(text)).toEqual([expected]);
  });
});
