/**
 * Which labels are probably wrong, by confident learning (Northcutt, Jiang, Chuang 2021, "Confident Learning: Estimating Uncertainty in
 * Dataset Labels", JAIR 70): what a class's own examples get on average is what it takes to count as one of it.
 */
import { largest } from '../model/cosines.ts';
import type { CosinesOf } from './duplicates.ts';
import { type Judged, judgedByClass, largestAt } from './judged.ts';

/** An example whose text looks like another class's. */
export interface Suspect {
  readonly example: number;
  readonly given: number;
  readonly suggested: number;
  /** Logarithm of how many times as probable the suggested class is (above 0); the more, the surer. */
  readonly odds: number;
  /** None of the five nearest examples has its label. Of planted errors nine in ten were; of what was only hard to tell, three. */
  readonly isAlone: boolean;
}

/** What confident learning says of a set of labels. */
export interface LabelErrors {
  /** Those that are alone with their label first, the surest of them before the others. */
  readonly suspects: readonly Suspect[];
  /**
   * The share of wrong labels (0..1) among the judged ones, by the calibrated joint distribution; null when none was judged. Too much
   * where a model is weak: what it cannot tell apart counts as wrong.
   */
  readonly noise: number | null;
}

/** A class that is not seen at all is so many times less probable than certainty. */
const LEAST_PROBABILITY = 1e-3;
const NEAREST = 5;

/**
 * Suspects are the examples off the diagonal of the confident joint whose given class is less probable than the suggested one.
 * @param cosinesOf cosines of an example with the others, which stand first; longer answers are cut
 */
export function labelErrors(judged: Judged, cosinesOf: CosinesOf): LabelErrors {
  const { labels, probabilities, classes } = judged;
  const byClass = judgedByClass(judged);
  const thresholds = byClass.map((places, k) =>
    places.length === 0
      ? Number.POSITIVE_INFINITY
      : places.reduce((sum, at) => sum + (probabilities[at]?.[k] ?? 0), 0) / places.length,
  );
  const joint = classes.map(() => new Float64Array(classes.length));
  const suspects: Suspect[] = [];
  for (const at of byClass.flat()) {
    const [numbers = new Float64Array(), given = 0] = [probabilities[at], labels[at]];
    const sure = largestAt(numbers, (k) => (numbers[k] ?? 0) >= (thresholds[k] ?? 0));
    if (sure === -1) continue;
    const row = joint[given];
    if (row !== undefined) row[sure] = (row[sure] ?? 0) + 1;
    const odds = Math.log((numbers[sure] ?? 0) / ((numbers[given] ?? 0) + LEAST_PROBABILITY));
    if (sure === given || odds <= 0) continue;
    suspects.push({ example: at, given, suggested: sure, odds, isAlone: isAlone(at, labels, cosinesOf(at)) });
  }
  suspects.sort((a, b) => Number(b.isAlone) - Number(a.isAlone) || b.odds - a.odds || a.example - b.example);
  return { suspects, noise: noiseOf(joint, byClass) };
}

function isAlone(at: number, labels: Int32Array, cosines: Float32Array): boolean {
  const others = cosines.slice(0, labels.length);
  others[at] = 0;
  return largest(others, others.length, NEAREST).every((near) => labels[near.at] !== labels[at]);
}

/** Each row of the joint is scaled to what its class has, as not every example was counted (equation 2 of the article). */
function noiseOf(joint: readonly Float64Array[], byClass: readonly (readonly number[])[]): number | null {
  const all = byClass.flat().length;
  if (all === 0) return null;
  let wrong = 0;
  for (const [given, row] of joint.entries()) {
    const counted = row.reduce((sum, one) => sum + one, 0);
    if (counted > 0) wrong += ((byClass[given]?.length ?? 0) * (counted - (row[given] ?? 0))) / counted;
  }
  return wrong / all;
}
