/** Rules in each other's way. */
import { describe, expect, it } from '@jest/globals';
import type { RuleThen, RuleWhen } from './items.ts';
import { type Overlap, overlapsOf } from './overlaps.ts';
import { ruleOf } from './testing/sample-setup.ts';

const VIP: RuleThen = { tags: ['vip'] };
const worth = (minor: number, currency = 'EUR'): RuleWhen => ({ amount: { atLeast: { minor, currency } } });

describe('two rules', () => {
  it.each<{ name: string; a: [RuleWhen, RuleThen]; b: [RuleWhen, RuleThen]; found: Overlap[] }>([
    { name: 'say nothing of each other', a: [{ language: 'fr' }, VIP], b: [{ language: 'en' }, VIP], found: [] },
    { name: 'cross', a: [{ language: 'fr' }, VIP], b: [{ priority: 'high' }, VIP], found: [] },
    {
      name: 'have the same conditions, however written',
      a: [{ words: ['Avocat', 'juge'] }, VIP],
      b: [{ words: ['juge', 'avocat'] }, { tags: ['droit'] }],
      found: [{ one: 'a', other: 'b', why: 'same' }],
    },
    {
      name: 'include each other',
      a: [{ language: 'fr', priority: 'high' }, VIP],
      b: [{ language: 'fr' }, { priority: 'high' }],
      found: [{ one: 'b', other: 'a', why: 'includes' }],
    },
    {
      name: 'include each other by the domain',
      a: [{ customer: '@mairie.example' }, VIP],
      b: [{ customer: 'c@mairie.example' }, VIP],
      found: [{ one: 'a', other: 'b', why: 'includes' }],
    },
    {
      name: 'include each other by a word of a phrase',
      a: [{ words: ['retard'] }, VIP],
      b: [{ words: ['en retard'] }, VIP],
      found: [{ one: 'a', other: 'b', why: 'includes' }],
    },
    {
      name: 'include each other by a lower amount',
      a: [worth(50_000), VIP],
      b: [worth(20_000), VIP],
      found: [{ one: 'b', other: 'a', why: 'includes' }],
    },
    {
      name: 'of the same amount are the same',
      a: [worth(50_000), VIP],
      b: [worth(50_000), VIP],
      found: [{ one: 'a', other: 'b', why: 'same' }],
    },
    { name: 'are about two currencies', a: [worth(50_000), VIP], b: [worth(20_000, 'CHF'), VIP], found: [] },
    {
      name: 'send the large amounts to two teams',
      a: [worth(20_000), { assign: 'team:Comptabilité' }],
      b: [worth(50_000), { assign: 'team:Seniors' }],
      found: [{ one: 'a', other: 'b', why: 'contradicts' }],
    },
    {
      name: 'give a case to two people',
      a: [{ language: 'fr' }, { assign: 'lea' }],
      b: [{ language: 'fr', words: ['devis'] }, { assign: 'paul' }],
      found: [{ one: 'a', other: 'b', why: 'contradicts' }],
    },
    {
      name: 'give the same person',
      a: [{ language: 'fr' }, { assign: 'lea' }],
      b: [
        { language: 'fr', words: ['devis'] },
        { assign: 'lea', tags: ['devis'] },
      ],
      found: [{ one: 'a', other: 'b', why: 'includes' }],
    },
    {
      name: 'give two priorities',
      a: [{ language: 'fr' }, { priority: 'low' }],
      b: [{ language: 'fr' }, { priority: 'urgent' }],
      found: [{ one: 'a', other: 'b', why: 'contradicts' }],
    },
  ])('$name', ({ a, b, found }) => {
    expect(overlapsOf([ruleOf('a', ...a), ruleOf('b', ...b)])).toEqual(found);
  });

  it('of which one is off are in nobody’s way', () => {
    const off = ruleOf('b', { language: 'fr' }, VIP, { isOn: false });
    expect(overlapsOf([ruleOf('a', { language: 'fr' }, VIP), off])).toEqual([]);
  });
});
