/** From text to hashed counts: stems, pairs of stems, and character n-grams inside words, which forgive misspellings. */
import { NUMBER_WORD, stemOf, wordsOf } from '../words.ts';

/** Number of hash buckets of each kind of feature. */
export const BUCKETS = 1 << 20;

/** Buckets that a text hits, each once, and how often. */
export interface Counts {
  readonly buckets: readonly number[];
  readonly counts: readonly number[];
}

/** What words say, and what letters say. No word can be read from it. */
export interface HashedText {
  readonly words: Counts;
  readonly grams: Counts;
}

const FNV_OFFSET = 0x811c9dc5;
/** Other starts, so that a word and a pair of the same letters are not the same feature. */
const PAIR_OFFSET = 0x9dc5811c;
const GRAM_OFFSET = 0x1c9dc581;
const FNV_PRIME = 0x01000193;
const SHORTEST_GRAM = 2;
const LONGEST_GRAM = 5;

/** How often each bucket was hit by the text at hand; all zero between two texts. */
const hits = new Uint16Array(BUCKETS);

/** Of the first 4 000 characters. `language`: `en` is stemmed as English, all others as French. */
export function hashText(text: string, language: string): HashedText {
  const words = wordsOf(text);
  const wordBuckets: number[] = [];
  let before = '';
  for (const word of words) {
    const stem = word === NUMBER_WORD ? word : stemOf(word, language);
    hit(hashOf(stem, FNV_OFFSET), wordBuckets);
    if (before !== '') hit(hashOf(stem, hashOf(before, PAIR_OFFSET)), wordBuckets);
    before = stem;
  }
  const counted = counts(wordBuckets);
  const gramBuckets: number[] = [];
  for (const word of words) if (word !== NUMBER_WORD) hitGrams(` ${word} `, gramBuckets);
  return { words: counted, grams: counts(gramBuckets) };
}

/** What was hit since the last call, which is then forgotten. */
function counts(buckets: readonly number[]): Counts {
  const result = buckets.map((bucket) => hits[bucket] ?? 0);
  for (const bucket of buckets) hits[bucket] = 0;
  return { buckets, counts: result };
}

function hit(hash: number, buckets: number[]): void {
  const bucket = (hash ^ (hash >>> 20)) & (BUCKETS - 1);
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
