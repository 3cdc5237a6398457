/** The list an advisor came from, so that a decision leads to the next of its cases. */
import { itemAfter } from './selection.ts';

let numbers: readonly string[] = [];

/** Keeps the order of the list as it was last seen. An empty list changes nothing: it is not loaded yet. */
export function rememberQueue(shown: readonly string[]): void {
  if (shown.length > 0) numbers = shown;
}

/** The case to show after `number`, which leaves the list; undefined when nothing is left. */
export function takeNext(number: string): string | undefined {
  const next = itemAfter(numbers, number);
  numbers = numbers.filter((other) => other !== number);
  return next === number ? undefined : next;
}

/** The neighbour of `number`, which stays in the list. */
export function neighbour(number: string, by: 1 | -1): string | undefined {
  const at = numbers.indexOf(number);
  return at === -1 ? numbers[0] : numbers[at + by];
}
