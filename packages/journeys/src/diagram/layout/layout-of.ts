/** Lays a diagram out: rows of boxes and labels, lines between them. */
import type { Diagram } from '../diagram.ts';
import { type LayeredGraph, layeredGraph } from './layered-graph.ts';
import type { Layout, PlacedText } from './layout.ts';
import { orderRows } from './order.ts';
import { type Places, placeItems } from './place.ts';
import { routeLines } from './route.ts';

/** Lays `diagram` out: rows from top to bottom, no box or label on another, no line through a box or a label. */
export function layoutOf(diagram: Diagram): Layout {
  const graph = layeredGraph(diagram);
  const places = placeItems(graph, orderRows(graph));
  const boxes = diagram.nodes.map((node) => ({ node, ...placed(node.id, graph, places) }));
  const labels = [...graph.items.values()].filter(({ kind }) => kind === 'label');
  return {
    width: places.width,
    height: places.height,
    boxes,
    labels: labels.map(({ id, aside }) => ({ ...placed(id, graph, places), aside })),
    lines: routeLines(graph, places, new Map(boxes.map((box) => [box.node.id, box]))),
  };
}

/** In the middle of its row. */
function placed(id: string, { items }: LayeredGraph, { x, rows }: Places): PlacedText {
  const { rank = 0, text = { lines: [], width: 0, height: 0 } } = items.get(id) ?? {};
  const { top = 0, bottom = 0 } = rows[rank] ?? {};
  const { lines, width, height } = text;
  return { x: (x.get(id) ?? 0) - width / 2, y: (top + bottom - height) / 2, width, height, lines };
}
