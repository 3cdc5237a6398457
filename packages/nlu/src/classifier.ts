/**
 * The first classifier: cosines with the examples, softmax regression on them, out of scope as one more class, probabilities calibrated
 * on held-out folds. Trained in well under a second on a few hundred examples; deterministic.
 */
import { derivedId } from '@facteur/primitives';
import { fitTemperature } from './calibrate.ts';
import { exampleSpace } from './example-space.ts';
import { featuresOf } from './features.ts';
import { generalOffTopic, otherServiceRequests, vagueRequests } from './off-topic.ts';
import { fitSoftmax, multiply, softmax } from './softmax-regression.ts';

/** One sentence of a customer and what it asks for. */
export interface Example {
  readonly text: string;
  readonly intent: string;
  /** ISO 639-1; `en` is stemmed as English, all others as French. */
  readonly language: string;
}

/** An intent with its calibrated probability (0..1). */
export interface RankedIntent {
  readonly intent: string;
  readonly probability: number;
}

/** A training example near to a text; `similarity` is a cosine (0..1). */
export interface NearestExample {
  readonly intent: string;
  readonly text: string;
  readonly similarity: number;
}

/** What a text asks for. The probabilities of all intents and `outOfScope` sum to 1. */
export interface Classification {
  /** Most probable first. */
  readonly intents: readonly RankedIntent[];
  /** The probability that no intent answers it. */
  readonly outOfScope: number;
  /** The three nearest examples, nearest first; fewer where nothing is near. */
  readonly nearest: readonly NearestExample[];
}

export interface Classifier {
  /** Hash of the examples, the options and the version of this code: the same id answers the same. */
  readonly id: string;
  /** Any text, of which the first 4 000 characters count; `language` as in the examples, default `fr`. Never throws. */
  classify(text: string, language?: string): Classification;
}

const VERSION = 'sparse-1';
const FOLDS = 5;
const LAMBDA_EXAMPLES = 0.1;
const NEAREST = 3;
/** A service request this near to an example of the company is perhaps one of its intents. */
const TOO_NEAR = 0.3;
/** Below this cosine with every example, the intents lose probability in proportion: nothing is known about such a text. */
const FAMILIAR = 0.15;

/**
 * Trains on `examples` and on built-in sentences that are out of scope for everyone. Blank texts are left out; no examples at all give
 * a classifier for which everything is out of scope. `seed` deals the examples to the folds.
 */
export function trainClassifier(
  examples: readonly Example[],
  { seed = 1 }: { readonly seed?: number } = {},
): Classifier {
  const known = examples.filter(({ text }) => text.trim() !== '');
  const id = derivedId(
    VERSION,
    String(seed),
    ...known.flatMap(({ text, intent, language }) => [text, intent, language]),
  );
  if (known.length === 0) return { id, classify: () => ({ intents: [], outOfScope: 1, nearest: [] }) };
  return { id, classify: classifierOf(known, trainModel(known, seed)) };
}

interface Model {
  readonly intents: readonly string[];
  readonly space: ReturnType<typeof exampleSpace>;
  /** `[class · examples + example]`; the last class is out of scope. */
  readonly coefficients: Float64Array;
  readonly temperature: number;
}

function trainModel(known: readonly Example[], seed: number): Model {
  const intents = [...new Set(known.map(({ intent }) => intent))].sort();
  const offTopic = [...generalOffTopic, ...vagueRequests, ...otherServices(known)];
  const all = [...known, ...offTopic];
  const features = all.map(({ text, language }) => featuresOf(text, language));
  const space = exampleSpace(features);
  const gram = new Float64Array(all.length * all.length);
  for (const [row, one] of features.entries()) gram.set(space.similarities(one), row * all.length);

  const classes = intents.length + 1;
  const labels = Int32Array.from(all, (_, at) =>
    at < known.length ? intents.indexOf(known[at]?.intent ?? '') : intents.length,
  );
  const data = { gram, labels, classes, lambda: LAMBDA_EXAMPLES / all.length };
  const weights = balancedWeights(labels, classes, () => true);
  const logits = heldOutLogits(data, foldsOf(all, seed));
  return {
    intents,
    space,
    coefficients: fitSoftmax({ ...data, weights }),
    temperature: fitTemperature({
      logits,
      labels,
      weights: weights.map((w, at) => (at < known.length ? w : 0)),
      classes,
    }),
  };
}

