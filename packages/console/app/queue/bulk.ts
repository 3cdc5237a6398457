/** Which cases can be validated together, and by which option. Pure. */
import type { DeskItem } from '../api/types.ts';

export interface Bulk {
  /** What validating means: a choice that moves neither money nor goods. */
  readonly option: string;
  readonly reviewIds: readonly string[];
  readonly numbers: readonly string[];
}

/** Those of the same proposal; undefined when they differ, or when one of them moves money or goods. */
export function bulkOf(items: readonly DeskItem[]): Bulk | undefined {
  const [first] = items;
  const proposal = first?.bulk;
  const option = first?.bulkOption;
  if (proposal === undefined || option === undefined) return undefined;
  const reviewIds = items.flatMap(({ bulk, review }) => (bulk === proposal && review ? [review.reviewId] : []));
  if (reviewIds.length !== items.length) return undefined;
  return { option, reviewIds, numbers: items.map(({ number }) => number) };
}

/** The largest group of at least two. */
export function largestBulk(items: readonly DeskItem[]): Bulk | undefined {
  const groups = new Map<string, DeskItem[]>();
  for (const item of items) {
    if (item.bulk === undefined) continue;
    groups.set(item.bulk, [...(groups.get(item.bulk) ?? []), item]);
  }
  const [largest] = [...groups.values()].sort((a, b) => b.length - a.length);
  return largest !== undefined && largest.length > 1 ? bulkOf(largest) : undefined;
}
