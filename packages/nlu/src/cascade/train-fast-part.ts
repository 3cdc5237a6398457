/** Training of a cascade: the fast classifier, and the rule learnt from texts that were held out of both. */
import type { Embedder } from '@facteur/encoder';
import { AppError } from '@facteur/primitives';
import type { Classification } from '../classification.ts';
import { MANY } from '../model/held-out.ts';
import type { Model } from '../model/model.ts';
import { createModelClassifier } from '../model/model-classifier.ts';
import { namesOf } from '../model/names.ts';
import type { OnProgress, TrainingData, TrainingText } from '../model/train.ts';
import { embedderOf, pickVectors, vectorsOf } from '../model/vectors.ts';
import { type ClearOptions, chooseClear, fewestHeldOut, type JudgedTwice } from './choose-clear.ts';
import { type ClearRule, NOTHING_CLEAR } from './clear.ts';
import { dealParts } from './deal-parts.ts';
import { type FastPart, withFastPart } from './fast-part.ts';

/** How a model is trained: in a worker, or here for tests. */
export type Train = (data: TrainingData, onProgress?: OnProgress) => Promise<Model>;

/** What the rule is learnt with. */
export interface FastPartOptions extends ClearOptions {
  /**
   * With fewer texts than this nothing is clear. Default 3 000: below it a training compares settings on five parts, ten of them would
   * take minutes, and little is clear among so few examples.
   */
  readonly fewestTexts?: number;
}

/** More held-out texts make the limit lower, but each part costs two trainings. */
const HELD_OUT = 4_000;
/** Texts answered before others get the thread. */
const PIECE = 128;

/**
 * Trains as `train` does, and then a fast part by the vectors of `table`, which is part of the model that comes back. Without vectors
 * in the data, or when the fast part fails (told to `onTrouble`), the model has none.
 */
export function trainWithFastPart(
  train: Train,
  table: Embedder,
  onTrouble: (error: unknown) => void = () => undefined,
): Train {
  return async (data, onProgress) => {
    const model = await train(data, onProgress);
    if (data.vectors === undefined || model.intents.length === 0) return model;
    try {
      return withFastPart(model, await trainFastPart({ ...data, sparse: model.sparse }, table, train));
    } catch (error) {
      onTrouble(error);
      return model;
    }
  };
}

/**
 * The fast part of the model for `data`, which has vectors of the full embedder. With too few texts for the promise it costs one
 * training, otherwise two more for each fifth of the texts that is held out (4 000 texts, or all).
 * @throws AppError `EMBEDDER_UNAVAILABLE`, or what `train` throws
 */
export async function trainFastPart(
  data: TrainingData,
  table: Embedder,
  train: Train,
  options: FastPartOptions = {},
): Promise<FastPart> {
  const fast = {
    ...data,
    names: await namesOf(data.examples, table),
    vectors: await vectorsOf(
      [...data.examples, ...data.offTopic].map(({ text }) => text),
      table,
    ),
  };
  const { dense } = await train(fast);
  if (dense === undefined)
    throw new AppError('INTERNAL', 'Training with vectors gave a model without', { retry: 'never' });
  return { dense, rule: await ruleFor({ full: data, fast }, train, options) };
}

/** The same texts with the vectors of either embedder. */
interface Both {
  readonly full: TrainingData;
  readonly fast: TrainingData;
}

async function ruleFor(data: Both, train: Train, options: FastPartOptions): Promise<ClearRule> {
  const texts = [...data.full.examples, ...data.full.offTopic];
  if (texts.length < (options.fewestTexts ?? MANY)) return NOTHING_CLEAR;
  const parts = dealParts(texts, HELD_OUT, data.full.seed ?? 1);
  const inScope = parts.flat().filter((at) => texts[at]?.intent !== null).length;
  if (inScope < fewestHeldOut(options)) return NOTHING_CLEAR;
  const judged: JudgedTwice[] = [];
  for (const part of parts) judged.push(...(await judgedTwice(data, texts, part, train)));
  return chooseClear(judged, options);
}

async function judgedTwice(
  data: Both,
  texts: readonly TrainingText[],
  part: readonly number[],
  train: Train,
): Promise<JudgedTwice[]> {
  const full = await answersTo(data.full, texts, part, train);
  const fast = await answersTo(data.fast, texts, part, train);
  return part.flatMap((at, place) => {
    const [fullAnswer, fastAnswer] = [full[place], fast[place]];
    if (fullAnswer === undefined || fastAnswer === undefined) return [];
    return [{ truth: texts[at]?.intent ?? null, full: fullAnswer, fast: fastAnswer }];
  });
}

/** What a model says of the texts at `part` that was trained on all others. */
async function answersTo(
  data: TrainingData,
  texts: readonly TrainingText[],
  part: readonly number[],
  train: Train,
): Promise<Classification[]> {
  const { vectors } = data;
  const model = await train(without(data, new Set(part)));
  const classifier = createModelClassifier({
    model,
    exampleTexts: [],
    ...(vectors === undefined ? {} : { embedder: embedderOf(texts, vectors) }),
  });
  const answers: Classification[] = [];
  for (let from = 0; from < part.length; from += PIECE) {
    answers.push(...(await classifier.classify(part.slice(from, from + PIECE).flatMap((at) => texts[at] ?? []))));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return answers;
}

function without(data: TrainingData, held: ReadonlySet<number>): TrainingData {
  const { examples, offTopic, vectors, sparse: _, ...rest } = data;
  const kept = Array.from({ length: examples.length + offTopic.length }, (_, at) => at).filter((at) => !held.has(at));
  return {
    ...rest,
    examples: examples.filter((_, at) => !held.has(at)),
    offTopic: offTopic.filter((_, at) => !held.has(examples.length + at)),
    ...(vectors === undefined ? {} : { vectors: pickVectors(vectors, kept) }),
  };
}
