import { describe, expect, it } from '@jest/globals';
import { alikeTexts, contradictionsOf, duplicatesOf, folded, isNear } from './duplicates.ts';

/** Cosines by the share of words that two texts have in common. */
function byWords(texts: readonly string[]) {
  const sets = texts.map((text) => new Set(folded(text).split(' ')));
  const cosine = (a = new Set<string>(), b = new Set<string>()): number =>
    [...a].filter((word) => b.has(word)).length / Math.sqrt(a.size * b.size);
  return { letters: (at: number) => Float32Array.from(sets, (set) => cosine(sets[at], set)) };
}

describe('folded', () => {
  it.each([
    { text: '  Où est MON colis ?!', expected: 'ou est mon colis' },
    { text: 'L’œuf n° 4471 est cassé…', expected: 'l oeuf n # est casse' },
    { text: '👍', expected: '👍' },
  ])('sets aside what does not say what is wanted ("$text")', ({ text, expected }) => {
    expect(folded(text)).toBe(expected);
  });

  it('reads the beginning of a very long text', () => {
    expect(folded('mot '.repeat(250_000)).length).toBeLessThanOrEqual(4_000);
  });
});

describe('isNear', () => {
  it.each([
    { name: 'letters alone where there is no encoder', letters: 0.6, meaning: undefined, expected: true },
    { name: 'nothing below', letters: 0.59, meaning: undefined, expected: false },
    { name: 'letters, if the meaning is no other', letters: 0.8, meaning: 0.7, expected: true },
    { name: 'not what is written alike and means something else', letters: 0.8, meaning: 0.5, expected: false },
    { name: 'meaning, if it is nearly the same', letters: 0.1, meaning: 0.9, expected: true },
  ])('takes $name', ({ letters, meaning, expected }) => {
    expect(isNear(letters, meaning)).toBe(expected);
  });
});

describe('texts that say the same', () => {
  const texts = [
    'Où est mon colis 12 ?',
    'OU EST MON COLIS 34',
    'où est donc mon colis',
    'Je veux être remboursé de mon achat',
    'je ne veux pas être remboursé de mon achat',
    'Je veux vite être remboursé de mon achat',
    'Annulez tout',
  ];
  const alike = alikeTexts(texts, byWords(texts));

  it('are grouped over any number of steps', () => {
    expect(Array.from(alike.groups)).toEqual([0, 0, 0, 3, 3, 3, 6]);
    expect(alike.same).toEqual([[0, 1]]);
  });

  it('are duplicates under one label', () => {
    expect(duplicatesOf(Int32Array.of(0, 0, 1, 2, 3, 4, 5), texts, alike)).toEqual([
      { label: 0, examples: [0, 1], isSame: true },
    ]);
    expect(duplicatesOf(Int32Array.of(0, 0, 0, 1, 2, 3, 4), texts, alike)).toEqual([
      { label: 0, examples: [0, 1, 2], isSame: false },
    ]);
  });

  it('are contradictions under several, unless one alone is negated', () => {
    expect(contradictionsOf(Int32Array.of(0, 1, 0, 2, 3, 4, 5), texts, alike)).toEqual([
      { examples: [0, 1], isSame: true },
      { examples: [3, 5], isSame: false },
    ]);
  });

  it('do not take forever when one text is there a thousand times', () => {
    const many = Array.from({ length: 1_000 }, (_, at) => `Où est mon colis ${at} ?`);
    const { same, near } = alikeTexts(many, byWords(many.slice(0, 1)));
    expect(same.map(({ length }) => length)).toEqual([1_000]);
    expect(near).toEqual([]);
  });

  it('are none where all differ', () => {
    const all = ['un', 'deux', 'trois'];
    expect(alikeTexts(all, byWords(all))).toEqual({ same: [], near: [], groups: Int32Array.of(0, 1, 2) });
  });
});
