import { describe, expect, it } from '@jest/globals';
import { matchesTyped } from './search-text.ts';

describe('a search in a list', () => {
  it.each([
    { name: 'nothing typed finds all', typed: ' ', expected: true },
    { name: 'case and accents do not matter', typed: 'RECU', expected: true },
    { name: 'every word has to be there', typed: 'vase vélo', expected: false },
    { name: 'words may come in any order', typed: 'cassé vase', expected: true },
  ])('$name', ({ typed, expected }) => {
    expect(matchesTyped('Vase reçu cassé', typed)).toBe(expected);
  });
});
