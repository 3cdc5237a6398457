/** Which row each box stands in: below everything that leads to it (longest path), ways back left aside. */

/** A way from a box to another. */
export interface Way {
  readonly from: string;
  readonly to: string;
}

/** Rows by id, from 0, and the ways that lead back up. */
export interface Ranks {
  readonly rankOf: ReadonlyMap<string, number>;
  readonly back: ReadonlySet<Way>;
}

/** `ids` in the author's order: ways back are those that a reader from top to bottom meets as such. */
export function rankBoxes(ids: readonly string[], ways: readonly Way[]): Ranks {
  const outOf = new Map<string, Way[]>(ids.map((id) => [id, []]));
  for (const way of ways) if (way.from !== way.to && outOf.has(way.to)) outOf.get(way.from)?.push(way);
  const { back, finished } = walk(ids, outOf);
  const rankOf = new Map(ids.map((id) => [id, 0]));
  for (const id of finished.reverse()) {
    const below = (rankOf.get(id) ?? 0) + 1;
    for (const way of outOf.get(id) ?? []) {
      if (!back.has(way)) rankOf.set(way.to, Math.max(rankOf.get(way.to) ?? 0, below));
    }
  }
  return { rankOf, back };
}

/** Depth first: a way to a box that is still open is a way back. */
function walk(ids: readonly string[], outOf: ReadonlyMap<string, readonly Way[]>) {
  const back = new Set<Way>();
  const finished: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (id: string): void => {
    state.set(id, 'open');
    for (const way of outOf.get(id) ?? []) {
      if (state.get(way.to) === 'open') back.add(way);
      else if (!state.has(way.to)) visit(way.to);
    }
    state.set(id, 'done');
    finished.push(id);
  };
  for (const id of ids) if (!state.has(id)) visit(id);
  return { back, finished };
}
