import { expect, it } from '@jest/globals';
import { frenchSpaces, mapTexts } from './spaces.ts';

it('a high sign never begins a line', () => {
  expect(frenchSpaces('Choix : « oui » ?')).toBe('Choix\u00a0: «\u00a0oui\u00a0»\u00a0?');
});

it('texts, lists of them and what makes them are all changed', () => {
  const words = mapTexts({ a: 'x', b: { c: ['x', 'y'] as [string, string] }, d: (n: number) => `x${n}` }, (text) =>
    text.toUpperCase(),
  );
  expect(words.a).toBe('X');
  expect(words.b.c).toEqual(['X', 'Y']);
  expect(words.d(2)).toBe('X2');
});
