/** The texts that stand for what no journey answers, chosen for a company's examples. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { hashText } from '../features/hash-text.ts';
import { columnsOf, createVectoriser, fitTfIdf } from '../features/tf-idf.ts';
import { rowsOf } from '../head/rows.ts';
import { generalOffTopic, otherServiceRequests, vagueRequests } from '../off-topic.ts';
import { centredVectors } from './centre.ts';
import { createDenseCosines, transposed } from './cosines.ts';
import { createSparseCosines } from './sparse-cosines.ts';
import { knownExamples, type TrainingText } from './train.ts';
import type { Vectors } from './vectors.ts';

/** A service request whose words are this near to an example of the company is perhaps one of its intents. */
const TOO_NEAR = 0.3;
/** By vectors: as near as this share of the examples is to the next one of its intent, at least. */
const NEAR_SHARE = 0.2;

const lineSchema = z.object({ text: z.string() });
let shipped: { readonly mails: readonly TrainingText[]; readonly services: readonly TrainingText[] } | undefined;

/** Off topic for every company. */
export function generalTexts(): readonly TrainingText[] {
  const vague = vagueRequests.map((one) => ({ ...one, intent: null, topic: 'vague' as const }));
  return [...generalOffTopic.map((one) => ({ ...one, intent: null })), ...vague, ...shippedTexts().mails];
}

/** Requests to all kinds of services: off topic for a company unless they are near to its examples. */
export function serviceTexts(): readonly TrainingText[] {
  const all = [...otherServiceRequests, ...shippedTexts().services];
  return all.map((one) => ({ ...one, intent: null, topic: 'service' as const }));
}

/** Off topic for a company with these examples, as far as words and letters can tell. */
export function offTopicFor(examples: readonly TrainingText[]): readonly TrainingText[] {
  const known = knownExamples(examples).flatMap((at) => examples[at] ?? []);
  const hashed = known.map(({ text, language }) => hashText(text, language));
  const tfIdf = fitTfIdf(hashed);
  const columns = columnsOf(tfIdf);
  const vectorise = createVectoriser(tfIdf);
  const cosinesOf = createSparseCosines(columns, rowsOf(columns, hashed.map(vectorise)));
  const cosines = new Float32Array(known.length);
  const far = serviceTexts().filter(({ text, language }) => {
    cosinesOf(rowsOf(columns, [vectorise(hashText(text, language))]), 0, cosines);
    return cosines.every((cosine) => cosine < TOO_NEAR);
  });
  return [...generalTexts(), ...far];
}

/** Places of the service texts that are off topic by their vectors, which stand behind those of the examples. */
export function farServices(
  examples: readonly TrainingText[],
  vectors: Vectors,
  services: readonly number[],
): number[] {
  const known = knownExamples(examples);
  const { centred } = centredVectors(vectors, known);
  const cosinesOf = createDenseCosines(
    transposed(
      known.map((at) => centred[at] ?? new Float32Array(vectors.dimensions)),
      vectors.dimensions,
    ),
  );
  const nearest = (at: number, counts: (place: number) => boolean): number => {
    let most = -1;
    for (const [place, cosine] of cosinesOf(centred[at] ?? new Float32Array(vectors.dimensions)).entries()) {
      if (place < known.length && cosine > most && counts(place)) most = cosine;
    }
    return most;
  };
  const intentAt = (place: number): string | null | undefined => examples[known[place] ?? -1]?.intent;
  const own = known.map((at, here) => nearest(at, (place) => place !== here && intentAt(place) === intentAt(here)));
  const threshold = own.toSorted((a, b) => a - b)[Math.floor(NEAR_SHARE * own.length)] ?? 0;
  return services.filter((at) => nearest(at, () => true) < threshold);
}

function shippedTexts() {
  shipped ??= { mails: linesOf('off-topic.fr.jsonl'), services: linesOf('services.fr.jsonl') };
  return shipped;
}

/** See packages/nlu/data/README.md. */
function linesOf(file: string): readonly TrainingText[] {
  return readFileSync(new URL(`../../data/${file}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({ text: lineSchema.parse(JSON.parse(line)).text, intent: null, language: 'fr' }));
}
