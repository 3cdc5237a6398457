import { describe, expect, it } from '@jest/globals';
import { learningEn } from './learning-en.ts';
import { learningFr } from './learning-fr.ts';

/** Every text with its path; those made by functions are made of `count` and a name. */
function texts(words: object, count = 2, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, value]: [string, unknown]): [string, string][] => {
    const at = `${path}.${name}`;
    if (typeof value === 'string') return [[at, value]];
    if (typeof value === 'function') return [[at, String((value as (...given: unknown[]) => string)(count, 'X'))]];
    return texts(value as object, count, at);
  });
}

describe('the words of the learning page', () => {
  it.each([
    { name: 'French', words: learningFr },
    { name: 'English', words: learningEn },
  ])('tell one from many, in $name', ({ words }) => {
    const ofOne = new Map(texts(words, 1));
    const counted = ['.ticked', '.done.proposed.accept', '.done.accepted', '.tally.guaranteed', '.needed'];
    const without = (text: string | undefined): string => (text ?? '').replaceAll(/\d+/g, '');
    const ofMany = new Map(texts(words, 2));
    expect(counted.filter((at) => without(ofOne.get(at)) === without(ofMany.get(at)))).toEqual([]);
  });
});
