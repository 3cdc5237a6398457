import { describe, expect, it } from '@jest/globals';
import { wordsOf } from '../words/words.ts';
import { actsEn } from './acts-words-en.ts';
import { outcomeInWords, reasonInWords, withTitles } from './reason-words.ts';

const told = (code: string, detail?: string) =>
  reasonInWords({ code, ...(detail !== undefined && { detail }) }, wordsOf('en'), actsEn);

describe('a reason in words', () => {
  it.each([
    { name: 'a take-over', detail: 'Léa a pris la main', label: 'Case taken over', sentence: /^Léa has taken over/ },
    { name: 'a noted call', detail: 'appel noté par Léa', label: 'Call to handle', sentence: /^Léa noted this call/ },
    {
      name: 'two take-overs',
      detail: 'Léa a pris la main ; Paul a pris la main',
      label: 'Case taken over',
      sentence: /^Léa, Paul has taken over/,
    },
    {
      name: 'a wish of the customer is not a take-over',
      detail: 'Léa a pris la main ; le client demande une personne',
      label: 'Advisor asked for',
      sentence: /wishes to talk/,
    },
  ])('$name', ({ detail, label, sentence }) => {
    const reason = told('advisor-asked', detail);
    expect(reason.label).toBe(label);
    expect(reason.sentence).toMatch(sentence);
  });

  it('other reasons keep their words; an unknown code is told as it is', () => {
    expect(told('customer-upset', 'threat')).toMatchObject({ label: 'Upset customer', detail: 'threatening tone' });
    expect(told('quite-new')).toEqual({ label: 'Quite new', sentence: '' });
  });
});

it.each([
  ['archived', 'Archived'],
  ['refused', 'Refused'],
  ['auto-reply', 'Automatic reply'],
  ['unheard-of', 'Unheard of'],
])('the outcome %s reads %s', (outcome, expected) => {
  expect(outcomeInWords(outcome, wordsOf('en'), actsEn)).toBe(expected);
});

it.each([
  ['suivi-commande, remboursement', '«\u00a0Où en est ma commande\u00a0», «\u00a0Remboursement\u00a0»'],
  [
    'remboursement 45 % < 75 %, de peu devant suivi-commande 40 %',
    '«\u00a0Remboursement\u00a0» 45 % < 75 %, de peu devant «\u00a0Où en est ma commande\u00a0» 40 %',
  ],
  ['remboursement-partiel', 'remboursement-partiel'],
  ['50,3 %', '50,3 %'],
])('a detail « %s » with titles is « %s »', (detail, expected) => {
  const titles = { 'suivi-commande': 'Où en est ma commande', remboursement: 'Remboursement' };
  expect(withTitles(detail, titles)).toBe(expected);
});
