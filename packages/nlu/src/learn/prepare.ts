/** From a company's examples to all that training needs: the off-topic texts that fit them, and everyone's vectors. */
import type { Embedder } from '@facteur/encoder';
import type { Vectors } from '../model/centre.ts';
import { farServices, generalTexts, offTopicFor, serviceTexts } from '../model/off-topic-for.ts';
import type { TrainingData, TrainingText } from '../model/train.ts';

/** So many texts are given to the embedder at a time, so that progress can be told. */
const PIECE = 256;

/** Blank texts are left out. @throws AppError `EMBEDDER_UNAVAILABLE` */
export async function prepareTraining(
  examples: readonly TrainingText[],
  embedder: Embedder | undefined,
  onProgress: (done: number) => void = () => undefined,
): Promise<TrainingData> {
  const known = examples.filter(({ text }) => text.trim() !== '');
  if (embedder === undefined || known.length === 0) return { examples: known, offTopic: offTopicFor(known) };
  const all = [...known, ...generalTexts(), ...serviceTexts()];
  const vectors = await vectorsOf(
    all.map(({ text }) => text),
    embedder,
    onProgress,
  );
  const firstService = all.length - serviceTexts().length;
  const services = Array.from(serviceTexts(), (_, at) => firstService + at);
  const general = Array.from({ length: firstService - known.length }, (_, at) => known.length + at);
  return chosen(known, all, vectors, [...general, ...farServices(known, vectors, services)]);
}

/** The examples with the off-topic texts at `places`, and their vectors. */
function chosen(
  examples: readonly TrainingText[],
  all: readonly TrainingText[],
  { embedder, dimensions, values }: Vectors,
  places: readonly number[],
): TrainingData {
  const kept = new Float32Array((examples.length + places.length) * dimensions);
  kept.set(values.subarray(0, examples.length * dimensions));
  for (const [at, place] of places.entries()) {
    kept.set(values.subarray(place * dimensions, (place + 1) * dimensions), (examples.length + at) * dimensions);
  }
  const offTopic = places.flatMap((place) => all[place] ?? []);
  return { examples, offTopic, vectors: { embedder, dimensions, values: kept } };
}

async function vectorsOf(
  texts: readonly string[],
  embedder: Embedder,
  onProgress: (done: number) => void,
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
