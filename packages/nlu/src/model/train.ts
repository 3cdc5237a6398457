/** Training: from labelled texts, and their vectors where there is an embedder, to a model. Pure and deterministic; takes seconds to a minute. */
import { derivedId } from '@facteur/primitives';
import { hashText } from '../features/hash-text.ts';
import { columnsOf, createVectoriser, fitTfIdf, type TfIdf } from '../features/tf-idf.ts';
import { pickRows, type Row, type Rows, rowsOf, withVectors } from '../head/rows.ts';
import { centredVectors } from './centre.ts';
import { createDenseCosines, transposed } from './cosines.ts';
import { dealHeldOut, type Parts } from './held-out.ts';
import { type Model, type ModelMetrics, OFF_TOPIC_EXAMPLE } from './model.ts';
import { createSparseCosines } from './sparse-cosines.ts';
import { type Candidate, type FitStage, fitStage } from './stage.ts';
import { joinedVectors, pickVectors, type Vectors } from './vectors.ts';

/** A text with what it asks for; null is out of scope. */
export interface TrainingText {
  readonly text: string;
  readonly intent: string | null;
  /** ISO 639-1; `en` is stemmed as English, all others as French. */
  readonly language: string;
  /** Of a text that is out of scope: what kind it is of; default `general`. */
  readonly topic?: OffTopic;
}

/**
 * Off topic for everyone; a request that other companies answer; something is wrong, but what is wanted is not said. A class each:
 * together they would hide that the last two look much like what is in scope.
 */
export type OffTopic = (typeof OFF_TOPICS)[number];
const OFF_TOPICS = ['general', 'service', 'vague'] as const;

/** Names of intents as texts, and their vectors where the examples have some. */
export interface Names {
  readonly texts: readonly TrainingText[];
  readonly vectors?: Vectors;
}

/** What to learn from. */
export interface TrainingData {
  /** The company's own. */
  readonly examples: readonly TrainingText[];
  /** What no company answers, for the class of texts that are off topic. */
  readonly offTopic: readonly TrainingText[];
  /** Of the examples, then of the off-topic texts; absent when there is no embedder. */
  readonly vectors?: Vectors;
  /** What the intents are called: learned from, never held out, and never a neighbour. Default nothing. */
  readonly names?: Names;
  /** Deals the texts to the held-out parts; default 1. */
  readonly seed?: number;
  /** What words and letters say of these very texts, where that was fitted before: it hangs on no vectors. Default: it is fitted. */
  readonly sparse?: Model['sparse'];
}

/** Told how far training is: 0..1. */
export type OnProgress = (done: number) => void;

const VERSION = 'sparse-dense-9';
/** Features that a single text of many has are dropped: they cost memory and say nothing. */
const MANY_TEXTS = 2_000;

const SPARSE_CANDIDATES: readonly Candidate[] = [{ sparseShare: 1, strength: 10 }];
const DENSE_CANDIDATES: readonly Candidate[] = [
  { sparseShare: 0.3, strength: 20 },
  { sparseShare: 0.8, strength: 10 },
];

/** The id of the model that is trained on these examples, the texts of any embedder and the built-in off-topic texts. */
export function modelIdOf(of: {
  readonly examples: readonly TrainingText[];
  readonly embedder?: string;
  readonly seed?: number;
}): string {
  const { examples, embedder = '', seed = 1 } = of;
  const known = examples.filter(({ text }) => text.trim() !== '');
  const parts = known.flatMap(({ text, intent, language }) => [text, intent ?? '', language]);
  return derivedId(VERSION, String(seed), embedder, ...parts);
}

