/** What a score is worth for telling apart: ROC area, recall at an acceptance, wrong share against coverage. Ties are one step. */
import type { Counts } from './metrics.ts';

/** Scores in the order of a sort that is made once, so that a bootstrap costs one pass a draw. */
export interface Ranked {
  readonly scores: Float64Array;
  /** Indexes, highest score first. */
  readonly order: Uint32Array;
  /** 1 for what is looked for. */
  readonly isPositive: Uint8Array;
}

export function ranked(scores: Float64Array, isPositive: Uint8Array): Ranked {
  const order = Uint32Array.from(scores, (_, at) => at).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  return { scores, order, isPositive };
}

/** The score of texts that are never answered alone: below every threshold. */
export const UNANSWERED = -1;

/** What lies at or above a score. */
export interface Step {
  readonly score: number;
  readonly positives: number;
  readonly negatives: number;
}

/** Calls `visit` once per distinct score, highest first, with what lies at or above it; scores that count nothing are passed over. */
function forEachStep({ scores, order, isPositive }: Ranked, counts: Counts, visit: (step: Step) => void): void {
  let [positives, negatives] = [0, 0];
  for (let rank = 0; rank < order.length; rank += 1) {
    const at = order[rank] ?? 0;
    const count = counts === undefined ? 1 : (counts[at] ?? 0);
    if (isPositive[at] === 1) positives += count;
    else negatives += count;
    const next = order[rank + 1];
    if (next === undefined || scores[next] !== scores[at]) visit({ score: scores[at] ?? 0, positives, negatives });
  }
}

/**
 * The probability that a positive scores above a negative, ties counting half (Mann & Whitney 1947): the area under the ROC curve.
 * Null without one of either.
 */
export function areaUnderRoc(data: Ranked, counts?: Counts): number | null {
  let [area, positives, negatives] = [0, 0, 0];
  forEachStep(data, counts, (step) => {
    area += ((step.negatives - negatives) * (step.positives + positives)) / 2;
    ({ positives, negatives } = step);
  });
  return positives === 0 || negatives === 0 ? null : area / (positives * negatives);
}

/** The share of positives above the lowest cut that lets at least `acceptance` of the negatives stay at or below it; null without either. */
export function recallAtAcceptance(data: Ranked, acceptance = 0.95, counts?: Counts): number | null {
  let [all, refusable] = [{ positives: 0, negatives: 0 }, 0];
  forEachStep(data, counts, (step) => {
    all = step;
  });
  if (all.positives === 0 || all.negatives === 0) return null;
  const mayRefuse = all.negatives * (1 - acceptance) + 1e-9;
  forEachStep(data, counts, ({ positives, negatives }) => {
    if (negatives <= mayRefuse) refusable = positives;
  });
  return refusable / all.positives;
}

/** Answering all texts that score at least `threshold`: the share answered, and the wrong share of those (0..1). */
export interface SelectivePoint {
  readonly threshold: number;
  readonly coverage: number;
  readonly risk: number;
}

/** One point per distinct score, highest first; what is looked for are the wrong ones. */
export function selectiveCurve(data: Ranked): SelectivePoint[] {
  const total = data.scores.length;
  const points: SelectivePoint[] = [];
  forEachStep(data, undefined, ({ score, positives, negatives }) => {
    if (score === UNANSWERED) return;
    points.push({
      threshold: score,
      coverage: (positives + negatives) / total,
      risk: positives / (positives + negatives),
    });
  });
  return points;
}

/** The largest share of all texts that can be answered with at most `risk` of the answers wrong, as observed; null without a text. */
export function coverageAtRisk(data: Ranked, risk: number, counts?: Counts): number | null {
  if (data.scores.length === 0) return null;
  let answered = 0;
  forEachStep(data, counts, ({ score, positives, negatives }) => {
    if (score !== UNANSWERED && positives <= risk * (positives + negatives) + 1e-9) answered = positives + negatives;
  });
  // A draw of a bootstrap has as many texts as there are.
  return answered / data.scores.length;
}
