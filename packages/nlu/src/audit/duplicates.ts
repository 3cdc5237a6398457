/** Which texts say the same: once their case, accents, punctuation and numbers are set aside, or nearly, by the cosine of their vectors. */
import { plain } from '../words.ts';
import { grouped } from './grouped.ts';

/** Two texts that are nearly the same, or are. */
export interface AlikePair {
  readonly one: number;
  readonly other: number;
  /** By words and letters (0..1). */
  readonly cosine: number;
}

/** Texts that say the same. */
export interface AlikeTexts {
  /** Places of texts that are the same once folded, more than one each. */
  readonly same: readonly (readonly number[])[];
  /** Pairs that are nearly the same, of the first of each fold; the nearest first. */
  readonly near: readonly AlikePair[];
  /** Of each text the number of its group: same or nearly the same, over any number of steps. */
  readonly groups: Int32Array;
}

/** Cosines of a text with all texts; used before the next call. */
export type CosinesOf = (at: number) => Float32Array;

/** How texts are compared: by words and letters, and by meaning where there is an encoder. */
export interface Likeness {
  readonly letters: CosinesOf;
  readonly meaning?: CosinesOf;
}

/** What a text is compared by; longer texts are understood by their beginning. */
const MOST_CHARACTERS = 4_000;
/** Of 150 sentences of ten intents, no two are nearer than 0.48; with a word dropped or two swapped, 95 % stay above 0.8, misspelt above 0.65. */
const NEAR_LETTERS = 0.6;
/** What is written alike and means something else is not the same: "annuler ma réservation", "modifier ma réservation". */
const ALIKE_MEANING = 0.7;
const NEAR_MEANING = 0.9;
/** A text written a thousand times with another name each time is known after so many. */
const MOST_NEAR = 20;

/** Whether two texts with these cosines are nearly the same. */
export function isNear(letters: number, meaning: number | undefined): boolean {
  if (meaning === undefined) return letters >= NEAR_LETTERS;
  return meaning >= NEAR_MEANING || (letters >= NEAR_LETTERS && meaning >= ALIKE_MEANING);
}

/** Of the first 4 000 characters: no case, accents or punctuation, and `#` for numbers, which do not say what is wanted. */
export function folded(text: string): string {
  const words = plain(text.slice(0, MOST_CHARACTERS)).match(/[\p{L}\p{N}]+/gu) ?? [];
  const kept = words.map((word) => (/\p{N}/u.test(word) ? '#' : word));
  return kept.length === 0 ? text.trim() : kept.join(' ');
}

export function alikeTexts(texts: readonly string[], likeness: Likeness): AlikeTexts {
  const byFold = grouped(texts.keys(), (at) => folded(texts[at] ?? ''));
  const same = [...byFold.values()].filter((places) => places.length > 1);
  const firsts = [...byFold.values()].flatMap(([first]) => first ?? []);
  const near = nearPairs(firsts, likeness);
  const groups = Int32Array.from(texts, (_, at) => at);
  for (const [first = 0, ...rest] of same) for (const at of rest) groups[at] = first;
  for (const { one, other } of near) join(groups, one, other);
  return { same, near, groups: groups.map((_, at) => rootOf(groups, at)) };
}

function nearPairs(firsts: readonly number[], { letters, meaning }: Likeness): AlikePair[] {
  const pairs: AlikePair[] = [];
  for (const [rank, one] of firsts.entries()) {
    const [byLetters, byMeaning] = [letters(one), meaning?.(one)];
    let found = 0;
    for (let later = rank + 1; later < firsts.length && found < MOST_NEAR; later += 1) {
      const other = firsts[later] ?? 0;
      const cosine = byLetters[other] ?? 0;
      if (!isNear(cosine, byMeaning?.[other])) continue;
      pairs.push({ one, other, cosine });
      found += 1;
    }
  }
  return pairs.sort((a, b) => b.cosine - a.cosine || a.one - b.one || a.other - b.other);
}

function rootOf(groups: Int32Array, at: number): number {
  let root = at;
  while (groups[root] !== root) root = groups[root] ?? root;
  return root;
}

function join(groups: Int32Array, one: number, other: number): void {
  const [a, b] = [rootOf(groups, one), rootOf(groups, other)];
  groups[Math.max(a, b)] = Math.min(a, b);
}

/** Texts of one label that add nothing to each other. */
export interface Duplicates {
  readonly label: number;
  /** In the order of the file; the first can stay. */
  readonly examples: readonly number[];
  /** False where some are only nearly the same. */
  readonly isSame: boolean;
}

/** Texts that are the same, or nearly, under several labels. */
export interface Contradiction {
  readonly examples: readonly number[];
  readonly isSame: boolean;
}

/** Per label, the groups with more than one text; the largest first. */
export function duplicatesOf(labels: Int32Array, texts: readonly string[], { groups }: AlikeTexts): Duplicates[] {
  const byGroup = grouped(labels.keys(), (at) => `${labels[at]} ${groups[at]}`);
  const several = [...byGroup.values()].filter((examples) => examples.length > 1);
  several.sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0));
  return several.map((examples) => ({
    label: labels[examples[0] ?? 0] ?? 0,
    examples,
    isSame: new Set(examples.map((at) => folded(texts[at] ?? ''))).size === 1,
  }));
}

/** The same texts first, then the nearest. Two texts of which only one is negated do not say the same. */
export function contradictionsOf(labels: Int32Array, texts: readonly string[], alike: AlikeTexts): Contradiction[] {
  const labelsIn = (places: readonly number[]): number => new Set(places.map((at) => labels[at])).size;
  const same = alike.same.filter((places) => labelsIn(places) > 1);
  const near = alike.near.filter(
    ({ one, other }) => labelsIn([one, other]) > 1 && isNegated(texts[one]) === isNegated(texts[other]),
  );
  return [
    ...same.map((examples) => ({ examples, isSame: true })),
    ...near.map(({ one, other }) => ({ examples: [one, other], isSame: false })),
  ];
}

const NEGATION = /(?<!\p{L})(?:n|ne|pas|jamais|rien|aucune?|sans|non|not?|never|without|\p{L}+n['’]t)(?!\p{L})/u;

function isNegated(text = ''): boolean {
  return NEGATION.test(plain(text.slice(0, MOST_CHARACTERS)));
}
