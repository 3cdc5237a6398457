/** Which intent a text asks for, by one fit with settings that suit few examples: for learning curves, which need many models. */
import type { Classification, TextToClassify } from '../classification.ts';
import { hashText } from '../features/hash-text.ts';
import { columnsOf, createVectoriser, fitTfIdf } from '../features/tf-idf.ts';
import { type Row, rowsOf, withVectors } from '../head/rows.ts';
import { fitHead, logitsOf } from '../head/softmax-head.ts';
import { centre, centredVectors } from '../model/centre.ts';
import { probabilitiesOf } from '../model/temperature.ts';
import type { Vectors } from '../model/vectors.ts';

/** Texts with their vectors, where there is an encoder. */
export interface RoughTexts<T extends TextToClassify> {
  readonly texts: readonly T[];
  readonly vectors?: Vectors;
}

/** As training tries first: see `SPARSE_CANDIDATES` and `DENSE_CANDIDATES` there. */
const WITH_VECTORS = { sparseShare: 0.3, strength: 20 };
const WITHOUT = { sparseShare: 1, strength: 10 };
/** What is only compared need not be exact. */
const ROUGHLY = { maxSteps: 60, tolerance: 2e-3 };

/** Intents most probable first; nothing is out of scope, and nothing near is told. */
export function rankRoughly(
  learnt: RoughTexts<TextToClassify & { readonly intent: string }>,
  asked: RoughTexts<TextToClassify>,
): Classification[] {
  const intents = [...new Set(learnt.texts.map(({ intent }) => intent))].sort();
  const labels = Int32Array.from(learnt.texts, ({ intent }) => intents.indexOf(intent));
  const { rowsFor, columns } = rowsOfTexts(learnt);
  const counts = new Float64Array(intents.length);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  const weights = Float64Array.from(labels, (label) => labels.length / intents.length / (counts[label] ?? 1));
  const { strength } = learnt.vectors === undefined ? WITHOUT : WITH_VECTORS;
  const rows = rowsOf(columns, rowsFor(learnt));
  const head = fitHead({ rows, labels, classes: intents.length, weights, strength }, ROUGHLY);
  const logits = logitsOf(head, rowsOf(columns, rowsFor(asked)));
  return asked.texts.map((_, at) => {
    const own = logits.subarray(at * intents.length, (at + 1) * intents.length);
    const shares = probabilitiesOf(own, intents.length, 1);
    const ranked = intents.map((intent, k) => ({ intent, probability: shares[k] ?? 0 }));
    ranked.sort((a, b) => b.probability - a.probability || (a.intent < b.intent ? -1 : 1));
    return { intents: ranked, outOfScope: 0, nearest: [] };
  });
}

/** How texts become rows, as far as what was learnt from tells. */
function rowsOfTexts({ texts, vectors }: RoughTexts<TextToClassify>) {
  const tfIdf = fitTfIdf(texts.map(({ text, language }) => hashText(text, language)));
  const vectorise = createVectoriser(tfIdf);
  const sparse = columnsOf(tfIdf);
  const mean = vectors && centredVectors(vectors, Array.from(texts.keys())).mean;
  const rowsFor = (some: RoughTexts<TextToClassify>): readonly Row[] => {
    const rows = some.texts.map(({ text, language }) => vectorise(hashText(text, language)));
    if (mean === undefined || some.vectors === undefined) return rows;
    const { values, dimensions } = some.vectors;
    const centred = rows.map((_, at) => centre(values.subarray(at * dimensions, (at + 1) * dimensions), mean));
    return withVectors(rows, centred, sparse, WITH_VECTORS.sparseShare);
  };
  return { rowsFor, columns: sparse + (vectors?.dimensions ?? 0) };
}
