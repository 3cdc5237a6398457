/** From text to hashed features: stems, pairs of stems, and character n-grams inside words, which forgive misspellings. */
import { NUMBER_WORD, stemOf, wordsOf } from './words.ts';

/** Number of hash buckets; words and characters share them. */
export const BUCKETS = 1 << 18;

/** Buckets and how often each was hit; `words` of them come from words, the rest from characters. */
export interface FeatureCounts {
  readonly buckets: readonly number[];
  readonly counts: readonly number[];
  readonly words: number;
}

const FNV_OFFSET = 0x811c9dc5;
/** Other starts, so that a word, a pair and a gram of the same letters are not the same feature. */
const PAIR_OFFSET = 0x9dc5811c;
const GRAM_OFFSET = 0x1c9dc581;
const FNV_PRIME = 0x01000193;
const SHORTEST_GRAM = 3;
const LONGEST_GRAM = 5;

/** How often each bucket was hit by the text at hand; all zero between two texts. */
const hits = new Uint16Array(BUCKETS);

/** Counts each feature of `text` once per occurrence. */
export function featuresOf(text: string, language: string): FeatureCounts {
  const words = wordsOf(text);
  const buckets: number[] = [];
  let before = '';
  for (const word of words) {
    const stem = word === NUMBER_WORD ? word : stemOf(word, language);
    hit(hashOf(stem, FNV_OFFSET), buckets);
    if (before !== '') hit(hashOf(stem, hashOf(before, PAIR_OFFSET)), buckets);
    before = stem;
  }
  const wordFeatures = buckets.length;
  for (const word of words) if (word !== NUMBER_WORD) hitGrams(` ${word} `, buckets);
  const counts = buckets.map((bucket) => hits[bucket] ?? 0);
  for (const bucket of buckets) hits[bucket] = 0;
  return { buckets, counts, words: wordFeatures };
}

function hit(hash: number, buckets: number[]): void {
  const bucket = (hash ^ (hash >>> 18)) & (BUCKETS - 1);
  const before = hits[bucket] ?? 0;
  if (before === 0) buckets.push(bucket);
  hits[bucket] = before + 1;
}

/** FNV-1a over the UTF-16 units (Fowler, Noll, Vo), going on from `hash`. */
function hashOf(text: string, hash: number): number {
  let result = hash;
  for (let at = 0; at < text.length; at += 1) result = Math.imul(result ^ text.charCodeAt(at), FNV_PRIME);
  return result >>> 0;
}

function hitGrams(padded: string, buckets: number[]): void {
  for (let from = 0; from < padded.length; from += 1) {
    const longest = Math.min(LONGEST_GRAM, padded.length - from);
    let hash = GRAM_OFFSET;
    for (let length = 1; length <= longest; length += 1) {
      hash = Math.imul(hash ^ padded.charCodeAt(from + length - 1), FNV_PRIME) >>> 0;
      if (length >= SHORTEST_GRAM) hit(hash, buckets);
    }
  }
}
