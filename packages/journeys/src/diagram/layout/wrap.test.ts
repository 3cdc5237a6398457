import { describe, expect, it } from '@jest/globals';
import { textWidth } from './text-width.ts';
import { wrap } from './wrap.ts';

describe('wrapping a text', () => {
  it.each([
    { name: 'nothing', text: '', expected: [] },
    { name: 'a short text', text: 'un deux', expected: ['un deux'] },
    { name: 'between words', text: 'un deux trois quatre cinq', expected: ['un deux trois', 'quatre cinq'] },
    {
      name: 'a long word anywhere',
      text: 'un anticonstitutionnellement',
      expected: ['un', 'anticonstitutio', 'nnellement'],
    },
    {
      name: 'never at a no-break space',
      text: 'un deux «\u00a0trois\u00a0»',
      expected: ['un deux', '«\u00a0trois\u00a0»'],
    },
  ])('breaks $name', ({ text, expected }) => {
    expect(wrap(text, 12, 84)).toEqual(expected);
  });

  it.each(['Une règle, puis une autre', '€ 49,90 — œuvre', '😀😀😀 日本語日本語日本語', 'x'.repeat(60)])(
    'keeps each line of « %s » within the width, and every sign',
    (text) => {
      const lines = wrap(text, 12, 50);
      expect(Math.max(...lines.map((line) => textWidth(line, 12)))).toBeLessThanOrEqual(50);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    },
  );
});
