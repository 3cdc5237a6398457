import { describe, expect, it } from '@jest/globals';
import { actsEn } from './acts-words-en.ts';
import { actsFr } from './acts-words-fr.ts';

/** Every text with its path; those made by functions are made with a figure. */
function texts(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, value]: [string, unknown]): [string, string][] => {
    const at = `${path}.${name}`;
    if (typeof value === 'string') return [[at, value]];
    if (typeof value === 'function') return [[at, String((value as (given: unknown) => string)(2))]];
    return texts(value as object, at);
  });
}

/** Words that both languages have. */
/** Said alike in both: what a system answered, and a mail. */
const ALLOWED_SAME = /^\.(?:origin\.system|picker\.mails|split\.which|course\.kinds\.reply)$/;

describe('the words of the acts', () => {
  const [fr, en] = [texts(actsFr), texts(actsEn)];

  it('are the same in number and name in both languages, and none is empty', () => {
    expect(en.map(([at]) => at)).toEqual(fr.map(([at]) => at));
    expect([...fr, ...en].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('use the typographic apostrophe, guillemets and the space before high signs', () => {
    expect([...fr, ...en].filter(([, text]) => text.includes("'"))).toEqual([]);
    expect(fr.filter(([, text]) => /[^\s][:;!?»](\s|$)|«\S/.test(text))).toEqual([]);
  });

  it('are translated', () => {
    const english = new Map(en);
    expect(fr.filter(([at, text]) => english.get(at) === text && !ALLOWED_SAME.test(at))).toEqual([]);
  });
});
