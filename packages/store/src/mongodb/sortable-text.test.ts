import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import { sortableText } from './sortable-text.ts';

describe('bytes as sortable text', () => {
  it('sorts as the bytes do, beginnings first', () => {
    const random = seededRandom(7);
    const bytes = Array.from({ length: 2000 }, () =>
      Buffer.from(random.bytes(Math.floor(random.next() * 6)).map((byte) => (byte < 128 ? byte % 3 : byte))),
    );
    for (const [i, a] of bytes.entries()) {
      const b = bytes[(i * 7 + 1) % bytes.length] ?? Buffer.alloc(0);
      expect(Math.sign(Buffer.compare(Buffer.from(sortableText(a)), Buffer.from(sortableText(b))))).toBe(
        Buffer.compare(a, b),
      );
    }
  });
  it('is made of letters, digits, - and _', () => {
    const all = sortableText(Buffer.from(Array.from({ length: 256 }, (_, i) => i)));
    expect(all).toMatch(/^[\w-]{342}$/);
  });
});
