/**
 * The lowest threshold above which an intent may be answered alone: the wrong share stays at or below the author's `risk` with 95 %
 * confidence, whatever the scores are worth.
 *
 * One threshold chosen among many on the same cases needs more than a bound for each: the best of many looks better than it is. As
 * Learn-then-Test proposes (Angelopoulos, Bates, Candès, Jordan & Lei 2021), each threshold of a fixed grid is a hypothesis "the wrong
 * share is above the risk", its p-value is the exact binomial tail (Clopper & Pearson 1934; selective risk as in Geifman & El-Yaniv
 * 2017), and they are tested in a fixed order, from the highest threshold downwards, until one is not rejected: no correction is
 * needed, because to err is to reject the *first* true one. Where testing starts hangs on the number of cases alone, never on whether
 * they were right; with enough cases there are two starts, which share the 5 % as in Wiens & Dmitrienko's fallback procedure (2005).
 *
 * What is promised: over repeated validations of independent cases, the threshold's true wrong share is above `risk` in at most 5 %.
 * It holds exactly where wrong answers do not get rarer as scores fall; elsewhere the choice of the start may cost a little, which the
 * simulation beside this file bounds.
 */
import { AppError } from '@facteur/primitives';
import { binomialAtMost, requireRisk, upperBound } from './binomial.ts';
import { type DecisionSummary, edgeOf, mergeSummaries, TOP_BIN, validatedCases } from './decision-summary.ts';

/** What is bounded: wrong automatic answers as a share of the automatic answers, or of all decisions for the intent. */
export type BoundedShare = 'of-automatic' | 'of-all';

/** The author's promise. */
export interface RiskOptions {
  /** The wrong share that is accepted, in (0, 1). */
  readonly risk: number;
  /** Default 0.95. */
  readonly confidence?: number;
  /** Default `of-automatic`, the stricter. */
  readonly share?: BoundedShare;
}

/** What validated cases say at a threshold. */
export interface MeasuredThreshold {
  /** The share of the intent's decisions at or above the threshold, 0..1. */
  readonly coverage: number;
  /** Upper bound of the wrong share, at the confidence asked for. */
  readonly bound: number;
  /** Validated cases at or above the threshold that were wrong. */
  readonly errors: number;
  /** Validated cases at or above the threshold. */
  readonly automatic: number;
}

/** A threshold: answer alone at this score and above. */
export interface PromisedThreshold extends MeasuredThreshold {
  readonly promised: true;
  readonly threshold: number;
  readonly needed: 0;
}

/** No threshold keeps the promise: what was measured is that of the one that came nearest; the coverage is that of answering nothing. */
export interface NoThreshold extends MeasuredThreshold {
  readonly promised: false;
  readonly threshold: undefined;
  readonly coverage: 0;
  /** Further validated cases that suffice when all are right and surer than those seen; 299 without any case, at 1 %. */
  readonly needed: number;
}

export type ThresholdChoice = PromisedThreshold | NoThreshold;

/**
 * The lowest threshold that keeps the promise, or none and what is missing.
 *
 * Sampled cases count as they are, so rates may differ only in one way: the surer a decision, the more rarely it is validated (all that
 * an advisor reviews, a tenth of what went out alone). Wrong cases are then over-represented, and the promise holds. Where cases
 * weighted by 1 ÷ rate have the larger wrong share nevertheless, that share counts instead. A share of all decisions needs one and the same rate for all.
 * @throws AppError `BAD_INPUT` for a risk outside (0, 1), or for `of-all` and cases that were sampled at different rates
 */
export function chooseThreshold(summary: DecisionSummary, options: RiskOptions): ThresholdChoice {
  requireRisk(options.risk);
  if (options.share === 'of-all') requireOneRate(summary);
  const promised = lowestThreshold(summary, options);
  if (promised !== undefined) return promised;
  const nearest = nearestMiss(candidates(summary, options), options.risk);
  const seen = nearest === undefined ? NOTHING : measured(nearest, options);
  return { ...seen, promised: false, threshold: undefined, coverage: 0, needed: casesNeeded(summary, options) };
}

/** Rare samples of what went out alone among all that was reviewed would look like plenty of evidence. */
function requireOneRate({ rows }: DecisionSummary): void {
  const rates = rows.map(([, validated, , decided]) => validated / decided);
  if (rates.every((rate) => Math.abs(rate - (rates[0] ?? 1)) < ROUNDING)) return;
  throw new AppError(
    'BAD_INPUT',
    'Cases validated at different rates cannot bound the wrong share of all decisions; bound that of automatic answers',
  );
}

const NOTHING: MeasuredThreshold = { coverage: 0, bound: 1, errors: 0, automatic: 0 };

