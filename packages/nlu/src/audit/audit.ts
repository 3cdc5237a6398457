/** An audit: models are trained and asked about texts that they have not seen, and what they say becomes findings. Takes minutes. */
import { AppError } from '@facteur/primitives';
import type { Classification } from '../classification.ts';
import { curvePoints, planCurve } from './curve-plan.ts';
import { alikeTexts } from './duplicates.ts';
import { type Audit, type AuditedExample, type AuditedText, findingsOf } from './findings.ts';
import { dealFolds } from './folds.ts';
import { type Judged, largestAt } from './judged.ts';
import type { Judge } from './model-judge.ts';

/** What to audit. */
export interface AuditInput {
  /** None blank. */
  readonly examples: readonly AuditedExample[];
  /** None blank. */
  readonly unlabelled: readonly AuditedText[];
  /** Of the texts of `examples`, then of `unlabelled`. */
  readonly judge: Judge;
  /** Deals examples to parts and draws sub-samples; default 1. */
  readonly seed?: number;
  /** Told how far it is: 0..1. */
  readonly onProgress?: (done: number) => void;
}

/** @throws AppError `BAD_INPUT` when there are not two labels to be confused */
export async function audit(input: AuditInput): Promise<Audit> {
  const { examples, unlabelled, judge, seed = 1, onProgress = () => undefined } = input;
  const classes = classesOf(examples);
  const labels = Int32Array.from(examples, ({ intent }) => classes.indexOf(intent));
  const texts = examples.map(({ text }) => text);
  const alike = alikeTexts([...texts, ...unlabelled.map(({ text }) => text)], judge.likeness);
  const folds = dealFolds(texts, labels, alike.groups.subarray(0, examples.length), seed);
  const intentLabels = labels.map((label) => (classes[label] === null ? -1 : label));
  const runs = planCurve(texts, intentLabels, folds, seed);
  const parts = partsOf(folds);
  const progress = steps(parts.length + runs.length + 1, onProgress);

  const judged = await judgedOutOfFold({ judge, classes, labels, parts, progress });
  const answers: Int32Array[] = [];
  for (const { learnt, asked } of runs) {
    const said = await judge.classify(learnt, asked, { isRough: true });
    answers.push(Int32Array.from(said, ({ intents }) => classes.indexOf(intents[0]?.intent ?? null)));
    progress();
  }
  const isIntent = (at: number): boolean => intentLabels[at] !== -1;
  for (const { learnt, asked } of parts) {
    const run = { size: null, learnt: learnt.filter(isIntent), asked: asked.filter(isIntent) };
    runs.push(run);
    answers.push(Int32Array.from(run.asked, (at) => topIntent(judged, at)));
  }
  const places = unlabelled.map((_, at) => examples.length + at);
  const said = places.length === 0 ? [] : await judge.classify(Array.from(labels.keys()), places);
  progress();
  return findingsOf({
    examples,
    unlabelled,
    judged,
    alike,
    cosinesOf: judge.likeness.meaning ?? judge.likeness.letters,
    curves: curvePoints(classes.length, labels, runs, answers),
    unlabelledProbabilities: said.map((one) => probabilitiesOf(one, classes)),
  });
}

function classesOf(examples: readonly AuditedExample[]): (string | null)[] {
  const intents = [...new Set(examples.flatMap(({ intent }) => intent ?? []))].sort();
  const classes = examples.some(({ intent }) => intent === null) ? [...intents, null] : intents;
  if (intents.length > 0 && classes.length > 1) return classes;
  throw new AppError('BAD_INPUT', 'An audit needs examples of two intents at least');
}

function steps(count: number, onProgress: (done: number) => void): () => void {
  let done = 0;
  return () => {
    done += 1;
    onProgress(done / count);
  };
}

/** Examples to learn from, and those to ask about. */
interface Part {
  readonly learnt: readonly number[];
  readonly asked: readonly number[];
}

function partsOf(folds: Int32Array): Part[] {
  const all = Array.from(folds.keys());
  return [...new Set(folds)].map((part) => ({
    learnt: all.filter((at) => folds[at] !== part),
    asked: all.filter((at) => folds[at] === part),
  }));
}

interface OutOfFold extends Pick<Judged, 'classes' | 'labels'> {
  readonly judge: Judge;
  readonly parts: readonly Part[];
  readonly progress: () => void;
}

/** Each part is judged by a model that learnt from the others. */
async function judgedOutOfFold({ judge, classes, labels, parts, progress }: OutOfFold): Promise<Judged> {
  const probabilities: Float64Array[] = Array.from(labels, () => new Float64Array(classes.length));
  const isJudged = new Uint8Array(labels.length);
  for (const { learnt, asked } of parts) {
    const known = new Set(learnt.map((at) => labels[at]));
    const said = learnt.length === 0 ? [] : await judge.classify(learnt, asked);
    for (const [rank, at] of asked.entries()) {
      const answer = said[rank];
      if (answer !== undefined) probabilities[at] = normalised(probabilitiesOf(answer, classes));
      isJudged[at] = Number(known.has(labels[at]));
    }
    progress();
  }
  return { classes, labels, probabilities, isJudged };
}

function topIntent({ classes, probabilities }: Judged, at: number): number {
  return largestAt(probabilities[at] ?? new Float64Array(), (label) => classes[label] !== null);
}

/** In the order of `classes`; what is out of scope is lost where it is no class. */
function probabilitiesOf({ intents, outOfScope }: Classification, classes: readonly (string | null)[]): Float64Array {
  const byIntent = new Map<string | null, number>(intents.map(({ intent, probability }) => [intent, probability]));
  byIntent.set(null, outOfScope);
  return Float64Array.from(classes, (intent) => byIntent.get(intent) ?? 0);
}

/** Summing to 1; all the same where nothing is known. */
function normalised(numbers: Float64Array): Float64Array {
  const sum = numbers.reduce((total, one) => total + one, 0);
  return numbers.map((one) => (sum === 0 ? 1 / numbers.length : one / sum));
}
