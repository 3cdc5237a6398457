/** The first few of many, without sorting the many. */

/** Keeps the first of what it is offered. */
export interface First {
  offer(slot: number): void;
  /** In order. */
  sorted(): readonly number[];
}

/** The first `limit` by `compare`: most of a long list is compared once, with the last one kept. */
export function openFirst(limit: number, compare: (a: number, b: number) => number): First {
  let kept: number[] = [];
  let worst: number | undefined;
  const cut = (): void => {
    kept = kept.sort(compare).slice(0, limit);
    worst = kept.length === limit ? kept.at(-1) : undefined;
  };
  return {
    offer(slot) {
      if (worst !== undefined && compare(slot, worst) > 0) return;
      kept.push(slot);
      if (kept.length >= limit * 2 + 100) cut();
    },
    sorted() {
      cut();
      return kept;
    },
  };
}