/** Texts that are blank are left out. No examples at all give a model for which everything is out of scope. */
export function trainModel(data: TrainingData, onProgress: OnProgress = () => undefined): Model {
  const { examples, offTopic, seed = 1 } = data;
  const intents = [...new Set(examples.flatMap(({ intent }) => intent ?? []))].sort();
  const names = namesAmong(data, intents);
  const vectors = data.vectors && joinedVectors(data.vectors, names.vectors);
  const heard = [...examples, ...offTopic];
  const all = [...heard, ...names.texts];
  const labels = Int32Array.from(all, ({ intent, topic = 'general' }) =>
    intent === null ? intents.length + OFF_TOPICS.indexOf(topic) : intents.indexOf(intent),
  );
  const hashed = all.map(({ text, language }) => hashText(text, language));
  const tfIdf = fitTfIdf(hashed, all.length >= MANY_TEXTS ? 0 : examples.length);
  const rows = hashed.map(createVectoriser(tfIdf));
  const parts = dealHeldOut(heard, labels, seed);
  const known = knownExamples(examples);
  const others = [...heard.keys()].filter((at) => heard[at]?.intent === null);
  const sparseRows = rowsOf(columnsOf(tfIdf), rows);
  const shared = {
    labels,
    classes: intents.length,
    offTopics: OFF_TOPICS.length,
    parts,
    known,
    others,
    own: examples.length,
  };

  const sparse = data.sparse
    ? { stage: data.sparse, accuracy: 0, heldOut: 0 }
    : fitStage(sparseStage(shared, sparseRows), SPARSE_CANDIDATES, (done) => onProgress(done * 0.4));
  const dense = vectors && fitDense(shared, rows, tfIdf, vectors, (done) => onProgress(0.4 + 0.6 * done));
  const own = pickRows(sparseRows, [...known, ...others]);
  const metrics: ModelMetrics = {
    examples: examples.length,
    heldOut: (dense ?? sparse).heldOut,
    accuracy: (dense ?? sparse).accuracy,
    sparseAccuracy: sparse.accuracy,
  };
  return {
    id: modelIdOf({ examples, seed, ...(vectors === undefined ? {} : { embedder: vectors.embedder }) }),
    intents,
    exampleIntents: Int32Array.from([...known, ...others], (at) => intentAt(labels[at], intents.length)),
    tfIdf,
    sparse: sparse.stage,
    sparseExamples: { starts: own.starts, indices: own.indices, values: own.values },
    ...(dense === undefined ? {} : { dense: dense.part }),
    metrics,
  };
}

/** Those of intents that have examples; with vectors where the data have some, else none. */
function namesAmong({ names, vectors }: TrainingData, intents: readonly string[]): Names {
  const places = names?.texts.flatMap(({ intent }, at) => (intents.includes(intent ?? '') ? [at] : [])) ?? [];
  const texts = places.flatMap((at) => names?.texts[at] ?? []);
  if (vectors === undefined) return { texts };
  return names?.vectors === undefined ? { texts: [] } : { texts, vectors: pickVectors(names.vectors, places) };
}

function intentAt(label: number | undefined, classes: number): number {
  return label === undefined || label >= classes ? OFF_TOPIC_EXAMPLE : label;
}

/** Places of the company's examples that ask for something. */
export function knownExamples(examples: readonly TrainingText[]): number[] {
  return examples.flatMap(({ intent }, at) => (intent === null ? [] : [at]));
}

type Shared = Pick<FitStage, 'labels' | 'classes' | 'offTopics' | 'own'> & {
  readonly parts: Parts;
  readonly known: readonly number[];
  readonly others: readonly number[];
};

function sparseStage(shared: Shared, rows: Rows): FitStage {
  const compared = [...shared.known, ...shared.others];
  const cosines = createSparseCosines(rows.columns, pickRows(rows, compared));
  const into = new Float32Array(compared.length);
  return {
    ...shared,
    rowsFor: () => rows,
    cosinesOf: (at) => {
      cosines(rows, at, into);
      return into;
    },
  };
}

function fitDense(shared: Shared, rows: readonly Row[], tfIdf: TfIdf, vectors: Vectors, onProgress: OnProgress) {
  const { embedder, dimensions } = vectors;
  const { mean, centred } = centredVectors(vectors, shared.known);
  const examples = transposed(
    [...shared.known, ...shared.others].map((at) => centred[at] ?? new Float32Array(dimensions)),
    dimensions,
  );
  const cosines = createDenseCosines(examples);
  const fit: FitStage = {
    ...shared,
    rowsFor: (share) => rowsOf(columnsOf(tfIdf) + dimensions, withVectors(rows, centred, columnsOf(tfIdf), share)),
    cosinesOf: (at) => cosines(centred[at] ?? new Float32Array(dimensions)),
  };
  const { stage, accuracy, heldOut } = fitStage(fit, DENSE_CANDIDATES, onProgress);
  return { part: { embedder, dimensions, mean, stage, examples }, accuracy, heldOut };
}
