/** How alike authors' sentences are to the classifier: cosines of the encoder's vectors without their mean. */
import type { Embedder } from '@facteur/nlu';

/** 0..1 for any two of `texts`; 0 for a text that was not among them. @throws AppError `EMBEDDER_UNAVAILABLE` */
export async function similarityOf(
  texts: readonly string[],
  embedder: Embedder,
): Promise<(a: string, b: string) => number> {
  const distinct = [...new Set(texts)];
  const vectors: Float32Array[] = [];
  for (let from = 0; from < distinct.length; from += PIECE) {
    vectors.push(...(await embedder.embed(distinct.slice(from, from + PIECE))));
  }
  const mean = meanOf(vectors, embedder.dimensions);
  const known = new Map(distinct.map((text, at) => [text, without(vectors[at] ?? mean, mean)]));
  return (a, b) => {
    const [one, other] = [known.get(a), known.get(b)];
    if (one === undefined || other === undefined) return 0;
    return Math.max(
      0,
      one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0),
    );
  };
}

const PIECE = 64;

function meanOf(vectors: readonly Float32Array[], dimensions: number): Float32Array {
  const mean = new Float32Array(dimensions);
  for (const vector of vectors) for (const [at, value] of vector.entries()) mean[at] = (mean[at] ?? 0) + value;
  return mean.map((sum) => sum / Math.max(1, vectors.length));
}

function without(vector: Float32Array, mean: Float32Array): Float32Array {
  const rest = vector.map((value, at) => value - (mean[at] ?? 0));
  const length = Math.sqrt(rest.reduce((sum, value) => sum + value * value, 0));
  return length === 0 ? rest : rest.map((value) => value / length);
}
