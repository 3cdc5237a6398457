/** Vectors that know words and nothing else, the same for the same text. For tests only. */
import { createHash } from 'node:crypto';
import type { Embedder } from '@facteur/encoder';
import { wordsOf } from '../../words.ts';

/** An embedder that tells how many texts it was given. */
export interface CountedEmbedder extends Embedder {
  readonly texts: () => number;
}

/** A direction per word, hung on `id`; a text's vector is their sum, of length 1. */
export function wordEmbedder(id: string, dimensions = 48): CountedEmbedder {
  let count = 0;
  return {
    id,
    dimensions,
    texts: () => count,
    embed: async (texts) => {
      count += texts.length;
      return texts.map((text) => sumOf(wordsOf(text), id, dimensions));
    },
    close: async () => undefined,
  };
}

function sumOf(words: readonly string[], id: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  vector[0] = 1e-3;
  for (const word of words) {
    const bytes = createHash('sha512').update(`${id} ${word}`).digest();
    for (let j = 0; j < dimensions; j += 1) vector[j] = (vector[j] ?? 0) + (bytes[j] ?? 0) - 127.5;
  }
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
