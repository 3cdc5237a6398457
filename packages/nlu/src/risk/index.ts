/** From validated decisions to thresholds that keep a promise, and the watch over it. */
export { binomialAtLeast, binomialAtMost, lowerBound, trialsFor, upperBound } from './binomial.ts';
export {
  type BoundedShare,
  chooseThreshold,
  type MeasuredThreshold,
  type NoThreshold,
  type PromisedThreshold,
  type RiskOptions,
  type ThresholdChoice,
} from './choose-threshold.ts';
export {
  addDecisions,
  type BinRow,
  type DecisionSummary,
  emptySummary,
  mergeSummaries,
  type ValidatedDecision,
  validatedCases,
} from './decision-summary.ts';
export {
  chooseThresholds,
  type GlobalThreshold,
  type IntentCases,
  type IntentThreshold,
  type OwnThreshold,
} from './intent-thresholds.ts';
export { type PromiseState, type PromiseWatch, type SampledAnswers, watchPromise } from './watch-promise.ts';
