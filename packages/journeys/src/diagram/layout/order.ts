/** In which order the items of each row stand, so that few lines cross: barycentre sweeps, then neighbours exchanged. */
import type { LayeredGraph, Segment } from './layered-graph.ts';

/** Rows from top to bottom, ids from left to right. */
export type Rows = readonly (readonly string[])[];

const SWEEPS = 24;

/** The rows of `graph`, in the best order found; the author's order where it makes no difference. */
export function orderRows(graph: LayeredGraph): Rows {
  const first = firstRows(graph);
  let best = { rows: first, crossings: crossingsOf(first, graph.segments) };
  for (const begin of [first, first.map((row) => [...row].reverse())]) {
    let rows = begin;
    for (let sweep = 0; sweep < SWEEPS && best.crossings > 0; sweep++) {
      const turn = { isDown: sweep % 2 === 0, isTurned: sweep % 4 > 1 };
      rows = exchangeNeighbours(sweepRows(rows, graph.segments, turn), graph.segments, turn);
      const crossings = crossingsOf(rows, graph.segments);
      if (crossings < best.crossings) best = { rows, crossings };
    }
  }
  return best.rows;
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
  /** Items that nothing tells apart change places: a better order may lie behind that. */
  readonly isTurned: boolean;
}

function sweepRows(rows: Rows, segments: readonly Segment[], { isDown, isTurned }: Turn): string[][] {
  const result = rows.map((row) => [...row]);
  const indexes = [...result.keys()].slice(1);
  for (const index of isDown ? indexes : indexes.map((each) => each - 1).reverse()) {
    const fixed = result[isDown ? index - 1 : index + 1] ?? [];
    result[index] = byBarycentre(result[index] ?? [], fixed, segments, isTurned);
  }
  return result;
}

/** Sorted by the mean place of the neighbours in `fixed`; an item without neighbours keeps its place. */
function byBarycentre(
  row: readonly string[],
  fixed: readonly string[],
  segments: readonly Segment[],
  isTurned: boolean,
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
    return { id, index, key: places.length === 0 ? index : mean };
  });
  const sign = isTurned ? -1 : 1;
  return keyed.sort((a, b) => a.key - b.key || sign * (a.index - b.index)).map(({ id }) => id);
}

/** Exchanges neighbours wherever that takes crossings away, until none does; in a turned sweep also, once, where it costs none. */
function exchangeNeighbours(rows: string[][], segments: readonly Segment[], { isDown, isTurned }: Turn): string[][] {
  const indexes = [...rows.keys()];
  for (const index of isDown ? indexes : indexes.reverse()) {
    const row = rows[index] ?? [];
    const around = [rows[index - 1] ?? [], row, rows[index + 1] ?? []];
    const inRow = new Set(row);
    const own = segments.filter(({ upper, lower }) => inRow.has(upper) || inRow.has(lower));
    let crossings = crossingsOf(around, own);
    for (let place = 0; place + 1 < row.length; place++) {
      exchange(row, place);
      const now = crossingsOf(around, own);
      if (now > crossings || (now === crossings && !isTurned)) exchange(row, place);
      if (now < crossings) place = -1;
      crossings = Math.min(crossings, now);
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
