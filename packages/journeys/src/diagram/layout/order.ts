/** In which order the items of each row stand, so that few lines cross: barycentre sweeps, then neighbours exchanged. */
import type { LayeredGraph, Segment } from './layered-graph.ts';

/** Rows from top to bottom, ids from left to right. */
export type Rows = readonly (readonly string[])[];

const SWEEPS = 24;
/** Small drawings are tried from many beginnings, large ones from two: the time stays about the same. */
const STARTS = { items: 1200, least: 2, most: 24 } as const;

/** The rows of `graph`, in the best order found; the author's order where it makes no difference. */
export function orderRows(graph: LayeredGraph): Rows {
  const first = firstRows(graph);
  let best: { rows: Rows; crossings: number } = { rows: first, crossings: crossingsOf(first, graph.segments) };
  for (const [start, begin] of startsFrom(first).entries()) {
    let rows: Rows = begin;
    for (let sweep = 0; sweep < SWEEPS && best.crossings > 0; sweep++) {
      const turn = { isDown: sweep % 2 === 0, shuffle: sweep % 4 > 1 ? sweep + start * SWEEPS : 0 };
      rows = exchangeNeighbours(sweepRows(rows, graph.segments, turn), graph.segments);
      const crossings = crossingsOf(rows, graph.segments);
      if (crossings < best.crossings) best = { rows, crossings };
    }
  }
  return best.rows;
}

/** The rows as they are, turned round, and shuffled (always in the same way, so that a diagram always looks the same). */
function startsFrom(first: Rows): Rows[] {
  const size = first.reduce((sum, row) => sum + row.length, 0);
  const count = Math.max(STARTS.least, Math.min(STARTS.most, Math.floor(STARTS.items / size)));
  const shuffled = Array.from({ length: count - STARTS.least }, (_, seed) => {
    return first.map((row) => byKey(row, (index) => scattered(index + 1, seed + 1)));
  });
  return [first, first.map((row) => [...row].reverse()), ...shuffled];
}

function byKey(row: readonly string[], keyOf: (index: number) => number): string[] {
  const keyed = row.map((id, index) => ({ id, key: keyOf(index) }));
  return keyed.sort((a, b) => a.key - b.key).map(({ id }) => id);
}

/** A number in 0..1 that two small numbers make, without visible order (multiples of the golden ratio and its square). */
function scattered(index: number, seed: number): number {
  return (index * seed * 0.6180339887 + seed * seed * 0.3819660113) % 1;
}

/** Items in the order in which they are met from the top, along each way in turn. */
function firstRows({ items, segments }: LayeredGraph): string[][] {
  const below = new Map<string, string[]>();
  for (const { upper, lower } of segments) below.set(upper, [...(below.get(upper) ?? []), lower]);
  const rows: string[][] = [];
  const seen = new Set<string>();
  const visit = (id: string): void => {
    const item = items.get(id);
    if (item === undefined || seen.has(id)) return;
    seen.add(id);
    while (rows.length <= item.rank) rows.push([]);
    rows[item.rank]?.push(id);
    for (const next of below.get(id) ?? []) visit(next);
  };
  for (const id of items.keys()) visit(id);
  return rows;
}

interface Turn {
  readonly isDown: boolean;
  /** Not 0: items that nothing tells apart change places, in a way of this number's: a better order may lie behind that. */
  readonly shuffle: number;
}

function sweepRows(rows: Rows, segments: readonly Segment[], { isDown, shuffle }: Turn): string[][] {
  const result = rows.map((row) => [...row]);
  const indexes = [...result.keys()].slice(1);
  for (const index of isDown ? indexes : indexes.map((each) => each - 1).reverse()) {
    const fixed = result[isDown ? index - 1 : index + 1] ?? [];
    result[index] = byBarycentre(result[index] ?? [], fixed, segments, shuffle);
  }
  return result;
}

/** Sorted by the mean place of the neighbours in `fixed`; an item without neighbours keeps its place. */
function byBarycentre(
  row: readonly string[],
  fixed: readonly string[],
  segments: readonly Segment[],
  shuffle: number,
): string[] {
  const placeOf = new Map(fixed.map((id, index) => [id, index]));
  const placesOf = new Map<string, number[]>(row.map((id) => [id, []]));
  for (const { upper, lower } of segments) {
    const [above, below] = [placeOf.get(upper), placeOf.get(lower)];
    if (below !== undefined) placesOf.get(upper)?.push(below);
    if (above !== undefined) placesOf.get(lower)?.push(above);
  }
  const keyed = row.map((id, index) => {
    const places = placesOf.get(id) ?? [];
    const mean = places.reduce((sum, place) => sum + place, 0) / places.length;
    const tie = shuffle === 0 ? index : scattered(index + 1, shuffle);
    return { id, tie, key: places.length === 0 ? index : mean };
  });
  return keyed.sort((a, b) => a.key - b.key || a.tie - b.tie).map(({ id }) => id);
}

/** Exchanges neighbours wherever that takes crossings away, until none does. */
function exchangeNeighbours(rows: string[][], segments: readonly Segment[]): string[][] {
  for (const [index, row] of rows.entries()) {
    const around = [rows[index - 1] ?? [], row, rows[index + 1] ?? []];
    const inRow = new Set(row);
    const own = segments.filter(({ upper, lower }) => inRow.has(upper) || inRow.has(lower));
    let crossings = crossingsOf(around, own);
    for (let place = 0; place + 1 < row.length; place++) {
      exchange(row, place);
      const now = crossingsOf(around, own);
      if (now >= crossings) exchange(row, place);
      else {
        crossings = now;
        place = -1;
      }
    }
  }
  return rows;
}

function exchange(row: string[], place: number): void {
  const [a = '', b = ''] = row.slice(place, place + 2);
  row.splice(place, 2, b, a);
}

/** How many pairs of lines cross between neighbouring rows. */
export function crossingsOf(rows: Rows, segments: readonly Segment[]): number {
  const placeOf = new Map(rows.flatMap((row, rank) => row.map((id, index) => [id, { rank, index }] as const)));
  const lines: { from: number; to: number }[][] = rows.map(() => []);
  for (const { upper, lower } of segments) {
    const from = placeOf.get(upper);
    const to = placeOf.get(lower);
    if (from !== undefined && to !== undefined) lines[from.rank]?.push({ from: from.index, to: to.index });
  }
  let crossings = 0;
  for (const between of lines) {
    for (const [index, a] of between.entries()) {
      for (const b of between.slice(index + 1)) if ((a.from - b.from) * (a.to - b.to) < 0) crossings++;
    }
  }
  return crossings;
}
