import { describe, expect, it } from '@jest/globals';
import { html } from './html.ts';
import { samplePage } from './testing/sample-page.ts';
import { shownValue } from './values.ts';

const shown = (value: unknown): string =>
  html`${shownValue(value, samplePage())}`.markup.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('shownValue', () => {
  it.each<{ name: string; value: unknown; expected: string }>([
    { name: 'an amount', value: { minor: 18_900, currency: 'EUR' }, expected: '189,00 €' },
    {
      name: 'what only looks like an amount',
      value: { minor: 1.5, currency: 'EUR' },
      expected: pairsOf('Minor', '1,5', 'Currency', 'EUR'),
    },
    {
      name: 'a currency that is none',
      value: { minor: 1, currency: '<b>' },
      expected: pairsOf('Minor', '1', 'Currency', '&lt;b&gt;'),
    },
    { name: 'a day', value: '2026-10-30', expected: '30 oct. 2026' },
    { name: 'a truth', value: true, expected: 'Oui' },
    { name: 'nothing', value: null, expected: '—' },
    { name: 'an empty list', value: [], expected: '—' },
    { name: 'an empty record', value: {}, expected: '—' },
    { name: 'a list of one', value: ['CMD-1'], expected: 'CMD-1' },
    { name: 'a list', value: ['a', '<b>'], expected: '<ul class="plain"><li>a</li><li>&lt;b&gt;</li></ul>' },
    {
      name: 'a file',
      value: { name: 'f.pdf', type: 'application/pdf' },
      expected: 'f.pdf <small>application/pdf</small>',
    },
    { name: 'names with markup', value: { '<i>': 1 }, expected: pairsOf('&lt;i&gt;', '1') },
  ])('shows $name', ({ value, expected }) => {
    expect(shown(value)).toBe(expected);
  });

  it('ends at some depth, however deep the data', () => {
    const deep = Array.from({ length: 50 }).reduce<object>((inner) => ({ a: inner }), {});
    expect(shown(deep)).toContain('<code>{&quot;a&quot;:');
  });
});

function pairsOf(...texts: string[]): string {
  const rows = texts.flatMap((text, index) =>
    index % 2 === 0 ? [`<div><dt>${text}</dt><dd>${texts[index + 1]}</dd></div>`] : [],
  );
  return `<dl class="pairs">${rows.join('')}</dl>`;
}
