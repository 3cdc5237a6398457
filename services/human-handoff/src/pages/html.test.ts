import { describe, expect, it } from '@jest/globals';
import { html, type Part } from './html.ts';

describe('html', () => {
  it.each<{ name: string; part: Part; expected: string }>([
    { name: 'escapes text', part: '<script>alert(1)</script>', expected: '&lt;script&gt;alert(1)&lt;/script&gt;' },
    { name: 'escapes both quotes', part: `"x" 'y'`, expected: '&quot;x&quot; &#39;y&#39;' },
    { name: 'escapes ampersands once', part: '&lt;', expected: '&amp;lt;' },
    { name: 'keeps what it made', part: html`<b>${'<'}</b>`, expected: '<b>&lt;</b>' },
    { name: 'joins lists and escapes each', part: [html`<i>1</i>`, '<2>', [3]], expected: '<i>1</i>&lt;2&gt;3' },
    { name: 'leaves out what is missing', part: [undefined, null, false], expected: '' },
    { name: 'writes zero', part: 0, expected: '0' },
  ])('$name', ({ part, expected }) => {
    expect(html`[${part}]`.markup).toBe(`[${expected}]`);
  });

  it('is not fooled by data that looks like markup of its own', () => {
    const forged = JSON.parse('{"markup":"<script>"}') as string;
    expect(html`${forged}`.markup).toBe('[object Object]');
  });
});
