/**
 * What is kept of validated decisions: counts in 128 fixed bins of the score, about a kilobyte of JSON per intent however many the
 * cases. Scores are rounded *down* to their bin's lower edge, and the edges are the only thresholds that are ever chosen: nothing is
 * lost that a threshold could depend on, and ties need no care. The edges are the same for everyone and for ever, which the promise
 * needs (`choose-threshold.ts`).
 */
import { AppError } from '@facteur/primitives';

/** An advisor's verdict on one decision. */
export interface ValidatedDecision {
  /** The probability of the intent that was chosen (0..1). */
  readonly score: number;
  /** False when the customer wanted something else, or nothing that the company answers. */
  readonly isRight: boolean;
  /** The share of such decisions that is validated, above 0; default 1. See `chooseThreshold` for what may be mixed. */
  readonly samplingRate?: number;
}

/**
 * One bin that has cases: `[bin, validated, wrong, decided, decidedWrong]`. The last two count each case 1 ÷ sampling rate times: as
 * many decisions as it stands for.
 */
export type BinRow = readonly [bin: number, validated: number, wrong: number, decided: number, decidedWrong: number];

/** A JSON document; `rows` by ascending bin, none twice. */
export interface DecisionSummary {
  readonly version: 1;
  readonly rows: readonly BinRow[];
}

export const emptySummary: DecisionSummary = { version: 1, rows: [] };

const BINS = 128;
const FIRST_LOGIT = -4;
const BINS_PER_LOGIT = 8;

/** Lower edges: 0, then evenly spaced in log odds from 0.018 to 0.9999932, with three digits of the rest to 1. */
const EDGES = Float64Array.from({ length: BINS }, (_, bin) => {
  if (bin === 0) return 0;
  const logit = FIRST_LOGIT + (bin - 1) / BINS_PER_LOGIT;
  return 1 - Number((1 / (1 + Math.exp(logit))).toPrecision(3));
});

/** The lower edge of a bin, itself a score. */
export function edgeOf(bin: number): number {
  return EDGES[bin] ?? 0;
}

/** The bin whose edge is the highest that is not above `score`. */
export function binOf(score: number): number {
  let low = 0;
  let high = BINS;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edgeOf(middle) <= score) low = middle;
    else high = middle;
  }
  return low;
}

/** The bin of the surest decisions. */
export const TOP_BIN = BINS - 1;

/**
 * The summary with more decisions in it; the one given stays as it was.
 * @throws AppError `BAD_INPUT` for a score outside 0..1 or a sampling rate outside (0, 1]
 */
export function addDecisions(summary: DecisionSummary, decisions: Iterable<ValidatedDecision>): DecisionSummary {
  const added: BinRow[] = [];
  for (const { score, isRight, samplingRate = 1 } of decisions) {
    if (!(score >= 0 && score <= 1)) throw new AppError('BAD_INPUT', `A score must lie in 0..1, not ${score}`);
    if (!(samplingRate > 0 && samplingRate <= 1)) {
      throw new AppError('BAD_INPUT', `A sampling rate must lie above 0 and up to 1, not ${samplingRate}`);
    }
    const wrong = isRight ? 0 : 1;
    added.push([binOf(score), 1, wrong, 1 / samplingRate, wrong / samplingRate]);
  }
  return mergeSummaries([summary, { version: 1, rows: added }]);
}

/** All cases of all summaries, as if they were one. */
export function mergeSummaries(summaries: readonly DecisionSummary[]): DecisionSummary {
  const bins = new Map<number, [number, number, number, number, number]>();
  for (const { rows } of summaries) {
    for (const [bin, validated, wrong, decided, decidedWrong] of rows) {
      const sums = bins.get(bin) ?? [bin, 0, 0, 0, 0];
      sums[1] += validated;
      sums[2] += wrong;
      sums[3] += decided;
      sums[4] += decidedWrong;
      bins.set(bin, sums);
    }
  }
  return { version: 1, rows: [...bins.values()].sort(([one], [other]) => one - other) };
}

/** How many cases a summary holds. */
export function validatedCases({ rows }: DecisionSummary): number {
  return rows.reduce((sum, [, validated]) => sum + validated, 0);
}
