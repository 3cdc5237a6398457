/**
 * The examples as vectors (TF-IDF, words and characters each of length √½), and any text's cosine with each of them, by an inverted
 * index. Features that no example has still count in a text's length, so that a text of unknown words is near to nothing.
 */
import { BUCKETS, type FeatureCounts } from './features.ts';

export interface ExampleSpace {
  /** The cosine (0..1) of a text with each example; the array is used again by the next call. */
  similarities(features: FeatureCounts): Float64Array;
}

/** Weights by inverse document frequency, smoothed: ln((1 + n) / (1 + df)) + 1. */
export function exampleSpace(examples: readonly FeatureCounts[]): ExampleSpace {
  const index = indexOf(examples);
  const result = new Float64Array(examples.length);
  return {
    similarities(features) {
      result.fill(0);
      const values = weigh(features, index);
      for (let at = 0; at < values.length; at += 1) {
        const feature = index.featureOf[features.buckets[at] ?? 0] ?? 0;
        const value = values[at] ?? 0;
        const end = index.starts[feature + 1] ?? 0;
        for (let posting = index.starts[feature] ?? 0; posting < end; posting += 1) {
          const example = index.examples[posting] ?? 0;
          result[example] = (result[example] ?? 0) + value * (index.values[posting] ?? 0);
        }
      }
      return result;
    },
  };
}

/** Which examples have a feature, and how much of it. Feature 0 stands for all that no example has. */
interface Index {
  /** Bucket → feature. */
  readonly featureOf: Int32Array;
  /** Feature → inverse document frequency. */
  readonly rarity: Float64Array;
  /** Feature → its first posting; the next feature's is its end. */
  readonly starts: Int32Array;
  readonly examples: Int32Array;
  readonly values: Float64Array;
}

function indexOf(all: readonly FeatureCounts[]): Index {
  const featureOf = new Int32Array(BUCKETS);
  const frequency = [0];
  for (const { buckets } of all) {
    for (const bucket of buckets) {
      const feature = featureOf[bucket] || frequency.push(0) - 1;
      featureOf[bucket] = feature;
      frequency[feature] = (frequency[feature] ?? 0) + 1;
    }
  }
  const rarity = Float64Array.from(frequency, (found) => Math.log((1 + all.length) / (1 + found)) + 1);
  const starts = new Int32Array(frequency.length + 1);
  for (const [feature, found] of frequency.entries()) starts[feature + 1] = (starts[feature] ?? 0) + found;
  const postings = starts.at(-1) ?? 0;
  const index = { featureOf, rarity, starts, examples: new Int32Array(postings), values: new Float64Array(postings) };
  const next = starts.slice();
  for (const [example, features] of all.entries()) {
    const values = weigh(features, index);
    for (const [at, bucket] of features.buckets.entries()) {
      const feature = featureOf[bucket] ?? 0;
      const posting = next[feature] ?? 0;
      next[feature] = posting + 1;
      index.examples[posting] = example;
      index.values[posting] = values[at] ?? 0;
    }
  }
  return index;
}

/** Sublinear term frequency times rarity, words and characters each scaled to length √½. */
function weigh(
  { buckets, counts, words }: FeatureCounts,
  { featureOf, rarity }: Pick<Index, 'featureOf' | 'rarity'>,
): Float64Array {
  const values = new Float64Array(buckets.length);
  let wordSquares = 0;
  let gramSquares = 0;
  for (let at = 0; at < values.length; at += 1) {
    const count = counts[at] ?? 1;
    const value = (count === 1 ? 1 : 1 + Math.log(count)) * (rarity[featureOf[buckets[at] ?? 0] ?? 0] ?? 0);
    values[at] = value;
    if (at < words) wordSquares += value * value;
    else gramSquares += value * value;
  }
  const wordScale = wordSquares === 0 ? 0 : Math.SQRT1_2 / Math.sqrt(wordSquares);
  const gramScale = gramSquares === 0 ? 0 : Math.SQRT1_2 / Math.sqrt(gramSquares);
  for (let at = 0; at < values.length; at += 1) values[at] = (values[at] ?? 0) * (at < words ? wordScale : gramScale);
  return values;
}
