import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { journeyOf } from '../../testing/journey-text.ts';
import type { Diagram, DiagramEdge, DiagramNode } from '../diagram.ts';
import { diagramOf } from '../diagram-of.ts';
import type { Layout, Line, PlacedBox, Rectangle } from './layout.ts';
import { layoutOf } from './layout-of.ts';

/** Rectangles that touch do not overlap; a rounding error is no overlap either. */
const SLACK_PX = 0.01;

function overlaps(a: Rectangle, b: Rectangle): boolean {
  return (
    a.x + a.width > b.x + SLACK_PX &&
    b.x + b.width > a.x + SLACK_PX &&
    a.y + a.height > b.y + SLACK_PX &&
    b.y + b.height > a.y + SLACK_PX
  );
}

function overlapsIn({ boxes, labels }: Layout): [Rectangle, Rectangle][] {
  const all: Rectangle[] = [...boxes, ...labels];
  return all.flatMap((a, index) =>
    all
      .slice(index + 1)
      .filter((b) => overlaps(a, b))
      .map((b): [Rectangle, Rectangle] => [a, b]),
  );
}

/** Points along a line as it is drawn: down, a cubic curve, down. */
function pointsOn({ fromX, fromY, bendY, unbendY, toX, toY }: Line): { x: number; y: number }[] {
  const steps = Array.from({ length: 41 }, (_, index) => index / 40);
  const middleY = (bendY + unbendY) / 2;
  const curve = steps.map((t) => {
    const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3];
    return { x: (a + b) * fromX + (c + d) * toX, y: a * bendY + (b + c) * middleY + d * unbendY };
  });
  const down = (x: number, top: number, bottom: number) => steps.map((t) => ({ x, y: top + t * (bottom - top) }));
  return [...down(fromX, fromY, bendY), ...curve, ...down(toX, unbendY, toY)];
}

function isInside({ x, y }: { x: number; y: number }, box: Rectangle & Partial<PlacedBox>): boolean {
  const across = Math.abs(x - (box.x + box.width / 2)) / (box.width / 2);
  const along = Math.abs(y - (box.y + box.height / 2)) / (box.height / 2);
  const limit = 1 - 1e-3;
  return box.node?.shape === 'diamond' ? across + along < limit : across < limit && along < limit;
}

function linesThrough({ boxes, labels, lines }: Layout): Line[] {
  const all = [...boxes, ...labels];
  return lines.filter((line) => pointsOn(line).some((point) => all.some((each) => isInside(point, each))));
}

const words = fc.constantFrom('ok', 'order.total <= eur(150)', 'une règle bien plus longue que la largeur prévue', '');
const node = fc.record({
  shape: fc.constantFrom<DiagramNode['shape']>('box', 'diamond', 'round', 'link'),
  title: fc.constantFrom('a', 'demande-numero-commande', 'étape'),
  lines: fc.array(words, { maxLength: 4 }),
});
const edge = fc.record({
  ends: fc.tuple(fc.nat(11), fc.nat(11)),
  kind: fc.constantFrom<DiagramEdge['kind']>('next', 'rule', 'option', 'error', 'late'),
  labels: fc.array(words, { maxLength: 3 }),
});

/** Any boxes and arrows: loops, arrows back, islands, several arrows of the same ends. */
const anyDiagram = fc
  .tuple(fc.array(node, { minLength: 1, maxLength: 12 }), fc.array(edge, { maxLength: 24 }))
  .map(([nodes, edges]): Diagram => {
    const id = (index: number) => `n${index % nodes.length}`;
    return {
      title: 'x',
      language: 'fr',
      nodes: nodes.map((each, index) => ({ ...each, id: id(index), kind: 'call', caption: 'appel' })),
      edges: edges.map(({ ends: [from, to], ...each }) => ({ ...each, from: id(from), to: id(to) })),
    };
  });

describe('the layout of a diagram', () => {
  it('keeps boxes, labels and lines apart, whatever the diagram', () => {
    fc.assert(
      fc.property(anyDiagram, (diagram) => {
        const layout = layoutOf(diagram);
        expect(overlapsIn(layout)).toEqual([]);
        expect(linesThrough(layout)).toEqual([]);
      }),
      { numRuns: 150, seed: 6 },
    );
  });

  it('draws every arrow once with its head, and everything within the picture', () => {
    fc.assert(
      fc.property(anyDiagram, (diagram) => {
        const { width, height, boxes, labels, lines } = layoutOf(diagram);
        for (const { x, y, ...size } of [...boxes, ...labels]) {
          expect(Math.min(x, y, width - x - size.width, height - y - size.height)).toBeGreaterThanOrEqual(0);
        }
        const pairs = diagram.edges.filter(({ from, to }) => from !== to).map(({ from, to }) => `${from} ${to}`);
        const heads = lines.filter(({ head }) => head !== undefined).length;
        expect(heads > 0).toBe(pairs.length > 0);
        expect(heads).toBeLessThanOrEqual(pairs.length);
      }),
      { numRuns: 100, seed: 7 },
    );
  });

  it('puts what comes later lower, and the same diagram at the same places', () => {
    const diagram = diagramOf(journeyOf());
    const layout = layoutOf(diagram);
    const top = (id: string) => layout.boxes.find((box) => box.node.id === id)?.y ?? Number.NaN;
    const order = ['journey:begin', 'collect', 'retrouver', 'choisir', 'valider', 'rembourser', 'confirmer'];
    expect(order.map(top)).toEqual(order.map(top).sort((a, b) => a - b));
    expect(layoutOf(diagram)).toEqual(layout);
  });

  it('draws a way back up with its head at the upper box', () => {
    const base = { kind: 'review', shape: 'box', caption: '', lines: [] } as const;
    const { lines, boxes } = layoutOf({
      title: '',
      language: 'fr',
      nodes: ['a', 'b'].map((id) => ({ ...base, id, title: id })),
      edges: [
        { from: 'a', to: 'b', kind: 'next', labels: [] },
        { from: 'b', to: 'a', kind: 'option', labels: ['encore'] },
      ],
    });
    const [a] = boxes;
    const back = lines.find(({ head }) => head === 'upper');
    expect(back?.fromY).toBeCloseTo((a?.y ?? 0) + (a?.height ?? 0));
  });

  it('shows a way from a box to itself as a line of its text', () => {
    const { boxes, lines } = layoutOf({
      title: '',
      language: 'fr',
      nodes: [{ id: 'a', kind: 'review', shape: 'box', caption: '', title: 'a', lines: [] }],
      edges: [{ from: 'a', to: 'a', kind: 'option', labels: ['encore'] }],
    });
    expect(lines).toEqual([]);
    expect(boxes[0]?.lines.map(({ text }) => text)).toContain('↻ encore');
  });
});
