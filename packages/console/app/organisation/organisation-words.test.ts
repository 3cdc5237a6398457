import { describe, expect, it } from '@jest/globals';
import { organisationEn } from './organisation-en.ts';
import { organisationFr } from './organisation-fr.ts';

/** Every text with its path; those made by functions are made with a figure and a name. */
function texts(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, value]: [string, unknown]): [string, string][] => {
    const at = `${path}.${name}`;
    if (typeof value === 'string') return [[at, value]];
    if (typeof value === 'function') return [[at, String((value as (...given: unknown[]) => string)(2, 'X'))]];
    return texts(value as object, at);
  });
}

/** Words that both languages have, and examples. */
const ALLOWED_SAME = /^(Organisation|(2 )?[Mm]acros?|Sections|Actions?|Action 2|7Q2K-9MXD-Y)$/;

describe('the words of the organisation page', () => {
  it('are the same in number and name in both languages', () => {
    expect(texts(organisationEn).map(([at]) => at)).toEqual(texts(organisationFr).map(([at]) => at));
  });

  it('use the typographic apostrophe and guillemets', () => {
    const all = [...texts(organisationFr), ...texts(organisationEn)];
    expect(all.filter(([, text]) => text.includes("'"))).toEqual([]);
    expect(texts(organisationFr).filter(([, text]) => /«\S|[“”]/.test(text))).toEqual([]);
  });

  it('are translated', () => {
    const english = new Map(texts(organisationEn));
    const same = texts(organisationFr).filter(([at, text]) => english.get(at) === text && !ALLOWED_SAME.test(text));
    expect(same).toEqual([]);
  });
});
