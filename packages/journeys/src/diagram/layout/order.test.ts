import { describe, expect, it } from '@jest/globals';
import type { Diagram } from '../diagram.ts';
import { layeredGraph } from './layered-graph.ts';
import { crossingsOf, orderRows } from './order.ts';

function diagram(...ways: readonly string[]): Diagram {
  const ends = ways.map((way) => way.split('>'));
  return {
    title: '',
    language: 'fr',
    nodes: [...new Set(ends.flat())].map((id) => {
      return { id, kind: 'call', shape: 'box', caption: '', title: id, lines: [] };
    }),
    edges: ends.map(([from = '', to = '']) => ({ from, to, kind: 'next', labels: [] })),
  };
}

describe('the order of the rows', () => {
  it.each([
    { name: 'a tree', ways: ['a>b', 'a>c', 'b>d', 'c>e', 'b>f', 'c>g'], expected: 0 },
    {
      name: 'ways that meet again',
      ways: ['a>b', 'a>c', 'a>d', 'c>e', 'b>f', 'd>f', 'b>e', 'e>g', 'f>g'],
      expected: 0,
    },
    { name: 'a long way beside short ones', ways: ['a>b', 'b>c', 'c>d', 'a>d', 'b>e', 'c>e'], expected: 0 },
    {
      name: 'two boxes that both lead to three',
      ways: ['a>b', 'a>c', 'b>d', 'b>e', 'b>f', 'c>d', 'c>e', 'c>f'],
      expected: 3,
    },
  ])('crosses $expected lines in $name', ({ ways, expected }) => {
    const graph = layeredGraph(diagram(...ways));
    expect(crossingsOf(orderRows(graph), graph.segments)).toBe(expected);
  });

  it('keeps the author’s order where it makes no difference', () => {
    const graph = layeredGraph(diagram('a>z', 'a>m', 'a>b'));
    expect(orderRows(graph).at(-1)).toEqual(['z', 'm', 'b']);
  });
});
