import type { Json } from '@facteur/primitives';
import { describe, expect, it } from '@jest/globals';
import { MAX_MESSAGE_BYTES } from '../bus.ts';
import { decodeChunkKey, encodeChunkKey, highestKey, lowestKey } from './chunk-key.ts';
import { createChunkEncoder, decodeChunk, decodeMessage, encodeMessage } from './encode.ts';
import { partitionOf } from './partition-of.ts';
import type { Partition } from './topics.ts';

const partition: Partition = { topic: 't', index: 0, number: 0, retentionMs: 0, end: 0, readers: new Set() };
const encode = (key: string, value: Json) => encodeMessage({ topic: 't', key, value }, partition);

describe('a chunk', () => {
  it('gives its messages back, also when a later one was encoded in between', () => {
    const encodeChunk = createChunkEncoder();
    const messages = [
      { key: 'é"\\', value: { text: '€🎁\u2028\ud800', list: [null, []] } },
      { key: '', value: 0 },
    ];
    const chunk = encodeChunk(messages.map(({ key, value }) => encode(key, value)));
    encodeChunk([encode('other', 'x'.repeat(chunk.length * 4))]);
    expect(decodeChunk(chunk, 7)).toEqual(messages.map((message, i) => ({ ...message, offset: 7 + i })));
  });

  it('holds a largest message of three-byte characters', () => {
    const value = '€'.repeat((MAX_MESSAGE_BYTES - 3) / 3);
    expect(decodeChunk(createChunkEncoder()([encode('k', value)]), 0)).toEqual([{ key: 'k', offset: 0, value }]);
  });
});

describe('a message', () => {
  it('is given to a tail as a reader of the log gets it', () => {
    const value = { gone: undefined, stays: [1] };
    expect(decodeMessage(encode('k', value), 3)).toStrictEqual({ key: 'k', offset: 3, value: { stays: [1] } });
  });

  it('that is no JSON is refused, for it could not be read back', () => {
    expect(() => encode('k', undefined as unknown as Json)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
  });
});

describe('the key of a chunk', () => {
  const key = { partition: 0xffff_0001, first: 2 ** 40 + 5, timeMs: Date.UTC(2026, 0, 5), count: 4096 };

  it('gives back what it says', () => {
    expect(decodeChunkKey(encodeChunkKey(key))).toEqual(key);
  });

  it('sorts by partition, then by offset', () => {
    const others = [
      lowestKey(key.partition),
      encodeChunkKey({ ...key, first: key.first - 1, timeMs: key.timeMs + 1 }),
      encodeChunkKey(key),
      highestKey(key.partition, key.first),
      encodeChunkKey({ ...key, first: key.first + 1, timeMs: 0 }),
      lowestKey(key.partition + 1),
    ];
    expect([...others].reverse().sort(Buffer.compare)).toEqual(others);
  });
});

describe('the partition of a key', () => {
  it.each([
    { key: '', partitions: 16, expected: 5 },
    { key: '7Q2K-9MXD-4', partitions: 16, expected: 14 },
    { key: 'CASE-1', partitions: 16, expected: 15 },
    { key: 'é', partitions: 16, expected: 4 },
    { key: 'anything', partitions: 1, expected: 0 },
  ])('"$key" of $partitions is $expected for ever', ({ key, partitions, expected }) => {
    expect(partitionOf(key, partitions)).toBe(expected);
  });

  it('spreads case numbers evenly', () => {
    const counts = new Array<number>(8).fill(0);
    for (let n = 0; n < 8000; n += 1) {
      const partition = partitionOf(`${(n * 7919).toString(36).toUpperCase()}-9MXD-4`, 8);
      counts[partition] = (counts[partition] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(800);
    expect(Math.max(...counts)).toBeLessThan(1200);
  });
});
