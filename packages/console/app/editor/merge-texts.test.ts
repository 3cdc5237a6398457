import { describe, expect, it } from '@jest/globals';
import { mergeTexts } from './merge-texts.ts';
import { caretAfter, endOfChange, hunksOf } from './text-diff.ts';

/** Numbers that look random and are the same at every run. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const WORDS = ['Bonjour', 'votre', 'colis', 'l’article', 'part', 'demain,', 'merci', 'de', 'patienter.', '12 €', 'à'];

const sentence = (roll: (below: number) => number): string =>
  Array.from({ length: 3 + roll(8) }, () => WORDS[roll(WORDS.length)]).join(' ');

const letter = (roll: (below: number) => number): string[] => Array.from({ length: 2 + roll(4) }, () => sentence(roll));

/** The sentence with some words added, changed or taken away. */
function edited(text: string, roll: (below: number) => number): string {
  const words = text.split(' ');
  const at = roll(words.length);
  const typed = `mot${roll(1000)}`;
  const edits = [
    [...words.slice(0, at), typed, ...words.slice(at)],
    [...words.slice(0, at), typed, ...words.slice(at + 1)],
    [...words.slice(0, at), ...words.slice(at + 1)],
    [...words, typed],
  ];
  return (edits[roll(edits.length)] ?? words).join(' ');
}

const replaced = (parts: readonly string[], at: number, text: string): string =>
  parts.map((part, index) => (index === at ? text : part)).join('\n\n');

const seeds = Array.from({ length: 300 }, (_, seed) => seed + 1);

describe('merging', () => {
  it('gives the other side when one changed nothing', () => {
    for (const seed of seeds) {
      const roll = dice(seed);
      const [base, other] = [letter(roll).join('\n\n'), letter(roll).join('\n')];
      expect(mergeTexts(base, base, other)).toEqual({ text: other, conflicts: [] });
      expect(mergeTexts(base, other, base)).toEqual({ text: other, conflicts: [] });
      expect(mergeTexts(base, other, other)).toEqual({ text: other, conflicts: [] });
    }
  });

  it('never finds a conflict between edits of different paragraphs, and keeps both', () => {
    for (const seed of seeds) {
      const roll = dice(seed);
      const parts = letter(roll);
      const mineAt = roll(parts.length);
      const theirsAt = (mineAt + 1 + roll(parts.length - 1)) % parts.length;
      const [mine, theirs] = [edited(parts[mineAt] ?? '', roll), edited(parts[theirsAt] ?? '', roll)];
      const merged = mergeTexts(parts.join('\n\n'), replaced(parts, mineAt, mine), replaced(parts, theirsAt, theirs));
      const both = parts.map((part, at) => (at === mineAt ? mine : at === theirsAt ? theirs : part));
      expect(merged).toEqual({ text: both.join('\n\n'), conflicts: [] });
    }
  });

  it('is the same from both sides where nothing overlaps, and finds the same places where something does', () => {
    let clean = 0;
    for (const seed of seeds) {
      const roll = dice(seed);
      const base = sentence(roll);
      const [mine, theirs] = [edited(base, roll), edited(base, roll)];
      const [one, other] = [mergeTexts(base, mine, theirs), mergeTexts(base, theirs, mine)];
      if (one.conflicts.length === 0) expect(one).toEqual(other);
      else
        expect(one.conflicts.map(({ start, end }) => [start, end])).toEqual(
          other.conflicts.map(({ start, end }) => [start, end]),
        );
      if (one.conflicts.length === 0) clean++;
    }
    expect(clean).toBeGreaterThan(seeds.length / 2);
  });

  it.each([
    {
      name: 'puts two edits of one sentence together',
      base: 'Votre colis part demain matin.',
      mine: 'Votre colis part jeudi matin.',
      theirs: 'Votre commande part demain matin.',
      text: 'Votre commande part jeudi matin.',
    },
    {
      name: 'lets a word grow while a line is added below it',
      base: 'Bonjour Mad',
      mine: 'Bonjour Madame',
      theirs: 'Bonjour Mad\n\nCordialement',
      text: 'Bonjour Madame\n\nCordialement',
    },
    {
      name: 'goes on with a line before the one that is added below it',
      base: 'Bonjour',
      mine: 'Bonjour Madame',
      theirs: 'Bonjour\n\nCordialement',
      text: 'Bonjour Madame\n\nCordialement',
    },
    {
      name: 'keeps the longer one when one typed on what both have',
      base: '',
      mine: 'Bonjour',
      theirs: 'Bonjour Madame',
      text: 'Bonjour Madame',
    },
    {
      name: 'takes a deletion here and an addition there',
      base: 'Un.\nDeux.\nTrois.',
      mine: 'Un.\nTrois.',
      theirs: 'Un.\nDeux.\nTrois.\nQuatre.',
      text: 'Un.\nTrois.\nQuatre.',
    },
  ])('$name', ({ base, mine, theirs, text }) => {
    expect(mergeTexts(base, mine, theirs)).toEqual({ text, conflicts: [] });
    expect(mergeTexts(base, theirs, mine)).toEqual({ text, conflicts: [] });
  });

  it.each([
    { name: 'the same word', base: 'Bonjour Camille', mine: 'Bonjour Madame', theirs: 'Bonjour Monsieur' },
    {
      name: 'one deletes what the other changes',
      base: 'Merci beaucoup.',
      mine: 'Merci.',
      theirs: 'Merci infiniment.',
    },
    { name: 'both begin the letter', base: '', mine: 'Le texte de Léa.', theirs: 'Le texte de Paul.' },
  ])('finds a conflict and keeps my words: $name', ({ base, mine, theirs }) => {
    const merged = mergeTexts(base, mine, theirs);
    expect(merged.text).toBe(mine);
    expect(merged.conflicts).toHaveLength(1);
  });
});

describe('the difference of two texts', () => {
  it('gives the second one when it is applied to the first', () => {
    for (const seed of seeds) {
      const roll = dice(seed);
      const [before, after] = [letter(roll).join('\n'), letter(roll).join('\n\n')];
      let text = before;
      for (const { start, end, text: words } of [...hunksOf(before, after)].reverse()) {
        text = text.slice(0, start) + words + text.slice(end);
      }
      expect(text).toBe(after);
    }
  });

  it.each([
    { name: 'stays before a change', before: 'ab cd', after: 'ab xyz', at: 2, expected: 2 },
    { name: 'moves with what is added before it', before: 'cd ef', after: 'ab cd ef', at: 4, expected: 7 },
    { name: 'stays where something is added right there', before: 'ab', after: 'ab\ncd', at: 2, expected: 2 },
    { name: 'stays within a word that became shorter', before: 'abcdef', after: 'xy', at: 5, expected: 2 },
  ])('the caret $name', ({ before, after, at, expected }) => {
    expect(caretAfter(before, after, at)).toBe(expected);
  });

  it.each([
    { name: 'ends after what was added', before: 'ab ef', after: 'ab cd ef', expected: 6 },
    { name: 'ends where something was taken away', before: 'ab cd ef', after: 'ab ef', expected: 3 },
  ])('the last change $name', ({ before, after, expected }) => {
    expect(endOfChange(before, after)).toBe(expected);
  });
});
