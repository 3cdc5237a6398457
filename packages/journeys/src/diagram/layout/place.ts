/** Where the items stand: from left to right near what they are joined to, from top to bottom row by row. */
import { placeInOrder, type Wish } from './isotonic.ts';
import type { Item, LayeredGraph, Segment } from './layered-graph.ts';
import type { Rows } from './order.ts';
import { straighten } from './straighten.ts';

/** Centre of each item from left to right, and top and bottom of each row; pixels, from 0. */
export interface Places {
  readonly x: ReadonlyMap<string, number>;
  readonly rows: readonly { readonly top: number; readonly bottom: number }[];
  readonly width: number;
  readonly height: number;
}

const SWEEPS = 60;
/** The main way is kept straight before the ways aside. */
const PULL = { main: 3, aside: 0.4, bends: 8 } as const;
const AIR_PX = { box: 20, label: 8, bend: 9 } as const;
/** Between rows, lines need the more height the farther they go sideways. */
const ROW_GAP = { least: 17, slope: 0.11, most: 56 } as const;
const MARGIN_PX = 20;

interface Neighbour {
  readonly id: string;
  readonly weight: number;
}

/** Places everything; the drawing has a margin around it. */
export function placeItems(graph: LayeredGraph, rows: Rows): Places {
  const gap = (left: string, right: string) => room(graph.items.get(left)) + room(graph.items.get(right));
  const weightOf = (segment: Segment) => pullOf(segment, graph.items);
  const x = sweep(graph, rows, gap, weightOf);
  return framed(straighten(x, graph, rows, gap, weightOf), graph, rows);
}

/** Half of an item's width and the air beside it. */
function room(item: Item | undefined): number {
  return item === undefined ? 0 : item.text.width / 2 + AIR_PX[item.kind];
}

function pullOf({ upper, lower, aside }: Segment, items: LayeredGraph['items']): number {
  const isInner = items.get(upper)?.kind !== 'box' && items.get(lower)?.kind !== 'box';
  return (isInner ? PULL.bends : 1) * (aside ? PULL.aside : PULL.main);
}

/** Row by row, downwards and upwards in turn: near the neighbours above or below, at the end near both. */
function sweep(
  graph: LayeredGraph,
  rows: Rows,
  gap: (left: string, right: string) => number,
  weightOf: (segment: Segment) => number,
): Map<string, number> {
  const x = new Map<string, number>();
  const gaps = rows.map((row) => row.slice(1).map((id, index) => gap(row[index] ?? '', id)));
  const move = (index: number, wish: (id: string) => Wish): void => {
    const row = rows[index] ?? [];
    const places = placeInOrder(row.map(wish), gaps[index] ?? []);
    for (const [place, id] of row.entries()) x.set(id, places[place] ?? 0);
  };
  for (const index of rows.keys()) move(index, () => ({ at: 0, weight: 1 }));
  const { above, below } = neighboursOf(graph.segments, weightOf);
  for (let turn = 0; turn < SWEEPS; turn++) {
    const isDown = turn % 2 === 0;
    const sides = turn < SWEEPS / 2 ? [isDown ? above : below] : [above, below];
    const order = [...rows.keys()];
    for (const index of isDown ? order : order.reverse()) {
      move(index, (id) =>
        wishOf(
          x,
          id,
          sides.flatMap((side) => side.get(id) ?? []),
        ),
      );
    }
  }
  return x;
}

function neighboursOf(segments: readonly Segment[], weightOf: (segment: Segment) => number) {
  const above = new Map<string, Neighbour[]>();
  const below = new Map<string, Neighbour[]>();
  const add = (side: Map<string, Neighbour[]>, id: string, neighbour: Neighbour) =>
    side.set(id, [...(side.get(id) ?? []), neighbour]);
  for (const segment of segments) {
    const weight = weightOf(segment);
    add(below, segment.upper, { id: segment.lower, weight });
    add(above, segment.lower, { id: segment.upper, weight });
  }
  return { above, below };
}

function wishOf(x: ReadonlyMap<string, number>, id: string, neighbours: readonly Neighbour[]): Wish {
  const weight = neighbours.reduce((sum, each) => sum + each.weight, 0);
  if (weight === 0) return { at: x.get(id) ?? 0, weight: 0.1 };
  return { at: neighbours.reduce((sum, each) => sum + each.weight * (x.get(each.id) ?? 0), 0) / weight, weight };
}

/** Moves everything to begin at the margin, and stacks the rows. */
function framed(x: ReadonlyMap<string, number>, graph: LayeredGraph, rows: Rows): Places {
  const all = [...graph.items.values()];
  const left = Math.min(...all.map(({ id, text }) => (x.get(id) ?? 0) - text.width / 2));
  const right = Math.max(...all.map(({ id, text }) => (x.get(id) ?? 0) + text.width / 2));
  const moved = new Map([...x].map(([id, at]) => [id, at - left + MARGIN_PX]));
  const placed: { top: number; bottom: number }[] = [];
  let top = MARGIN_PX;
  for (const [index, row] of rows.entries()) {
    const height = Math.max(0, ...row.map((id) => graph.items.get(id)?.text.height ?? 0));
    placed.push({ top, bottom: top + height });
    top += height + gapBelow(index, graph, moved);
  }
  const bottom = placed.at(-1)?.bottom ?? MARGIN_PX;
  return {
    x: moved,
    rows: placed,
    width: Math.ceil(right - left + 2 * MARGIN_PX),
    height: Math.ceil(bottom + MARGIN_PX),
  };
}

function gapBelow(rank: number, { items, segments }: LayeredGraph, x: ReadonlyMap<string, number>): number {
  const sideways = segments
    .filter(({ upper }) => items.get(upper)?.rank === rank)
    .map(({ upper, lower }) => Math.abs((x.get(upper) ?? 0) - (x.get(lower) ?? 0)));
  return Math.round(Math.min(ROW_GAP.most, ROW_GAP.least + ROW_GAP.slope * Math.max(0, ...sideways)));
}
