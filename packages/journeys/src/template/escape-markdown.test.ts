import { expect, it } from '@jest/globals';
import { escapeMarkdown, plainLine } from './escape-markdown.ts';

it.each([
  { text: 'CMD-2026-00123', expected: 'CMD-2026-00123' },
  { text: '49,90 €', expected: '49,90 €' },
  { text: 'Vase « été », 12.5 cm (bleu)', expected: 'Vase « été », 12.5 cm (bleu)' },
  { text: '[ici](https://mal.example)', expected: '\\[ici\\](https\\://mal.example)' },
  { text: 'https://mal.example', expected: 'https\\://mal.example' },
  { text: 'WWW.mal.example', expected: 'WWW\\.mal.example' },
  { text: 'javascript:alert(1)', expected: 'javascript\\:alert(1)' },
  { text: 'moi@mal.example', expected: 'moi\\@mal.example' },
  { text: '<b>gras</b> &amp;', expected: '\\<b\\>gras\\</b\\> \\&amp;' },
  { text: '**gras** _it_ `code` ~~x~~ a|b', expected: '\\*\\*gras\\*\\* \\_it\\_ \\`code\\` \\~\\~x\\~\\~ a\\|b' },
  { text: '# titre', expected: '\\# titre' },
  { text: '- liste', expected: '\\- liste' },
  { text: '+ liste', expected: '\\+ liste' },
  { text: '1. liste', expected: '1\\. liste' },
  { text: '===', expected: '\\===' },
  { text: 'a\n\n# titre', expected: 'a # titre' },
  { text: '    code', expected: 'code' },
  { text: 'fin\\', expected: 'fin\\\\' },
])('"$text" is escaped', ({ text, expected }) => {
  expect(escapeMarkdown(text)).toBe(expected);
});

it('keeps a header on one line', () => {
  expect(plainLine('a\r\nBcc: x@y.example\u202Efdp')).toBe('a Bcc: x@y.examplefdp');
});
