/**
 * Makes long lines straight: the bends and labels of one line become a block that moves as one, and blocks settle near
 * what they are joined to without passing each other.
 */
import type { Item, LayeredGraph, Segment } from './layered-graph.ts';
import type { Rows } from './order.ts';

/** Distance that two neighbours in a row keep between their centres. */
export type Gap = (left: string, right: string) => number;

const ROUNDS = 80;

interface Block {
  readonly ids: readonly string[];
  /** Neighbours in the rows: ids of items. */
  readonly left: readonly string[];
  readonly right: readonly string[];
  x: number;
}

/** New places from the places `x`, which already keep every gap. `weightOf` says how strongly a line pulls its ends together. */
export function straighten(
  x: ReadonlyMap<string, number>,
  graph: LayeredGraph,
  rows: Rows,
  gap: Gap,
  weightOf: (segment: Segment) => number,
): Map<string, number> {
  const blocks = blocksOf(x, graph, rows);
  const blockOf = new Map(blocks.flatMap((block) => block.ids.map((id) => [id, block] as const)));
  const at = (id: string) => blockOf.get(id)?.x ?? 0;
  const leftEnd = ({ ids, left }: Block) => limit(ids, left, (id, other) => at(other) + gap(other, id), Math.max);
  const rightEnd = ({ ids, right }: Block) => limit(ids, right, (id, other) => at(other) - gap(id, other), Math.min);
  const sorted = fromTheLeft(blocks, blockOf);
  const endsOf = otherEnds(graph.segments, weightOf, blockOf);
  for (const block of sorted) block.x = Math.max(block.x, leftEnd(block));
  for (let round = 0; round < ROUNDS; round++) {
    for (const block of round % 2 === 0 ? [...sorted].reverse() : sorted) {
      const wish = meanOf(endsOf.get(block) ?? []) ?? block.x;
      block.x = Math.max(leftEnd(block), Math.min(rightEnd(block), wish));
    }
  }
  return new Map([...blockOf].map(([id, block]) => [id, block.x]));
}

/** The tightest of the places that `neighbours` (one for each id, '' for none) leave. */
function limit(
  ids: readonly string[],
  neighbours: readonly string[],
  place: (id: string, neighbour: string) => number,
  tightest: (...places: number[]) => number,
): number {
  const places = ids.flatMap((id, index) => {
    const neighbour = neighbours[index] ?? '';
    return neighbour === '' ? [] : [place(id, neighbour)];
  });
  return tightest(...places);
}

function blocksOf(x: ReadonlyMap<string, number>, graph: LayeredGraph, rows: Rows): Block[] {
  const beside = new Map(
    rows.flatMap((row) => row.map((id, index) => [id, [row[index - 1], row[index + 1]]] as const)),
  );
  return chainsOf(graph, rows).map((ids) => ({
    ids,
    left: ids.map((id) => beside.get(id)?.[0] ?? ''),
    right: ids.map((id) => beside.get(id)?.[1] ?? ''),
    x: ids.reduce((sum, id) => sum + (x.get(id) ?? 0), 0) / ids.length,
  }));
}

/** Each box by itself; bends and labels joined where one line goes on and crosses no other such line. */
function chainsOf({ items, segments }: LayeredGraph, rows: Rows): string[][] {
  const placeOf = new Map(rows.flatMap((row) => row.map((id, index) => [id, index] as const)));
  const inner = segments.filter(({ upper, lower }) => isThin(items.get(upper)) && isThin(items.get(lower)));
  const crosses = (a: Segment, b: Segment) => {
    if (items.get(a.upper)?.rank !== items.get(b.upper)?.rank) return false;
    const tops = (placeOf.get(a.upper) ?? 0) - (placeOf.get(b.upper) ?? 0);
    return tops * ((placeOf.get(a.lower) ?? 0) - (placeOf.get(b.lower) ?? 0)) < 0;
  };
  const joined = new Map<string, string>();
  const taken = new Set<string>();
  for (const segment of inner) {
    const { upper, lower } = segment;
    if (joined.has(upper) || taken.has(lower) || inner.some((other) => crosses(segment, other))) continue;
    joined.set(upper, lower);
    taken.add(lower);
  }
  const starts = rows.flat().filter((id) => !taken.has(id));
  return starts.map((start) => {
    const chain = [start];
    for (let next = joined.get(start); next !== undefined; next = joined.get(next)) chain.push(next);
    return chain;
  });
}

function isThin(item: Item | undefined): boolean {
  return item !== undefined && item.kind !== 'box';
}

/** Blocks such that each comes after all that stand left of it. */
function fromTheLeft(blocks: readonly Block[], blockOf: ReadonlyMap<string, Block>): Block[] {
  const sorted: Block[] = [];
  const seen = new Set<Block>();
  const visit = (block: Block): void => {
    if (seen.has(block)) return;
    seen.add(block);
    for (const id of block.left) {
      const neighbour = blockOf.get(id);
      if (neighbour !== undefined) visit(neighbour);
    }
    sorted.push(block);
  };
  for (const block of blocks) visit(block);
  return sorted;
}

interface End {
  readonly block: Block;
  readonly weight: number;
}

/** What the lines of each block lead to. */
function otherEnds(
  segments: readonly Segment[],
  weightOf: (segment: Segment) => number,
  blockOf: ReadonlyMap<string, Block>,
): Map<Block, End[]> {
  const ends = new Map<Block, End[]>([...blockOf.values()].map((block) => [block, []]));
  for (const segment of segments) {
    const upper = blockOf.get(segment.upper);
    const lower = blockOf.get(segment.lower);
    if (upper === undefined || lower === undefined || upper === lower) continue;
    const weight = weightOf(segment);
    ends.get(upper)?.push({ block: lower, weight });
    ends.get(lower)?.push({ block: upper, weight });
  }
  return ends;
}

/** The weighted mean of their places; undefined without any. */
function meanOf(ends: readonly End[]): number | undefined {
  const total = ends.reduce((sum, { weight }) => sum + weight, 0);
  return total === 0 ? undefined : ends.reduce((sum, { block, weight }) => sum + weight * block.x, 0) / total;
}