/** Every class weighs the same, whatever its number of examples; those that are not `used` weigh nothing. */
function balancedWeights(labels: Int32Array, classes: number, used: (at: number) => boolean): Float64Array {
  const counts = new Int32Array(classes);
  for (const [at, label] of labels.entries()) if (used(at)) counts[label] = (counts[label] ?? 0) + 1;
  const present = counts.filter((count) => count > 0).length;
  return Float64Array.from(labels, (label, at) => (used(at) ? 1 / (present * (counts[label] ?? 1)) : 0));
}

/** The logits that each example gets from a model trained without its fold. */
function heldOutLogits(data: Omit<Parameters<typeof fitSoftmax>[0], 'weights'>, folds: Int32Array): Float64Array {
  const { gram, labels, classes } = data;
  const result = new Float64Array(labels.length * classes);
  const logits = new Float64Array(result.length);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const weights = balancedWeights(labels, classes, (at) => folds[at] !== fold);
    multiply(gram, fitSoftmax({ ...data, weights }), logits, labels.length);
    for (let at = 0; at < logits.length; at += 1) {
      if (folds[at % labels.length] === fold) result[at] = logits[at] ?? 0;
    }
  }
  return result;
}

/** Deals the examples to the folds in an order that hangs on `seed` and the texts alone; equal texts go to the same fold. */
function foldsOf(all: readonly { readonly text: string }[], seed: number): Int32Array {
  const order = [...new Set(all.map(({ text }) => text))].map((text) => ({
    text,
    rank: derivedId(String(seed), text),
  }));
  order.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const fold = new Map(order.map(({ text }, at) => [text, at % FOLDS]));
  return Int32Array.from(all, ({ text }) => fold.get(text) ?? 0);
}

function otherServices(known: readonly Example[]): typeof otherServiceRequests {
  const space = exampleSpace(known.map(({ text, language }) => featuresOf(text, language)));
  return otherServiceRequests.filter(
    ({ text, language }) => Math.max(...space.similarities(featuresOf(text, language))) < TOO_NEAR,
  );
}

function classifierOf(
  known: readonly Example[],
  { intents, space, coefficients, temperature }: Model,
): Classifier['classify'] {
  const classes = intents.length + 1;
  return (text, language = 'fr') => {
    const cosines = space.similarities(featuresOf(text, language));
    const scores = new Float64Array(classes);
    for (let at = 0; at < coefficients.length; at += 1) {
      const k = Math.floor(at / cosines.length);
      scores[k] = (scores[k] ?? 0) + ((cosines[at % cosines.length] ?? 0) * (coefficients[at] ?? 0)) / temperature;
    }
    softmax(scores, classes);
    const nearest = nearestOf(known, cosines);
    const familiar = Math.min(1, (nearest[0]?.similarity ?? 0) / FAMILIAR);
    const ranked = intents.map((intent, k) => ({ intent, probability: familiar * (scores[k] ?? 0) }));
    ranked.sort((a, b) => b.probability - a.probability || (a.intent < b.intent ? -1 : 1));
    return { intents: ranked, outOfScope: 1 - familiar * (1 - (scores[classes - 1] ?? 0)), nearest };
  };
}

/** The nearest of the company's own examples, which come first among all. */
function nearestOf(known: readonly Example[], cosines: Float64Array): NearestExample[] {
  const best: { at: number; cosine: number }[] = [];
  for (let at = 0; at < known.length; at += 1) {
    const cosine = cosines[at] ?? 0;
    if (cosine === 0 || (best.length === NEAREST && cosine <= (best.at(-1)?.cosine ?? 0))) continue;
    best.push({ at, cosine });
    best.sort((a, b) => b.cosine - a.cosine);
    if (best.length > NEAREST) best.pop();
  }
  return best.map(({ at, cosine }) => {
    const { intent = '', text = '' } = known[at] ?? {};
    return { intent, text, similarity: Math.min(1, cosine) };
  });
}
