import { describe, expect, it } from '@jest/globals';
import { pageLanguage } from './language.ts';

describe('pageLanguage', () => {
  it.each([
    { name: 'takes what the address asks for', asked: 'en', header: 'fr', expected: 'en' },
    { name: 'ignores a language that it does not speak', asked: 'xx', header: 'en', expected: 'en' },
    { name: 'takes the heaviest of the header', asked: undefined, header: 'fr;q=0.5, en-GB;q=0.9', expected: 'en' },
    { name: 'takes the first of equals', asked: undefined, header: 'de, en, fr', expected: 'en' },
    { name: 'does not take what is refused', asked: undefined, header: 'en;q=0', expected: 'fr' },
    { name: 'falls back to French', asked: undefined, header: undefined, expected: 'fr' },
  ])('$name', ({ asked, header, expected }) => {
    expect(pageLanguage(asked, header)).toBe(expected);
  });
});
