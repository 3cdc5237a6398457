/** What a reader of an evaluation looks at after its figures: which intents are confused, where probabilities mislead, the worst errors. */
import { chooseThreshold, type ThresholdChoice } from '../risk/choose-threshold.ts';
import { addDecisions, emptySummary, type ValidatedDecision } from '../risk/decision-summary.ts';
import {
  brierScore,
  calibrationError,
  equalCountBins,
  equalWidthBins,
  errorByChance,
  logLoss,
  type ReliabilityBin,
} from './calibration.ts';
import { confusionCounts, countIntents, f1Of, precisionOf, recallOf } from './metrics.ts';
import { type SelectivePoint, selectiveCurve } from './ranking.ts';
import { OUT_OF_SCOPE, type ScoreTable, SEVERAL } from './score-table.ts';
import { automaticOf, confidencesOf, isAnswered, predictionsOf } from './views.ts';

/** How one intent fares; shares are null where nothing can be said. */
export interface IntentReport {
  readonly intent: string;
  /** Texts that ask for it alone. */
  readonly examples: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  /** From these texts as validated cases, each answer with this intent being one. */
  readonly threshold: ThresholdChoice;
}

/** Texts of one intent that were taken for another; `predicted` is null where no intent was ranked. */
export interface ConfusedPair {
  readonly truth: string;
  readonly predicted: string | null;
  readonly count: number;
}

/** A wrong answer; `truth` is empty for a text out of scope. */
export interface WorstError {
  readonly text: string;
  readonly truth: readonly string[];
  readonly predicted: string;
  readonly probability: number;
}

export interface EvalDetails {
  readonly texts: {
    readonly all: number;
    readonly inScope: number;
    readonly outOfScope: number;
    readonly several: number;
  };
  /** What the calibration error would be on average if every probability meant what it says: chance alone, on so few texts. */
  readonly eceByChance: number | null;
  readonly adaptiveEce: number | null;
  readonly brier: number | null;
  readonly logLoss: number | null;
  readonly reliability: readonly ReliabilityBin[];
  /** Highest threshold first. */
  readonly curve: readonly SelectivePoint[];
  /** In order of name. */
  readonly intents: readonly IntentReport[];
  /** The most frequent first, then by name. */
  readonly confused: readonly ConfusedPair[];
  /** The surest first; at most 50. */
  readonly worst: readonly WorstError[];
  /** The wrong share for which the thresholds are. */
  readonly risk: number;
}

const MOST_ERRORS = 50;

/** @param risk the wrong share to promise, default 1 % */
export function detailsOf(table: ScoreTable, { risk = 0.01 }: { readonly risk?: number } = {}): EvalDetails {
  const view = confidencesOf(table);
  const count = (label: (truth: number) => boolean): number => table.truth.filter(label).length;
  return {
    texts: {
      all: table.truth.length,
      inScope: count((label) => label >= 0),
      outOfScope: count((label) => label === OUT_OF_SCOPE),
      several: count((label) => label === SEVERAL),
    },
    eceByChance: errorByChance(view.confidence),
    adaptiveEce: calibrationError(equalCountBins(view)),
    brier: brierScore(view.ofTruth, view.sumOfSquares),
    logLoss: logLoss(view.ofTruth),
    reliability: equalWidthBins(view),
    curve: selectiveCurve(automaticOf(table)),
    intents: intentReports(table, risk),
    confused: confusedPairs(table),
    worst: worstErrors(table),
    risk,
  };
}

function intentReports(table: ScoreTable, risk: number): IntentReport[] {
  const { truth, top, topProbability, intents } = table;
  const decisions = intents.map((): ValidatedDecision[] => []);
  for (const [at, column] of top.entries()) {
    if (!isAnswered(table, at)) continue;
    decisions[column]?.push({ score: Math.min(1, topProbability[at] ?? 0), isRight: column === truth[at] });
  }
  const reports = countIntents(predictionsOf(table)).map((counts, column) => ({
    intent: intents[column] ?? '',
    examples: counts.support,
    precision: precisionOf(counts),
    recall: recallOf(counts),
    f1: f1Of(counts),
    threshold: chooseThreshold(addDecisions(emptySummary, decisions[column] ?? []), { risk }),
  }));
  return reports.sort((one, other) => compare(one.intent, other.intent));
}

function confusedPairs(table: ScoreTable): ConfusedPair[] {
  const { intents } = table;
  const width = intents.length + 1;
  const pairs: ConfusedPair[] = [];
  for (const [cell, count] of confusionCounts(predictionsOf(table)).entries()) {
    const [truth, predicted] = [Math.floor(cell / width), cell % width];
    if (count === 0 || truth === predicted) continue;
    pairs.push({ truth: intents[truth] ?? '', predicted: intents[predicted] ?? null, count });
  }
  return pairs.sort(
    (one, other) =>
      other.count - one.count || compare(one.truth, other.truth) || compare(one.predicted ?? '', other.predicted ?? ''),
  );
}

function worstErrors(table: ScoreTable): WorstError[] {
  const { truth, truths, texts, top, topProbability, intents } = table;
  const wrong = [...truth.keys()].filter((at) => top[at] !== -1 && top[at] !== truth[at]);
  wrong.sort((a, b) => (topProbability[b] ?? 0) - (topProbability[a] ?? 0) || a - b);
  return wrong.slice(0, MOST_ERRORS).map((at) => ({
    text: texts[at] ?? '',
    truth: truths[at] ?? [],
    predicted: intents[top[at] ?? -1] ?? '',
    probability: topProbability[at] ?? 0,
  }));
}

/** By code unit: the same on every machine. */
function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
