import { describe, expect, it } from '@jest/globals';
import { scopeDigest } from './slot.ts';
import { createSlotIndex } from './slot-index.ts';

describe('the slot index', () => {
  it('finds every one of 20 000 scopes, the destroyed ones as such, and no other', () => {
    const index = createSlotIndex();
    for (let slot = 1; slot <= 20_000; slot += 1) index.add(scopeDigest(`case ${slot}`), slot);
    for (let slot = 3; slot <= 20_000; slot += 3) index.markDestroyed(scopeDigest(`case ${slot}`));
    for (let slot = 1; slot <= 20_000; slot += 1)
      expect(index.find(scopeDigest(`case ${slot}`))).toBe(slot % 3 === 0 ? -slot : slot);
    for (let slot = 1; slot <= 1000; slot += 1) expect(index.find(scopeDigest(`other ${slot}`))).toBe(0);
  });
  it('tells digests apart that share their first bytes', () => {
    const index = createSlotIndex();
    const digests = [0, 1, 2].map((last) => Buffer.from([...Array(15).fill(9), last]));
    for (const [i, digest] of digests.entries()) index.add(digest, i + 1);
    expect(digests.map((digest) => index.find(digest))).toEqual([1, 2, 3]);
  });
  it('keeps slots that are far apart', () => {
    const index = createSlotIndex();
    index.add(scopeDigest('A'), 1);
    index.add(scopeDigest('B'), 1_000_000);
    expect([index.find(scopeDigest('A')), index.find(scopeDigest('B'))]).toEqual([1, 1_000_000]);
  });
});
