/** Draws from a source of randomness. */
import type { Random } from '@facteur/primitives';

/** A number in [least, most). */
export function between(random: Random, least: number, most: number): number {
  return least + random.next() * (most - least);
}

/** The same in whole milliseconds. */
export function msBetween(random: Random, least: number, most: number): number {
  return Math.round(between(random, least, most));
}

/** One of `items`. @throws Error when there is none */
export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random.next() * items.length)];
  if (item === undefined) throw new Error('Nothing to draw from');
  return item;
}

/** True once in `times` draws, on average. */
export function onceIn(random: Random, times: number): boolean {
  return random.next() < 1 / times;
}

/** Moments (ms) from `fromMs` until `untilMs`, `meanMs` apart on average, as things come that know nothing of each other. */
export function moments(random: Random, fromMs: number, untilMs: number, meanMs: number): readonly number[] {
  const all: number[] = [];
  for (let at = fromMs; at < untilMs; at += -Math.log(1 - random.next()) * meanMs) all.push(Math.round(at));
  return all;
}
