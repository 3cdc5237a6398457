import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import type { TrainingText } from '../model/train.ts';
import { dealParts } from './deal-parts.ts';

const random = seededRandom(3);
const texts: TrainingText[] = Array.from({ length: 100 }, (_, at) => ({
  text: `text ${Math.floor(random.next() * 80)}`,
  intent: at % 4 === 0 ? null : `intent-${at % 4}`,
  language: 'fr',
}));

describe('parts that are held out', () => {
  it('hold every text once when all are wanted', () => {
    const places = dealParts(texts, texts.length, 1).flat();
    expect([...places].sort((a, b) => a - b)).toEqual([...texts.keys()]);
  });

  it.each([
    { wanted: 1, parts: 1 },
    { wanted: 20, parts: 1 },
    { wanted: 21, parts: 2 },
    { wanted: 1_000, parts: 5 },
  ])('are $parts for $wanted of a hundred texts', ({ wanted, parts }) => {
    expect(dealParts(texts, wanted, 1)).toHaveLength(parts);
  });

  it('never have one text in two of them', () => {
    const partOf = new Map<string, number>();
    for (const [part, places] of dealParts(texts, texts.length, 1).entries()) {
      for (const at of places) {
        const { text } = texts[at] ?? { text: '' };
        expect(partOf.get(text) ?? part).toBe(part);
        partOf.set(text, part);
      }
    }
  });

  it('hang on seed and texts alone', () => {
    expect(dealParts(texts, 100, 1)).toEqual(dealParts(texts, 100, 1));
    expect(dealParts(texts, 100, 2)).not.toEqual(dealParts(texts, 100, 1));
    expect(dealParts([], 100, 1).flat()).toEqual([]);
  });
});
