/** Vectors of many texts in one array. */
import type { Embedder } from '@facteur/encoder';

/** Vectors one after another. */
export interface Vectors {
  /** Id of the embedder. */
  readonly embedder: string;
  readonly dimensions: number;
  readonly values: Float32Array;
}

/** So many texts are given to the embedder at a time, so that progress can be told. */
const PIECE = 256;

/** In the order of the texts. @throws AppError `EMBEDDER_UNAVAILABLE` */
export async function vectorsOf(
  texts: readonly string[],
  embedder: Embedder,
  onProgress: (done: number) => void = () => undefined,
): Promise<Vectors> {
  const { id, dimensions } = embedder;
  const values = new Float32Array(texts.length * dimensions);
  for (let from = 0; from < texts.length; from += PIECE) {
    const vectors = await embedder.embed(texts.slice(from, from + PIECE));
    for (const [at, vector] of vectors.entries()) values.set(vector, (from + at) * dimensions);
    onProgress(Math.min(1, (from + PIECE) / texts.length));
  }
  return { embedder: id, dimensions, values };
}

/** Those at `places`, in that order. */
export function pickVectors({ embedder, dimensions, values }: Vectors, places: readonly number[]): Vectors {
  const picked = new Float32Array(places.length * dimensions);
  for (const [at, place] of places.entries()) {
    picked.set(values.subarray(place * dimensions, (place + 1) * dimensions), at * dimensions);
  }
  return { embedder, dimensions, values: picked };
}

/** One after the other. */
export function joinedVectors(one: Vectors, other: Vectors | undefined): Vectors {
  if (other === undefined) return one;
  const values = new Float32Array(one.values.length + other.values.length);
  values.set(one.values);
  values.set(other.values, one.values.length);
  return { ...one, values };
}

/** Gives out vectors that are at hand, of these texts alone. */
export function embedderOf(
  texts: readonly { readonly text: string }[],
  { embedder, dimensions, values }: Vectors,
): Embedder {
  const places = new Map(texts.map(({ text }, at) => [text, at]));
  return {
    id: embedder,
    dimensions,
    embed: async (wanted) =>
      wanted.map((text) => {
        const at = places.get(text) ?? 0;
        return values.slice(at * dimensions, (at + 1) * dimensions);
      }),
    close: async () => undefined,
  };
}
