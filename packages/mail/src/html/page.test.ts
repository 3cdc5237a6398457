import { describe, expect, it } from '@jest/globals';
import { htmlLines } from './html-lines.ts';

const shown = (html: string) =>
  htmlLines(html)
    .map(({ raw }) => raw)
    .join('\n')
    .trim();

describe('HTML as lines', () => {
  it.each([
    { name: 'collapses blanks', html: 'a \n\t b<b> c</b>', expected: 'a b c' },
    { name: 'makes lines of blocks and breaks', html: '<div>a</div><div>b<br>c</div>', expected: 'a\nb\nc' },
    { name: 'keeps paragraphs apart', html: '<p>a</p><p>b</p>', expected: 'a\n\nb' },
    {
      name: 'takes Outlook’s paragraphs for lines, and its empty ones for blank lines',
      html: '<p class=MsoNormal>a</p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>b</p><p class="MsoNormal">c</p>',
      expected: 'a\n\nb\nc',
    },
    {
      name: 'decodes references',
      html: 'l&rsquo;&eacute;t&#233; &#x20AC; &amp;lt; &inconnu;',
      expected: 'l’été € &lt; &inconnu;',
    },
    {
      name: 'marks quotes by their depth',
      html: 'a<blockquote type=cite>b<blockquote type=cite>c</blockquote></blockquote>d',
      expected: 'a\n> b\n>> c\nd',
    },
    {
      name: 'leaves scripts, styles and comments out',
      html: '<style>x</style>a<!-- <p>y --><script>z</script>b',
      expected: 'ab',
    },
    { name: 'leaves out what is hidden', html: '<div style="display:none">x</div>a', expected: 'a' },
    { name: 'keeps a lone <', html: 'a < b <3', expected: 'a < b <3' },
    {
      name: 'keeps an address that nobody escaped',
      html: 'Léa <lea@x.example> dit',
      expected: 'Léa <lea@x.example> dit',
    },
    { name: 'passes over > in attributes', html: '<a title="a > b" href="x">c</a>', expected: 'c' },
    {
      name: 'keeps the rows of a table',
      html: '<table><tr><th>Article</th><th>Prix</th></tr><tr><td><p>Vase</p></td><td><p>12 €</p></td></tr></table>',
      expected: 'Article | Prix\nVase | 12 €',
    },
    {
      name: 'keeps lists, with their numbers and levels',
      html: '<ul><li>a<li>b<ul><li>c</ul></ul><ol><li>d</li><li>e</li></ol>',
      expected: '- a\n- b\n  - c\n1. d\n2. e',
    },
    {
      name: 'keeps where links lead to, when their text does not say it',
      html: '<a href="https://x.example/suivi?a=1&amp;b=2">Suivi</a>, <a href="https://www.x.example/">x.example</a>, <a href="mailto:a@b.example">a@b.example</a>',
      expected: 'Suivi (https://x.example/suivi?a=1&b=2), x.example, a@b.example',
    },
    { name: 'keeps the lines of preformatted text', html: '<pre>a\n  b</pre>', expected: 'a\n  b' },
    { name: 'ends with an unclosed comment', html: 'a<!-- b', expected: 'a' },
    { name: 'reads on below a head that nothing closes', html: '<head><meta x>a', expected: 'a' },
  ])('$name', ({ html, expected }) => {
    expect(shown(html)).toBe(expected);
  });
});
