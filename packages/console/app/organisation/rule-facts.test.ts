import { describe, expect, it } from '@jest/globals';
import type { Rule } from '../api/setup-types.ts';
import { cleanRule, faultOf, ruleFacts } from './rule-facts.ts';
import { withThen } from './with-then.ts';

const rule = (id: string, more: Partial<Omit<Rule, 'then'>> = {}, then: Rule['then'] = { tags: ['vip'] }): Rule =>
  withThen({ id, title: id, isOn: true, when: { priority: 'high' }, ...more }, then);

describe('rules with their report', () => {
  it('in trouble come first, the gravest before all', () => {
    const rules = [rule('a'), rule('b'), rule('c'), rule('d'), rule('e', { isOn: false })];
    const overlaps = [
      { one: 'b', other: 'c', why: 'same' },
      { one: 'd', other: 'c', why: 'contradicts' },
    ] as const;
    expect(ruleFacts(rules, { rules: [], overlaps }).map((one) => one.rule.id)).toEqual(['c', 'd', 'b', 'a', 'e']);
  });

  it('are told of an overlap at both ends, each from its side', () => {
    const overlaps = [{ one: 'wide', other: 'narrow', why: 'includes' }] as const;
    const facts = ruleFacts([rule('narrow'), rule('wide')], { rules: [], overlaps });
    expect(facts.map((one) => [one.rule.id, one.troubles.map(({ why, other }) => [why, other.id])])).toEqual([
      ['narrow', [['narrower', 'wide']]],
      ['wide', [['wider', 'narrow']]],
    ]);
  });

  it('leave out an overlap with a rule that is gone', () => {
    const overlaps = [{ one: 'a', other: 'gone', why: 'same' }] as const;
    expect(ruleFacts([rule('a')], { rules: [], overlaps })[0]?.troubles).toEqual([]);
  });

  it.each([
    { name: 'that is on and never matched', one: rule('a'), counted: { matches30d: 0 }, expected: true },
    { name: 'that matched', one: rule('a'), counted: { matches30d: 2 }, expected: false },
    {
      name: 'that matched long ago',
      one: rule('a'),
      counted: { matches30d: 0, lastMatchAt: '2026-01-01T00:00:00Z' },
      expected: false,
    },
    { name: 'that is off', one: rule('a', { isOn: false }), counted: { matches30d: 0 }, expected: false },
  ])('say of one $name that it was never used: $expected', ({ one, counted, expected }) => {
    const report = { rules: [{ id: 'a', ...counted }], overlaps: [] };
    expect(ruleFacts([one], report)[0]?.isNeverUsed).toBe(expected);
  });

  it('say nothing of use before the report is there', () => {
    expect(ruleFacts([rule('a')], undefined)[0]).toMatchObject({ isNeverUsed: false, troubles: [] });
  });
});

describe('a rule', () => {
  it.each([
    { name: 'a name', written: rule('a', { title: ' ' }), expected: 'title' },
    { name: 'a condition', written: rule('a', { when: { words: [] } }), expected: 'when' },
    { name: 'a filled condition', written: rule('a', { when: { mailbox: '' } }), expected: 'when' },
    { name: 'a consequence', written: rule('a', {}, { tags: [' '] }), expected: 'does' },
    { name: 'a whole address', written: rule('a', { when: { customer: 'roux' } }), expected: 'customer' },
    {
      name: 'an amount that can be read, whatever else it has',
      written: rule('a', { when: { words: ['vase'], amount: { atLeast: { minor: 0, currency: 'EUR' } } } }),
      expected: 'amount',
    },
    {
      name: 'no more with an amount',
      written: rule('a', { when: { amount: { atLeast: { minor: 1, currency: 'EUR' } } } }),
      expected: undefined,
    },
    { name: 'no more with a domain', written: rule('a', { when: { customer: '@x.example' } }), expected: undefined },
    { name: 'no more than that', written: rule('a'), expected: undefined },
  ])('needs $name', ({ written, expected }) => {
    expect(faultOf(written)).toBe(expected);
  });

  it('is saved without what was left empty', () => {
    const amount = { atLeast: { minor: 15_000, currency: 'EUR' } };
    const written = rule(
      'a',
      { title: ' Casse ', when: { mailbox: '', words: [' vase ', ''], amount } },
      { tags: ['casse'], assign: '' },
    );
    const when = { words: ['vase'], amount };
    const cleaned = withThen({ id: 'a', title: 'Casse', isOn: true, when }, { tags: ['casse'] });
    expect(cleanRule(written)).toEqual(cleaned);
  });
});
