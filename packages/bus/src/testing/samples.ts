/** Messages for the contract, and what their arrival must look like. */
import { expect } from '@jest/globals';
import type { Message } from '../bus.ts';
import type { Recorded } from './recorder.ts';

/** `count` messages, numbered per key from `from` on, going round `keys`. */
export function numbered(topic: string, keys: readonly string[], count: number, from = 0): Message[] {
  return Array.from({ length: count }, (_, i) => ({
    topic,
    key: keys[i % keys.length] ?? '',
    value: { n: from + Math.floor(i / keys.length) },
  }));
}

/** `count` different keys. */
export function keysOf(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `CASE-${i}`);
}

/** What `numbered` put into a message. */
export function numberOf({ value }: { readonly value: unknown }): number {
  return (value as { n: number }).n;
}

/** Per key the numbers in order of arrival. */
export function numbersByKey(messages: readonly Recorded[]): Map<string, number[]> {
  const byKey = new Map<string, number[]>();
  for (const message of messages) byKey.set(message.key, [...(byKey.get(message.key) ?? []), numberOf(message)]);
  return byKey;
}

/** Every key's numbers 0 to `count` − 1 came, each after the one before; repetitions are allowed. */
export function expectAllInOrder(messages: readonly Recorded[], keys: readonly string[], count: number): void {
  const byKey = numbersByKey(messages);
  expect([...byKey.keys()].sort()).toEqual([...keys].sort());
  for (const numbers of byKey.values()) {
    let next = 0;
    for (const number of numbers) {
      expect(number).toBeLessThanOrEqual(next);
      next = Math.max(next, number + 1);
    }
    expect(next).toBe(count);
  }
}
