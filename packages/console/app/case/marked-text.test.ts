import { describe, expect, it } from '@jest/globals';
import { markText } from './marked-text.ts';

const span = (start: number, end: number, where: 'text' | 'subject' = 'text') => ({ span: { in: where, start, end } });
const shown = (text: string, requests: Parameters<typeof markText>[1]) =>
  markText(text, requests).map((piece) => [piece.text, piece.request]);

describe('the marks of a mail', () => {
  it.each([
    {
      name: 'cut the text at both ends',
      requests: [span(2, 4)],
      expected: [
        ['ab', undefined],
        ['cd', 0],
        ['ef', undefined],
      ],
    },
    {
      name: 'keep the order of the text',
      requests: [span(4, 6), span(0, 2)],
      expected: [
        ['ab', 1],
        ['cd', undefined],
        ['ef', 0],
      ],
    },
    {
      name: 'do not overlap',
      requests: [span(0, 4), span(2, 6)],
      expected: [
        ['abcd', 0],
        ['ef', 1],
      ],
    },
    { name: 'leave out those of the subject', requests: [span(0, 4, 'subject')], expected: [['abcdef', undefined]] },
    {
      name: 'end with the text',
      requests: [span(4, 99)],
      expected: [
        ['abcd', undefined],
        ['ef', 0],
      ],
    },
    { name: 'need not be there', requests: [], expected: [['abcdef', undefined]] },
  ])('$name', ({ requests, expected }) => {
    expect(shown('abcdef', requests)).toEqual(expected);
  });

  it('lose nothing of the text', () => {
    const pieces = markText('Bonjour, où est mon colis ?', [span(9, 27), span(0, 12), span(5, 5)]);
    expect(pieces.map(({ text }) => text).join('')).toBe('Bonjour, où est mon colis ?');
  });
});
