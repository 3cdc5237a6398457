/** Acts on many cases: in batches that the server takes, and its answers put together. Pure. */
import type { ActsAnswer, QueueItem, Refused } from '../api/write-types.ts';

/** The most cases that one call may name. */
export const MOST_AT_ONCE = 200;

/** In order, `most` in each but the last. */
export function batchesOf(numbers: readonly string[], most = MOST_AT_ONCE): readonly (readonly string[])[] {
  const batches: (readonly string[])[] = [];
  for (let at = 0; at < numbers.length; at += most) batches.push(numbers.slice(at, at + most));
  return batches;
}

export function answersTogether(answers: readonly ActsAnswer[]): ActsAnswer {
  return { done: answers.flatMap(({ done }) => done), refused: answers.flatMap(({ refused }) => refused) };
}

export interface RefusedGroup {
  readonly why: string;
  readonly numbers: readonly string[];
}

/** Those refused for one reason stand together, the largest group first. */
export function byReason(refused: readonly Refused[]): readonly RefusedGroup[] {
  const groups = new Map<string, string[]>();
  for (const { number, why } of refused) groups.set(why, [...(groups.get(why) ?? []), number]);
  return [...groups].map(([why, numbers]) => ({ why, numbers })).sort((a, b) => b.numbers.length - a.numbers.length);
}

/** The tags that any of them has, and how many have it; the most used first. */
export function tagsOf(items: readonly Pick<QueueItem, 'tags'>[]): readonly { tag: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { tags } of items) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].map(([tag, count]) => ({ tag, count })).sort((a, b) => b.count - a.count);
}
