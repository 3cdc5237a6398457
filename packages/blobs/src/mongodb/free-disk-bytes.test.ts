import { describe, expect, it } from '@jest/globals';
import { freeDiskBytes } from './free-disk-bytes.ts';

describe("free bytes of the server's disk", () => {
  it.each([
    { name: 'are what is not used', stats: { ok: 1, fsTotalSize: 1_000, fsUsedSize: 400 }, expected: 600 },
    { name: 'have no end where nothing is told', stats: { ok: 1 }, expected: Number.POSITIVE_INFINITY },
    { name: 'have no end where half is told', stats: { fsTotalSize: 1_000 }, expected: Number.POSITIVE_INFINITY },
  ])('$name', ({ stats, expected }) => {
    expect(freeDiskBytes(stats)).toBe(expected);
  });
});
