/** Tags across the setup. */
import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import type { MacroContent, ViewContent } from './items.ts';
import { alikeTags, renamedTag, tagsIn, withoutTag } from './tags.ts';
import { ruleOf } from './testing/sample-setup.ts';

const MACRO: MacroContent = {
  title: 'Fermer',
  actions: [
    { do: 'tag', tag: 'fini' },
    { do: 'untag', tag: 'à voir' },
    { do: 'note', text: 'fini' },
  ],
};
const VIEW: ViewContent = { title: 'À voir', filter: { tag: 'à voir', language: 'fr' } };

describe('tags that are written alike', () => {
  it.each([
    { one: 'VIP', other: 'vip', isAlike: true },
    { one: 'Réclamation', other: 'reclamation', isAlike: true },
    { one: 'litige', other: 'litiges', isAlike: true },
    { one: 'cas spécial', other: 'cas spéciaux', isAlike: true },
    { one: 'colis-perdu', other: 'colis perdu', isAlike: true },
    { one: 'livraison', other: 'livraisno', isAlike: true },
    { one: 'livraison', other: 'livrasn', isAlike: false },
    { one: 'lot 1', other: 'lot 2', isAlike: false },
    { one: 'pro', other: 'pri', isAlike: false },
    { one: 'devis', other: 'facture', isAlike: false },
  ])('$one and $other: $isAlike', ({ one, other, isAlike }) => {
    const alike = alikeTags([one, 'zzz zzz', other]);
    expect([alike.get(one), alike.get(other)]).toEqual(isAlike ? [[other], [one]] : [[], []]);
  });
});

describe('a tag that is renamed', () => {
  it('is another one in rules, macros and views, and nowhere else', () => {
    const rule = ruleOf('a', { words: ['fini'] }, { tags: ['à voir', 'fini'] });
    const renamed = renamedTag('rule', rule, 'fini', 'clos');
    expect([renamed.when.words, renamed.then.tags]).toEqual([['fini'], ['à voir', 'clos']]);
    expect(renamedTag('macro', MACRO, 'fini', 'clos').actions).toEqual([
      { do: 'tag', tag: 'clos' },
      { do: 'untag', tag: 'à voir' },
      { do: 'note', text: 'fini' },
    ]);
    expect(renamedTag('view', VIEW, 'à voir', 'urgent').filter).toEqual({ tag: 'urgent', language: 'fr' });
  });

  it('leaves what does not name it as it is', () => {
    expect(renamedTag('macro', MACRO, 'autre', 'clos')).toBe(MACRO);
    expect(renamedTag('view', VIEW, 'fini', 'clos')).toBe(VIEW);
  });

  it('twice is renamed once, and merged stands once', () => {
    const random = seededRandom(3);
    const words = ['a', 'b', 'c', 'd'];
    for (let round = 0; round < 500; round += 1) {
      const tags = words.filter(() => random.next() < 0.5);
      const [from = 'a', to = 'b'] = [...words].sort(() => random.next() - 0.5);
      const once = renamedTag('rule', ruleOf('r', { language: 'fr' }, { tags }), from, to);
      expect(renamedTag('rule', once, from, to)).toBe(once);
      expect(new Set(tagsIn('rule', once)).size).toBe(tagsIn('rule', once).length);
      expect(tagsIn('rule', once).includes(to)).toBe(tags.includes(from) || tags.includes(to));
    }
  });
});

describe('a tag that goes', () => {
  it('leaves a rule that does something else on, and puts one that does not out of force', () => {
    const both = ruleOf('a', { language: 'fr' }, { tags: ['fini'], priority: 'high' });
    const left = withoutTag('rule', both, 'fini');
    expect([left.isOn, left.then]).toEqual([true, { priority: 'high' }]);
    const emptied = withoutTag('rule', ruleOf('b', { language: 'fr' }, { tags: ['fini'] }), 'fini');
    expect([emptied.isOn, emptied.then]).toEqual([false, {}]);
  });

  it('is no act of a macro and no filter of a view any more', () => {
    expect(withoutTag('macro', MACRO, 'fini').actions).toEqual(MACRO.actions.slice(1));
    expect(withoutTag('view', VIEW, 'à voir').filter).toEqual({ language: 'fr' });
  });
});
