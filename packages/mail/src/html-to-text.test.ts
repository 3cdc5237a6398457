import { describe, expect, it } from '@jest/globals';
import { htmlToText } from './html-to-text.ts';

describe('htmlToText', () => {
  it.each([
    { name: 'collapses blanks', html: 'a \n\t b<b> c</b>', expected: 'a b c' },
    { name: 'makes lines of blocks and breaks', html: '<div>a</div><div>b<br>c</div>', expected: 'a\nb\nc' },
    { name: 'keeps paragraphs apart', html: '<p>a</p><p>b</p>', expected: 'a\n\nb' },
    {
      name: "takes Outlook's paragraphs for lines",
      html: '<p class="MsoNormal">a</p><p class="MsoNormal">b</p>',
      expected: 'a\nb',
    },
    {
      name: 'decodes references',
      html: 'l&rsquo;&eacute;t&#233; &#x20AC; &amp;lt; &inconnu;',
      expected: 'l’été € &lt; &inconnu;',
    },
    {
      name: 'marks quotes once, however deep',
      html: 'a<blockquote>b<blockquote>c</blockquote></blockquote>d',
      expected: 'a\n> b\n> c\nd',
    },
    {
      name: 'leaves scripts, styles and comments out',
      html: '<style>x</style>a<!-- <p>y --><script>z</script>b',
      expected: 'ab',
    },
    { name: 'keeps a lone <', html: 'a < b <3', expected: 'a < b <3' },
    {
      name: 'keeps cells and items apart',
      html: '<table><tr><td>a</td><td>b</td></tr></table><ul><li>c</ul>',
      expected: 'a b\n- c',
    },
    { name: 'keeps the lines of preformatted text', html: '<pre>a\n  b</pre>', expected: 'a\nb' },
    { name: 'ends with an unclosed tag or comment', html: 'a<!-- b', expected: 'a' },
  ])('$name', ({ html, expected }) => {
    expect(htmlToText(html)).toBe(expected);
  });
});
