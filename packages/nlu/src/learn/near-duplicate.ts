/** Whether a text says what a training example says already: adding it would teach nothing, and weigh that example twice. */
import { stemOf, wordsOf } from '../words.ts';

/** A text in its language (ISO 639-1). */
export interface SaidText {
  readonly text: string;
  readonly language: string;
}

/** From this share of common pairs of stems on (Dice), two texts are the same one said again. */
const SAME = 0.85;

/** Tells of any text whether it nearly repeats one of those `add`ed. */
export interface KnownTexts {
  has(one: SaidText): boolean;
  add(one: SaidText): void;
}

/** Case, accents, punctuation, plurals, numbers and courtesies do not count; the order of the words does a little. */
export function knownTexts(texts: readonly SaidText[]): KnownTexts {
  const known = texts.map(gramsOf);
  return {
    has: (one) => {
      const grams = gramsOf(one);
      return known.some((other) => likeness(grams, other) >= SAME);
    },
    add: (one) => {
      known.push(gramsOf(one));
    },
  };
}

const COURTESIES = new Set(
  'bonjour bonsoir madame monsieur merci cordialement salutations svp hello hi dear sir madam thanks please regards'.split(
    ' ',
  ),
);
/** With what hangs on it: of "CMD-2026-00125" nothing is left. */
const NUMBER = /\S*\d\S*/g;

/** Stems and pairs of neighbouring stems. */
function gramsOf({ text, language }: SaidText): ReadonlySet<string> {
  const words = wordsOf(text.replace(NUMBER, ' ')).filter((word) => !COURTESIES.has(word));
  const stems = words.map((word) => stemOf(word, language));
  return new Set([...stems, ...stems.slice(1).map((stem, at) => `${stems[at] ?? ''} ${stem}`)]);
}

/** Dice's coefficient, 0..1; two texts without a word are alike. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const sum = one.size + other.size;
  if (sum === 0) return 1;
  // Sizes that differ too much cannot reach it: most comparisons end here.
  if ((2 * Math.min(one.size, other.size)) / sum < SAME) return 0;
  let common = 0;
  for (const gram of one) if (other.has(gram)) common += 1;
  return (2 * common) / sum;
}
