/** The lines: straight down within a row, curved between two rows, so that none passes through a box or a label. */
import { placeInOrder } from './isotonic.ts';
import type { Item, LayeredGraph, Segment } from './layered-graph.ts';
import type { Line, PlacedBox } from './layout.ts';
import type { Places } from './place.ts';

/** Share of a shape's half width in which lines may begin and end. */
const PORT_SHARE = { box: 0.86, round: 0.72, link: 0.86, diamond: 0.7 } as const;
const PORT_GAP_PX = 16;

type Boxes = ReadonlyMap<string, PlacedBox>;
type Ports = ReadonlyMap<Segment, number>;

/** One line for each segment of `graph`. */
export function routeLines(graph: LayeredGraph, places: Places, boxes: Boxes): Line[] {
  const down = portsOf(graph, places, boxes, 'upper');
  const up = portsOf(graph, places, boxes, 'lower');
  return graph.segments.flatMap((segment) => {
    const upper = graph.items.get(segment.upper);
    const lower = graph.items.get(segment.lower);
    if (upper === undefined || lower === undefined) return [];
    const fromX = down.get(segment) ?? 0;
    const toX = up.get(segment) ?? 0;
    const fromRow = places.rows[upper.rank] ?? { top: 0, bottom: 0 };
    const toRow = places.rows[lower.rank] ?? { top: 0, bottom: 0 };
    const fromY = edgeY(upper, fromX, fromRow, boxes, 1);
    const toY = edgeY(lower, toX, toRow, boxes, -1);
    const { aside, head } = segment;
    return { fromX, fromY, bendY: fromRow.bottom, unbendY: toRow.top, toX, toY, aside, head };
  });
}

/** Where each segment leaves its upper item, or meets its lower one: side by side, in the order of the other ends. */
function portsOf(graph: LayeredGraph, { x }: Places, boxes: Boxes, end: 'upper' | 'lower'): Ports {
  const ports = new Map<Segment, number>();
  const other = end === 'upper' ? 'lower' : 'upper';
  for (const item of graph.items.values()) {
    const own = graph.segments.filter((segment) => segment[end] === item.id);
    const sorted = own.sort((a, b) => (x.get(a[other]) ?? 0) - (x.get(b[other]) ?? 0));
    const wishes = sorted.map((segment) => x.get(segment[other]) ?? 0);
    const places = portPlaces(wishes, x.get(item.id) ?? 0, boxes.get(item.id));
    for (const [index, segment] of sorted.entries()) ports.set(segment, places[index] ?? 0);
  }
  return ports;
}

function portPlaces(wishes: readonly number[], centre: number, box: PlacedBox | undefined): number[] {
  if (box === undefined) return wishes.map(() => centre);
  // A single line meets a rhombus at its corner.
  const isCorner = box.node.shape === 'diamond' && wishes.length === 1;
  const reach = isCorner ? 0 : (box.width / 2) * PORT_SHARE[box.node.shape];
  const gap = Math.min(PORT_GAP_PX, (2 * reach) / Math.max(1, wishes.length - 1));
  const room = gap * (wishes.length - 1);
  const within = wishes.map((wish, index) => {
    const offset = index * gap;
    return { at: Math.min(centre + reach - room, Math.max(centre - reach, wish - offset)) + offset, weight: 1 };
  });
  return placeInOrder(
    within,
    wishes.slice(1).map(() => gap),
  );
}

/** Where the outline of an item is met at `x`: its lower side (1) or its upper side (-1). */
function edgeY(item: Item, x: number, row: { top: number; bottom: number }, boxes: Boxes, side: 1 | -1): number {
  const middle = (row.top + row.bottom) / 2;
  const box = boxes.get(item.id);
  // A bend is drawn with the line that leaves it, from the row's top.
  if (item.kind === 'bend') return row.top;
  if (box?.node.shape !== 'diamond') return middle + (side * item.text.height) / 2;
  const share = 1 - Math.abs(x - (box.x + box.width / 2)) / (box.width / 2);
  return middle + (side * share * box.height) / 2;
}
