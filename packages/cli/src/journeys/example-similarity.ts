/** How alike authors' sentences are to the classifier: cosines of the encoder's vectors without their mean. */
import { centredVectors, type Embedder, vectorsOf } from '@facteur/nlu';

/** 0..1 for any two of `texts`; 0 for a text that was not among them. @throws AppError `EMBEDDER_UNAVAILABLE` */
export async function similarityOf(
  texts: readonly string[],
  embedder: Embedder,
): Promise<(a: string, b: string) => number> {
  const distinct = [...new Set(texts)];
  const { centred } = centredVectors(await vectorsOf(distinct, embedder), [...distinct.keys()]);
  const known = new Map(distinct.map((text, at) => [text, centred[at]]));
  return (a, b) => {
    const [one, other] = [known.get(a), known.get(b)];
    if (one === undefined || other === undefined) return 0;
    return Math.max(
      0,
      one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0),
    );
  };
}
