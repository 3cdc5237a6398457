/** What an audit asks of models and vectors, given by the product's own training: so that it finds what will trouble the product. */
import type { Embedder } from '@facteur/encoder';
import type { Classification } from '../classification.ts';
import { hashText } from '../features/hash-text.ts';
import { columnsOf, createVectoriser, fitTfIdf } from '../features/tf-idf.ts';
import { rowsOf } from '../head/rows.ts';
import { prepareTraining } from '../learn/prepare.ts';
import { centredVectors } from '../model/centre.ts';
import { createDenseCosines, transposed } from '../model/cosines.ts';
import { createModelClassifier } from '../model/model-classifier.ts';
import { createSparseCosines } from '../model/sparse-cosines.ts';
import { type TrainingData, type TrainingText, trainModel } from '../model/train.ts';
import { embedderOf, joinedVectors, pickVectors, type Vectors, vectorsOf } from '../model/vectors.ts';
import type { CosinesOf, Likeness } from './duplicates.ts';
import { rankRoughly } from './rough-ranking.ts';

/** How models come to their answers. */
export interface JudgeOptions {
  /** Ranks intents of examples only, in a fraction of the time: what is out of scope is neither learnt nor told. Default false. */
  readonly isRough?: boolean;
}

/** Models and vectors of a set of texts, which are named by their places: examples first, unlabelled texts behind them. */
export interface Judge {
  readonly likeness: Likeness;
  /** What a model says of the texts at `asked` that was trained on the examples at `learnt`. */
  classify(
    learnt: readonly number[],
    asked: readonly number[],
    options?: JudgeOptions,
  ): Promise<readonly Classification[]>;
}

/** What a judge is made of. */
export interface JudgeParts {
  /** None blank. */
  readonly examples: readonly TrainingText[];
  readonly unlabelled: readonly TrainingText[];
  /** Without it, words and letters must do. */
  readonly embedder?: Embedder;
  readonly seed: number;
  /** Told how far the vectors are: 0..1. */
  readonly onProgress?: (done: number) => void;
}

/** Computes the vectors of all texts. @throws AppError `EMBEDDER_UNAVAILABLE` */
export async function openModelJudge(parts: JudgeParts): Promise<Judge> {
  const { examples, unlabelled, embedder, seed } = parts;
  const data = await prepareTraining(examples, embedder, parts.onProgress);
  const texts = [...examples, ...unlabelled];
  const letters = letterCosines(texts);
  if (embedder === undefined || data.vectors === undefined) {
    return { likeness: { letters }, classify: classifier(texts, data, seed) };
  }
  const own = { ...data.vectors, values: data.vectors.values.slice(0, examples.length * embedder.dimensions) };
  const vectors = await withTexts(own, unlabelled, embedder);
  const known = embedderOf(texts, vectors);
  return {
    likeness: { letters, meaning: meaningCosines(vectors, examples.length) },
    classify: classifier(texts, data, seed, known),
  };
}

function classifier(
  texts: readonly TrainingText[],
  data: TrainingData,
  seed: number,
  embedder?: Embedder,
): Judge['classify'] {
  return async (learnt, asked, { isRough = false } = {}) => {
    const examples = learnt.flatMap((at) => data.examples[at] ?? []);
    if (isRough) return roughly(texts, data.vectors, learnt, asked);
    const { offTopic, names } = data;
    const behind = offTopic.map((_, at) => data.examples.length + at);
    const vectors = data.vectors && pickVectors(data.vectors, [...learnt, ...behind]);
    const model = trainModel({
      ...{ examples, offTopic, seed },
      ...(names === undefined ? {} : { names }),
      ...(vectors === undefined ? {} : { vectors }),
    });
    const exampleTexts = examples.filter(({ intent }) => intent !== null).map(({ text }) => text);
    const parts = { model, exampleTexts, ...(embedder === undefined ? {} : { embedder }) };
    return createModelClassifier(parts).classify(asked.flatMap((at) => texts[at] ?? []));
  };
}

function roughly(
  texts: readonly TrainingText[],
  vectors: Vectors | undefined,
  learnt: readonly number[],
  asked: readonly number[],
): readonly Classification[] {
  const known = learnt.filter((at) => texts[at]?.intent !== null);
  const vectorsOf = (places: readonly number[]) =>
    vectors === undefined ? {} : { vectors: pickVectors(vectors, places) };
  const labelled = known.flatMap((at) => {
    const one = texts[at];
    return one === undefined || one.intent === null ? [] : [{ ...one, intent: one.intent }];
  });
  const wanted = asked.flatMap((at) => texts[at] ?? []);
  return rankRoughly({ texts: labelled, ...vectorsOf(known) }, { texts: wanted, ...vectorsOf(asked) });
}

async function withTexts(vectors: Vectors, texts: readonly TrainingText[], embedder: Embedder): Promise<Vectors> {
  const more = await vectorsOf(
    texts.map(({ text }) => text),
    embedder,
  );
  return joinedVectors(vectors, more);
}

function letterCosines(texts: readonly TrainingText[]): CosinesOf {
  const hashed = texts.map(({ text, language }) => hashText(text, language));
  const tfIdf = fitTfIdf(hashed);
  const rows = rowsOf(columnsOf(tfIdf), hashed.map(createVectoriser(tfIdf)));
  const cosinesOf = createSparseCosines(rows.columns, rows);
  const into = new Float32Array(texts.length);
  return (at) => {
    cosinesOf(rows, at, into);
    return into;
  };
}

function meaningCosines(vectors: Vectors, examples: number): CosinesOf {
  const { centred } = centredVectors(
    vectors,
    Array.from({ length: examples }, (_, at) => at),
  );
  const cosinesOf = createDenseCosines(transposed(centred, vectors.dimensions));
  return (at) => cosinesOf(centred[at] ?? new Float32Array(vectors.dimensions));
}
