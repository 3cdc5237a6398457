/** Every module of words in the application, found by its name: none can be forgotten. */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { PageWords } from './page-words.ts';

const APP = new URL('../', import.meta.url);
const MODULES = readdirSync(APP, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('-words.ts') && !/\/(?:use|page|reason)-/.test(file))
  .sort();

const all: { readonly file: string; readonly words: PageWords<object> }[] = [];
// One after the other: jest links modules that are asked for at once wrongly.
for (const file of MODULES) {
  const exported: object = await import(new URL(file, APP).href);
  for (const value of Object.values(exported))
    if (typeof value === 'object' && 'fr' in value && 'en' in value) all.push({ file, words: value });
}

/** Every text with its path; those made by functions are made with figures and names. */
function texts(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, value]: [string, unknown]): [string, string][] => {
    const at = `${path}.${name}`;
    if (typeof value === 'string') return [[at, value]];
    if (typeof value === 'function') return [[at, String(value('2', '3', '4', '5'))]];
    return texts(value as object, at);
  });
}

/** Said alike in both languages. */
const SAME =
  /^(?:Cc|Macros?|Sections?|Actions?(?: \d)?|Organisation|[Mm]ails?|\d+ (?:mails?|macros?)|[\dA-Z]{4}-[\dA-Z]{4}-[\dA-Z]|[\p{P}\p{S}\d\s]+)$/u;

describe('the words that come with pages', () => {
  it('are found', () => {
    expect(all.length).toBeGreaterThan(8);
  });

  it.each(all)('$file: the same in number and name in both languages, none of them empty', ({ words }) => {
    const [fr, en] = [texts(words.fr), texts(words.en)];
    expect(en.map(([at]) => at)).toEqual(fr.map(([at]) => at));
    expect([...fr, ...en].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it.each(all)('$file: typographic apostrophes, French spaces and quotes', ({ words }) => {
    const [fr, en] = [texts(words.fr), texts(words.en)];
    expect([...fr, ...en].filter(([, text]) => text.includes("'"))).toEqual([]);
    expect(
      fr.filter(([, text]) => /[^\s\u00a0\u202f([][:;!?»](\s|$)|«\S|[“”]/u.test(text.replaceAll('«\u00a0', '« '))),
    ).toEqual([]);
  });

  it.each(all)('$file: translated', ({ words }) => {
    const english = new Map(texts(words.en));
    expect(texts(words.fr).filter(([at, text]) => english.get(at) === text && !SAME.test(text))).toEqual([]);
  });
});
