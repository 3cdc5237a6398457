import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import type { TimelineEntry } from './case-view.ts';
import { inCausalOrder } from './causal-order.ts';

const entry = (eventId: string, at: string, topic: string, cause?: string, data: unknown = {}): TimelineEntry => ({
  ...{ eventId, at, topic, data },
  ...(cause === undefined ? {} : { cause }),
});

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = seededRandom(seed);
  return items
    .map((item) => ({ item, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

const HISTORIES = [
  {
    name: 'all in one millisecond',
    entries: [
      entry('m', '1', 'mail.received'),
      entry('u', '1', 'mail.understood', 'm'),
      entry('ask', '1', 'review.requested', 'u', { reviewId: 'r' }),
      entry('decided', '1', 'review.decided', 'command', { reviewId: 'r' }),
      entry('req', '1', 'reply.requested', 'decided', { replyId: 'x' }),
      entry('sent', '1', 'reply.sent', 'effect/x', { replyId: 'x' }),
    ],
  },
  {
    name: 'clocks that differ',
    entries: [
      entry('m', '5', 'mail.received'),
      entry('u', '3', 'mail.understood', 'm'),
      entry('req', '4', 'reply.requested', 'u', { replyId: 'x' }),
      entry('sent', '1', 'reply.sent', 'effect/x', { replyId: 'x' }),
    ],
  },
  {
    name: 'by time where nothing else tells',
    entries: [
      entry('a', '1', 'reply.sent'),
      entry('b', '2', 'mail.received', 'gone'),
      entry('c', '3', 'mail.received'),
    ],
  },
];

describe('inCausalOrder', () => {
  it.each(HISTORIES)('puts causes before effects: $name', ({ entries }) => {
    const expected = entries.map(({ eventId }) => eventId);
    for (let seed = 1; seed <= 30; seed += 1)
      expect(inCausalOrder(shuffled(entries, seed)).map(({ eventId }) => eventId)).toEqual(expected);
  });

  it('keeps events that name each other, once', () => {
    const circle = [
      entry('a', '1', 'mail.received', 'b'),
      entry('b', '2', 'mail.received', 'a'),
      entry('c', '3', 'x', 'c'),
    ];
    expect(
      inCausalOrder(circle)
        .map(({ eventId }) => eventId)
        .sort(),
    ).toEqual(['a', 'b', 'c']);
  });

  it('orders thousands of events, each the cause of the one before', () => {
    const chain = Array.from({ length: 20_000 }, (_, n) =>
      entry(`e${n}`, String(n).padStart(6, '0'), 'case.changed', `e${n + 1}`),
    );
    const ordered = inCausalOrder(chain);
    expect(ordered).toHaveLength(20_000);
    expect(ordered[0]?.eventId).toBe('e19999');
  });
});
