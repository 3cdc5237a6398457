/** From a company's examples to all that training needs: the off-topic texts that fit them, and everyone's vectors. */
import type { Embedder } from '@facteur/encoder';
import { namesOf } from '../model/names.ts';
import { farServices, generalTexts, offTopicFor, serviceTexts } from '../model/off-topic-for.ts';
import type { TrainingData, TrainingText } from '../model/train.ts';
import { pickVectors, type Vectors, vectorsOf } from '../model/vectors.ts';

/** Blank texts are left out. @throws AppError `EMBEDDER_UNAVAILABLE` */
export async function prepareTraining(
  examples: readonly TrainingText[],
  embedder: Embedder | undefined,
  onProgress: (done: number) => void = () => undefined,
): Promise<TrainingData> {
  const known = examples.filter(({ text }) => text.trim() !== '');
  const names = await namesOf(known, embedder);
  if (embedder === undefined || known.length === 0) return { examples: known, offTopic: offTopicFor(known), names };
  const all = [...known, ...generalTexts(), ...serviceTexts()];
  const vectors = await vectorsOf(
    all.map(({ text }) => text),
    embedder,
    onProgress,
  );
  const firstService = all.length - serviceTexts().length;
  const services = Array.from(serviceTexts(), (_, at) => firstService + at);
  const general = Array.from({ length: firstService - known.length }, (_, at) => known.length + at);
  return { ...chosen(known, all, vectors, [...general, ...farServices(known, vectors, services)]), names };
}

/** The examples with the off-topic texts at `places`, and their vectors. */
function chosen(
  examples: readonly TrainingText[],
  all: readonly TrainingText[],
  vectors: Vectors,
  places: readonly number[],
): TrainingData {
  const offTopic = places.flatMap((place) => all[place] ?? []);
  return { examples, offTopic, vectors: pickVectors(vectors, [...examples.keys(), ...places]) };
}

/** Texts that every training learns beside a company's examples, where they fit it. */
export function builtInTexts(): readonly string[] {
  return [...generalTexts(), ...serviceTexts()].map(({ text }) => text);
}
