import { fakeClock } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import { freeBytesAbove } from './free-bytes.ts';

describe('bytes that can still be written', () => {
  it.each([
    { name: 'are counted down to the limit', free: 1_000, expected: 900 },
    { name: 'are none at the limit', free: 100, expected: 0 },
    { name: 'are none below the limit', free: 99, expected: 0 },
    { name: 'are as many as can be counted where nobody can tell', free: Infinity, expected: Number.MAX_SAFE_INTEGER },
  ])('$name', async ({ free, expected }) => {
    const freeBytes = freeBytesAbove({ minFreeBytes: 100, clock: fakeClock(), read: async () => free });
    expect(await freeBytes()).toBe(expected);
  });
});
