/** A trained model at work: many texts at a time, with the transformer where it is there, by sparse features alone where it is not. */
import type { Embedder } from '@facteur/encoder';
import type { Classification, Classifier, NearestExample, TextToClassify } from '../classification.ts';
import { hashText } from '../features/hash-text.ts';
import { columnsOf, createVectoriser } from '../features/tf-idf.ts';
import { createArena } from '../head/arena.ts';
import { type Row, rowsOf, withVectors } from '../head/rows.ts';
import { createScorer } from '../head/softmax-head.ts';
import { centre } from './centre.ts';
import { createDenseCosines } from './cosines.ts';
import { type DensePart, type Model, OFF_TOPIC_EXAMPLE, type Stage } from './model.ts';
import { VOTERS, withNeighbours } from './neighbours.ts';
import { outOfScope, scopeSignals, surroundingsIn } from './scope.ts';
import { createSparseCosines } from './sparse-cosines.ts';
import { probabilitiesOf } from './temperature.ts';
import { weighWords } from './weigh-words.ts';

/** What a model needs at work. */
export interface ClassifierParts {
  readonly model: Model;
  /** Texts of the company's examples that ask for something, in the order of training; the nearest are named by them. */
  readonly exampleTexts: readonly string[];
  /** The one whose vectors the model was trained on; without it sparse features must do. */
  readonly embedder?: Embedder;
  /** Told each time the embedder failed and sparse features answered instead. */
  readonly onFallback?: (error: unknown) => void;
}

const NEAREST = 3;

/** Logits of one text, its cosines with the examples, and the stage that says what they mean. */
interface Scored {
  readonly stage: Stage;
  readonly logits: Float32Array;
  readonly cosines: Float32Array;
}

/** Ready to answer. A model that was trained with another embedder than `embedder` answers by sparse features. */
export function createModelClassifier({ model, exampleTexts, embedder, onFallback }: ClassifierParts): Classifier {
  const vectorise = createVectoriser(model.tfIdf);
  const scoreSparse = createSparseScorer(model);
  const dense = model.dense?.embedder === embedder?.id ? model.dense : undefined;
  const scoreDense = dense && createDenseScorer(model, dense);
  const asking = askingIn(model.exampleIntents);

  const score = async (texts: readonly TextToClassify[], rows: readonly Row[]): Promise<Scored[]> => {
    if (scoreDense === undefined || embedder === undefined) return scoreSparse(rows);
    try {
      return scoreDense(rows, await embedder.embed(texts.map(({ text }) => text)));
    } catch (error) {
      onFallback?.(error);
      return scoreSparse(rows);
    }
  };
  return {
    id: model.id,
    classify: async (texts) => {
      if (model.intents.length === 0) return texts.map(() => ({ intents: [], outOfScope: 1, nearest: [] }));
      const rows = texts.map(({ text, language }) => vectorise(hashText(text, language)));
      const scored = await score(texts, rows);
      return texts.map(({ text }, at) => toClassification({ model, exampleTexts, asking }, text, scored[at]));
    },
    wordsFor: (text, intent) => weighWords(model, vectorise, text, intent),
  };
}

function createSparseScorer(model: Model): (rows: readonly Row[]) => Scored[] {
  const { sparse: stage, sparseExamples, exampleIntents } = model;
  const columns = columnsOf(model.tfIdf);
  const score = createScorer(createArena(), stage.head);
  const cosinesOf = createSparseCosines(columns, sparseExamples);
  return (all) => {
    const rows = rowsOf(columns, all);
    const logits = score(rows);
    return all.map((_, at) => {
      const cosines = new Float32Array(exampleIntents.length);
      cosinesOf(rows, at, cosines);
      return { stage, logits: rowOf(logits, at, stage), cosines };
    });
  };
}

function createDenseScorer(model: Model, { stage, mean, examples, dimensions }: DensePart) {
  const columns = columnsOf(model.tfIdf);
  const score = createScorer(createArena(), stage.head);
  const cosinesOf = createDenseCosines(examples);
  return (sparse: readonly Row[], vectors: readonly Float32Array[]): Scored[] => {
    const centred = vectors.map((vector) => centre(vector, mean));
    const logits = score(rowsOf(columns + dimensions, withVectors(sparse, centred, columns, stage.sparseShare)));
    return centred.map((vector, at) => ({
      stage,
      logits: rowOf(logits, at, stage),
      cosines: cosinesOf(vector).slice(),
    }));
  };
}

function rowOf(logits: Float32Array, at: number, { head }: Stage): Float32Array {
  return logits.subarray(at * head.classes, (at + 1) * head.classes);
}

/** The model, the texts of its examples, and how many of them ask for something. */
type Known = Pick<ClassifierParts, 'model' | 'exampleTexts'> & { readonly asking: number };

function toClassification(
  { model: { intents, exampleIntents }, exampleTexts, asking }: Known,
  text: string,
  scored: Scored | undefined,
): Classification {
  // A text without a letter says nothing, whatever a transformer makes of it.
  if (scored === undefined || !/\p{L}/u.test(text)) return { intents: unknown(intents), outOfScope: 1, nearest: [] };
  const { stage, logits, cosines } = scored;
  const around = surroundingsIn(cosines, asking, exampleIntents.length, VOTERS);
  const nearest = around.nearest.slice(0, NEAREST);
  const out = outOfScope(stage.scope, scopeSignals(logits, intents.length, around));
  const byHead = probabilitiesOf(logits, intents.length, stage.temperature, stage.offsets);
  const shares = stage.neighbours ? withNeighbours(byHead, around.nearest, exampleIntents, stage.neighbours) : byHead;
  const ranked = intents.map((intent, k) => ({ intent, probability: (1 - out) * (shares[k] ?? 0) }));
  ranked.sort((a, b) => b.probability - a.probability || (a.intent < b.intent ? -1 : 1));
  return {
    intents: ranked,
    outOfScope: out,
    nearest: nearest.map(({ at, value }): NearestExample => {
      const intent = intents[exampleIntents[at] ?? 0] ?? '';
      return { intent, text: exampleTexts[at] ?? '', similarity: Math.min(1, value) };
    }),
  };
}

/** How many of the examples ask for something: they stand first. */
function askingIn(exampleIntents: Int32Array): number {
  const first = exampleIntents.indexOf(OFF_TOPIC_EXAMPLE);
  return first === -1 ? exampleIntents.length : first;
}

function unknown(intents: readonly string[]): Classification['intents'] {
  return intents.map((intent) => ({ intent, probability: 0 }));
}
