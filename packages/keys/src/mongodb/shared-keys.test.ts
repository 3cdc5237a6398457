import { fakeClock, seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import type { Collection } from 'mongodb';
import { type KeyRecord, keyRecord, tombstone } from './key-record.ts';
import { createSharedKeys } from './shared-keys.ts';

/** A collection that holds the key of A, and answers questions when told to. */
function heldBack(): { records: Collection<KeyRecord>; answer(place: number, records: readonly KeyRecord[]): void } {
  const waiting: ((records: readonly KeyRecord[]) => void)[] = [];
  const records = {
    find: () => ({ toArray: () => new Promise((resolve) => waiting.push(resolve)) }),
    replaceOne: async () => ({ matchedCount: 1 }),
  };
  return {
    records: records as unknown as Collection<KeyRecord>,
    answer: (place, found) => waiting[place]?.(found),
  };
}

describe('keys shared by several processes', () => {
  const stored = keyRecord('A', Buffer.alloc(32, 1), undefined);
  const open = () => {
    const held = heldBack();
    const options = {
      wrapWith: undefined,
      random: seededRandom(1),
      clock: fakeClock(),
      believeMs: 1_000,
      cachedKeys: 10,
    };
    return { ...held, keys: createSharedKeys({ ...options, records: () => held.records }) };
  };

  it('are not taken from an answer to a question that was asked before the key was destroyed here', async () => {
    const { keys, answer } = open();
    const asked = keys.find(['A'], false);
    await keys.destroy('A');
    answer(0, [stored]);
    expect((await asked).size).toBe(0);
    expect((await keys.find(['A'], false)).size).toBe(0);
  });
  it('are not given from memory when the key was destroyed while others were asked for', async () => {
    const { keys, answer } = open();
    const known = keys.find(['A'], false);
    answer(0, [stored]);
    expect((await known).size).toBe(1);
    const asked = keys.find(['A', 'B'], false);
    await keys.destroy('A');
    answer(1, []);
    expect((await asked).size).toBe(0);
  });
  it('are not taken from an answer that comes after that of a later question, which found the key destroyed', async () => {
    const { keys, answer } = open();
    const [first, second] = [keys.find(['A'], false), keys.find(['A'], false)];
    answer(1, [tombstone('A')]);
    expect((await second).size).toBe(0);
    answer(0, [stored]);
    expect((await first).size).toBe(0);
    expect((await keys.find(['A'], false)).size).toBe(0);
  });
});
