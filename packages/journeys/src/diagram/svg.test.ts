import { describe, expect, it } from '@jest/globals';
import { JOURNEY_TEXT, journeyOf } from '../testing/journey-text.ts';
import type { Diagram } from './diagram.ts';
import { diagramOf } from './diagram-of.ts';
import { svgOf } from './svg.ts';

const odd: Diagram = {
  title: 'Tout & <rien>',
  language: 'fr',
  nodes: [
    { id: 'a"b', kind: 'call', shape: 'box', caption: 'appel', title: '<script>', lines: ['x\u0000 & y'] },
    { id: 'suite', kind: 'start', shape: 'link', caption: 'autre', title: 'suite', lines: [], journey: 'retour' },
  ],
  edges: [{ from: 'a"b', to: 'suite', kind: 'error', labels: ['a < b'] }],
};

/** Tags that are opened and never closed, or closed and never opened. */
function unbalanced(xml: string): string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [, close, name = '', end] of xml.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
    if (close === '/' && open.pop() !== name) wrong.push(name);
    if (close === '' && end === '') open.push(name);
  }
  return [...wrong, ...open];
}

describe('a diagram in SVG', () => {
  const svg = svgOf(diagramOf(journeyOf()));

  it('has a title, a description in words, and every box', () => {
    expect(svg).toContain('<title>Essai</title>');
    expect(svg.replaceAll('\u00a0', ' ')).toContain('choisir (règles) : 1. order.total &lt;= eur(150) → rembourser');
    expect(svg.match(/data-node="/g)).toHaveLength(10);
  });

  it('follows the light or dark of the screen, and loads nothing', () => {
    expect(svg).toContain('prefers-color-scheme:dark');
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|@import|url\(|<script|<image/);
  });

  it('is well formed whatever the texts', () => {
    const text = svgOf(odd, { hrefOf: () => 'a"b&c' });
    expect(unbalanced(text)).toEqual([]);
    expect(text).not.toMatch(/&(?!amp;|lt;|gt;|quot;)/);
    expect(text).not.toContain('\u0000');
    expect(text).toContain('&lt;script&gt;');
  });

  it('links to other journeys only when told where they are', () => {
    expect(svgOf(odd)).not.toContain('<a ');
    expect(svgOf(odd, { hrefOf: (journey) => `${journey}.svg` })).toContain('<a href="retour.svg">');
  });

  it('points out where a run stands', () => {
    const here = svgOf(diagramOf(journeyOf(JOURNEY_TEXT)), { at: 'valider' });
    expect(here.match(/fj-here"/g)).toHaveLength(1);
    expect(here).toMatch(/<g class="fj-human fj-here" data-node="valider" aria-current="step">/);
    expect(svg).not.toContain('fj-here"');
  });
});
