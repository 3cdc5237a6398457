/**
 * The drawing as rows of items: boxes in even rows, labels in odd ones, and a bend in every row that an edge passes.
 * Each item has room of its own in its row, so that lines, labels and boxes cannot lie on each other.
 */
import { type Diagram, type DiagramEdge, isAside } from '../diagram.ts';
import { type Measured, measureLabel, measureNode } from './measure.ts';
import { type Ranks, rankBoxes } from './rank.ts';

/** Something that takes room in a row. */
export interface Item {
  readonly id: string;
  readonly kind: 'box' | 'label' | 'bend';
  readonly rank: number;
  readonly text: Measured;
  /** Off the main way. */
  readonly aside: boolean;
}

/** A piece of line from an item to one in the next row. */
export interface Segment {
  readonly upper: string;
  readonly lower: string;
  readonly aside: boolean;
  /** Which end has the arrow's head, if any. */
  readonly head: 'upper' | 'lower' | undefined;
}

/** Items by id and the pieces of line between them. */
export interface LayeredGraph {
  readonly items: ReadonlyMap<string, Item>;
  readonly segments: readonly Segment[];
}

const NO_TEXT: Measured = { lines: [], width: 0, height: 0 };

/** Builds the rows of `diagram`. Edges to the same box share one line once their labels are passed. */
export function layeredGraph({ nodes, edges }: Diagram): LayeredGraph {
  const ranks = rankBoxes(
    nodes.map(({ id }) => id),
    edges,
  );
  const items = new Map<string, Item>();
  for (const node of nodes) {
    const loops = edges.filter(({ from, to }) => from === node.id && to === node.id).flatMap(({ labels }) => labels);
    const rank = 2 * (ranks.rankOf.get(node.id) ?? 0);
    items.set(node.id, { id: node.id, kind: 'box', rank, text: measureNode(node, loops), aside: false });
  }
  const drawn = edges.filter(({ from, to }) => from !== to && ranks.rankOf.has(from) && ranks.rankOf.has(to));
  const segments = new Map<string, Segment>();
  for (const edge of drawn) {
    const stops = stopsOf(edge, ranks);
    for (const stop of stops) if (!items.has(stop.id)) items.set(stop.id, stop);
    const isBack = ranks.back.has(edge);
    const ids = [isBack ? edge.to : edge.from, ...stops.map(({ id }) => id), isBack ? edge.from : edge.to];
    for (const segment of segmentsAlong(ids, isAside(edge), isBack)) {
      segments.set(JSON.stringify([segment.upper, segment.lower, segment.aside]), segment);
    }
  }
  return { items, segments: [...segments.values()] };
}

/** What `edge` passes between its boxes, from top to bottom. */
function stopsOf(edge: DiagramEdge, { rankOf, back }: Ranks): Item[] {
  const isBack = back.has(edge);
  const fromRank = 2 * (rankOf.get(edge.from) ?? 0);
  const toRank = 2 * (rankOf.get(edge.to) ?? 0);
  const top = Math.min(fromRank, toRank) + 1;
  const count = Math.abs(fromRank - toRank) - 1;
  const labelRank = isBack ? fromRank - 1 : fromRank + 1;
  const aside = isAside(edge);
  const own = JSON.stringify([edge.from, edge.to, aside]);
  return Array.from({ length: count }, (_, index): Item => {
    const rank = top + index;
    if (rank === labelRank && edge.labels.length > 0) {
      return { id: `label ${own}`, kind: 'label', rank, text: measureLabel(edge.labels), aside };
    }
    const isShared = !isBack && rank > labelRank;
    const line = isShared ? JSON.stringify([edge.to, aside]) : own;
    return { id: `bend ${line} ${rank}`, kind: 'bend', rank, text: NO_TEXT, aside };
  });
}

function segmentsAlong(ids: readonly string[], aside: boolean, isBack: boolean): Segment[] {
  return ids.slice(1).map((lower, index): Segment => {
    const atEnd = isBack ? index === 0 : index === ids.length - 2;
    const end = isBack ? 'upper' : 'lower';
    return { upper: ids[index] ?? '', lower, aside, head: atEnd ? end : undefined };
  });
}
