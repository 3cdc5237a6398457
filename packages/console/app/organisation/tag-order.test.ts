import { describe, expect, it } from '@jest/globals';
import type { TagUse } from '../api/setup-types.ts';
import { inTagOrder, isUnused, tagToKeep } from './tag-order.ts';

const tag = (name: string, cases: number, more: Partial<TagUse> = {}): TagUse => ({
  ...{ tag: name, cases, rules: [], macros: [], views: [], alike: [] },
  ...more,
});

describe('tags', () => {
  it('that are alike come first and together, then the unused, then the most used', () => {
    const tags = [
      tag('vip', 3),
      tag('casses', 1, { alike: ['casse'] }),
      tag('zone', 9),
      tag('vieux', 0),
      tag('urgant', 1, { alike: ['urgent'] }),
      tag('casse', 7, { alike: ['casses'] }),
      tag('urgent', 4, { alike: ['urgant'] }),
    ];
    expect(inTagOrder(tags).map((one) => one.tag)).toEqual([
      ...['casse', 'casses', 'urgent', 'urgant', 'vieux', 'zone', 'vip'],
    ]);
  });

  it.each([
    { name: 'nothing bears or names', one: tag('x', 0), expected: true },
    { name: 'a case bears', one: tag('x', 1), expected: false },
    { name: 'a rule names', one: tag('x', 0, { rules: ['Casse'] }), expected: false },
    { name: 'a view names', one: tag('x', 0, { views: ['VIP'] }), expected: false },
  ])('that $name are unused: $expected', ({ one, expected }) => {
    expect(isUnused(one)).toBe(expected);
  });

  it('that are alike are merged into the most used of them', () => {
    const tags = [tag('casses', 1, { alike: ['casse'] }), tag('casse', 7, { alike: ['casses'] })];
    expect(tags.map((one) => tagToKeep(one, tags))).toEqual(['casse', 'casse']);
  });
});
