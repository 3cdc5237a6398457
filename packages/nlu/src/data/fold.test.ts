import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import { findData } from './find-data.ts';
import { fold } from './fold.ts';
import { company } from './testing/company.ts';

describe('fold', () => {
  it.each([
    { text: 'ÉTÉ à Noël', folded: 'ete a noel' },
    { text: 'l’œuvre – 1\u00a0234', folded: "l'œuvre - 1 234" },
    { text: 'ＡＢＣ İstanbul ﬁn ß', folded: undefined },
    { text: '\ud83d\ude00 👍🏽', folded: undefined },
  ])('keeps every character of "$text" at its place', ({ text, folded }) => {
    expect(fold(text)).toHaveLength(text.length);
    if (folded !== undefined) expect(fold(text)).toBe(folded);
  });

  it('keeps the length of any text, and what is found in it is cut from it exactly', () => {
    const random = seededRandom(20_261);
    const pieces = [
      'é',
      'İ',
      '👍',
      '\ud800',
      ' ',
      '\n',
      '’',
      'CMD-2026-10041',
      '49,90 €',
      'hier',
      '06 12 34 56 78',
      'a@b.example',
      'du 3 au 5 mai',
      'M. Roux',
      'ﬁ',
      '\u0301',
      '12',
    ];
    for (let round = 0; round < 300; round += 1) {
      const text = Array.from({ length: 12 }, () => pieces[Math.floor(random.next() * pieces.length)] ?? '').join(
        random.next() < 0.5 ? ' ' : '',
      );
      expect(fold(text)).toHaveLength(text.length);
      let last = 0;
      for (const { raw, start, end, type } of findData(text, 'text', {
        ...company,
        now: '2026-11-19',
        minConfidence: 0,
      })) {
        expect(text.slice(start, end)).toBe(raw);
        expect(raw).toBe(raw.trim());
        if (type !== 'date') expect(start).toBeGreaterThanOrEqual(last);
        if (type !== 'period') last = end;
      }
    }
  });
});