/** Cases at or above `edge`, and what is tested there: `wrong` of `trials`. */
interface Candidate {
  readonly edge: number;
  readonly coverage: number;
  readonly errors: number;
  readonly automatic: number;
  readonly trials: number;
  readonly wrong: number;
}

/** The edges at which there are cases, highest first; those between them say nothing new. */
function candidates(summary: DecisionSummary, { share = 'of-automatic' }: RiskOptions): Candidate[] {
  const total = validatedCases(summary);
  const totalDecided = summary.rows.reduce((sum, [, , , decided]) => sum + decided, 0);
  let [automatic, errors, decided, decidedWrong] = [0, 0, 0, 0];
  return summary.rows.toReversed().map(([bin, validated, wrong, decidedHere, decidedWrongHere]) => {
    automatic += validated;
    errors += wrong;
    decided += decidedHere;
    decidedWrong += decidedWrongHere;
    const trials = share === 'of-all' ? total : automatic;
    const weighted = (trials * decidedWrong) / (share === 'of-all' ? totalDecided : decided);
    return {
      edge: edgeOf(bin),
      coverage: Math.min(1, decided / totalDecided),
      errors,
      automatic,
      trials,
      wrong: Math.min(trials, Math.max(errors, Math.ceil(weighted - ROUNDING))),
    };
  });
}

/** Sums of 1 ÷ rate are not exact. */
const ROUNDING = 1e-6;

/** Testing starts at the first candidate with `cases`, with `part` of the probability of error. */
interface Start {
  readonly cases: number;
  readonly part: number;
}

/** Decisions with lower scores say nothing about where testing should start. */
const LIKELY = 0.5;

/**
 * Few likely cases: where the test can first pass, with no error at all. Twice as many: at a quarter and at a half of them, so that
 * one error among the surest does not end it.
 */
function startsFor(likely: number, { risk, confidence = 0.95, share = 'of-automatic' }: RiskOptions): readonly Start[] {
  if (share === 'of-all') return [{ cases: 0, part: 1 }];
  const fewest = (part: number): number => Math.log((1 - confidence) * part) / Math.log1p(-risk);
  if (likely < 2 * fewest(1)) return [{ cases: fewest(1), part: 1 }];
  return [
    { cases: Math.max(fewest(1 / 2), likely / 4), part: 1 / 2 },
    { cases: likely / 2, part: 1 / 2 },
  ];
}

/** The lowest threshold that keeps the promise, if one does: `chooseThreshold` without the account of what is missing. */
export function lowestThreshold(summary: DecisionSummary, options: RiskOptions): PromisedThreshold | undefined {
  const { risk, confidence = 0.95 } = options;
  const likely = summary.rows.reduce((sum, [bin, validated]) => sum + (edgeOf(bin) >= LIKELY ? validated : 0), 0);
  const starts = startsFor(likely, options);
  let lowest: Candidate | undefined;
  let part = 0;
  let started = 0;
  for (const candidate of candidates(summary, options)) {
    for (; candidate.automatic >= (starts[started]?.cases ?? Number.POSITIVE_INFINITY); started += 1) {
      part += starts[started]?.part ?? 0;
    }
    if (part === 0) continue;
    if (binomialAtMost(candidate.wrong, candidate.trials, risk) <= (1 - confidence) * part) lowest = candidate;
    else part = 0;
  }
  if (lowest === undefined) return undefined;
  return { ...measured(lowest, options), promised: true, threshold: lowest.edge, needed: 0 };
}

function nearestMiss(all: readonly Candidate[], risk: number): Candidate | undefined {
  let nearest: Candidate | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of all) {
    const pValue = binomialAtMost(candidate.wrong, candidate.trials, risk);
    if (pValue < least) [nearest, least] = [candidate, pValue];
  }
  return nearest;
}

function measured({ coverage, errors, automatic, wrong, trials }: Candidate, options: RiskOptions): MeasuredThreshold {
  return { coverage, errors, automatic, bound: upperBound(wrong, trials, options.confidence) };
}

/** A number of further right cases in the top bin with which the promise holds, and without the last of which it does not. */
function casesNeeded(summary: DecisionSummary, options: RiskOptions): number {
  const isEnough = (cases: number): boolean => {
    const further = { version: 1, rows: [[TOP_BIN, cases, 0, cases, 0]] } as const;
    return lowestThreshold(mergeSummaries([summary, further]), options) !== undefined;
  };
  let enough = 1;
  while (!isEnough(enough)) enough *= 2;
  let few = Math.floor(enough / 2);
  while (enough - few > 1) {
    const middle = Math.floor((few + enough) / 2);
    if (isEnough(middle)) enough = middle;
    else few = middle;
  }
  return enough;
}
