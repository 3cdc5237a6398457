import { describe, expect, it } from '@jest/globals';
import { journeyOf } from '../testing/journey-text.ts';
import type { Diagram } from './diagram.ts';
import { diagramOf } from './diagram-of.ts';
import { mermaidOf } from './mermaid.ts';

const small: Diagram = {
  title: 'Essai',
  language: 'fr',
  nodes: [
    { id: 'end', kind: 'decide', shape: 'diamond', caption: 'règles', title: 'a "b" <c>', lines: ['x | {y} `z`'] },
    {
      id: 'suite',
      kind: 'start',
      shape: 'link',
      caption: 'autre parcours',
      title: 'suite',
      lines: [],
      journey: 'retour',
    },
  ],
  edges: [
    { from: 'end', to: 'suite', kind: 'rule', labels: ['1. a < b', 'sinon'] },
    { from: 'end', to: 'suite', kind: 'error', labels: [] },
  ],
};

describe('a diagram in Mermaid', () => {
  it('is a flowchart whose texts cannot be taken for its language', () => {
    expect(mermaidOf(small)).toBe(
      [
        'flowchart TD',
        '  accTitle: Essai',
        '  n0{"<i>règles</i><br><b>a #34;b#34; #60;c#62;</b><br>x #124; #123;y#125; #96;z#96;"}',
        '  n1[["<i>autre parcours</i><br><b>suite</b>"]]',
        '  n0 -->|"1. a #60; b<br>sinon"| n1',
        '  n0 -.-> n1',
        '',
      ].join('\n'),
    );
  });

  it('links to other journeys and points out where a run stands', () => {
    const text = mermaidOf(small, { at: 'end', hrefOf: (journey) => `${journey}.svg` });
    expect(text).toContain('  click n1 href "retour.svg"\n');
    expect(text).toContain('  style n0 stroke:');
  });

  it('has every box and arrow of a journey', () => {
    const diagram = diagramOf(journeyOf());
    const lines = mermaidOf(diagram).trimEnd().split('\n');
    expect(lines).toHaveLength(2 + diagram.nodes.length + diagram.edges.length);
  });
});
