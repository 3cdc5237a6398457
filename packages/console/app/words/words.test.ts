import { describe, expect, it } from '@jest/globals';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { browserLanguage } from './words.ts';

/** Every text with its path; those made by functions are made with figures and a name. */
function texts(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, value]: [string, unknown]): [string, string][] => {
    const at = `${path}.${name}`;
    if (typeof value === 'string') return [[at, value]];
    if (typeof value === 'function') return [[at, String((value as (...given: unknown[]) => string)(2, 'X'))]];
    return texts(value as object, at);
  });
}

/** Words that both languages have, and what is not said in either. */
const ALLOWED_SAME = /^(|Article|Total|Stock|Cc|Supervision|Notifications|Message|Original|—)$/;

describe('the words of the pages', () => {
  it('are the same in number and name in both languages', () => {
    expect(texts(en).map(([at]) => at)).toEqual(texts(fr).map(([at]) => at));
  });

  it('are never empty, but where nothing is to be said', () => {
    const empty = [...texts(fr), ...texts(en)].filter(([, text]) => text.trim() === '').map(([at]) => at);
    expect(empty).toEqual(['.case.draft.clean', '.case.draft.clean']);
  });

  it('use the typographic apostrophe', () => {
    expect([...texts(fr), ...texts(en)].filter(([, text]) => text.includes("'"))).toEqual([]);
  });

  it('set the French signs off with a space, and quote with guillemets', () => {
    const bad = texts(fr).filter(([, text]) => /[^\s  ][:;!?»](\s|$)|«\S|[“”]/.test(text));
    expect(bad).toEqual([]);
  });

  it('are translated', () => {
    const english = new Map(texts(en));
    const same = texts(fr).filter(([at, text]) => english.get(at) === text && !ALLOWED_SAME.test(text));
    expect(same).toEqual([]);
  });
});

describe('the language to begin with', () => {
  it.each([
    { preferred: ['en-GB', 'fr'], expected: 'en' },
    { preferred: ['de', 'fr-CA'], expected: 'fr' },
    { preferred: ['de', 'en'], expected: 'en' },
    { preferred: [], expected: 'fr' },
  ])('for $preferred is $expected', ({ preferred, expected }) => {
    expect(browserLanguage(preferred)).toBe(expected);
  });
});
