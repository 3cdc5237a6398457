/** One evaluation: the figures that `facteur nlu eval --json` prints, with their intervals. What a reader looks at next is `details.ts`. */
import { calibrationError, equalWidthBins } from './calibration.ts';
import { type BootstrapOptions, bootstrap, type Interval, wilson } from './intervals.ts';
import { accuracy, type Counts, macroF1, type Predictions, type SeveralRequests, severalRequests } from './metrics.ts';
import { areaUnderRoc, coverageAtRisk, recallAtAcceptance } from './ranking.ts';
import type { ScoreTable } from './score-table.ts';
import { automaticOf, confidencesOf, predictionsOf, requestSetsOf, scopeOf } from './views.ts';

/** The figures of DESIGN §6; null where the texts cannot give one. */
export interface EvalResult {
  /** Of the texts with one request, the share whose most probable intent is right. */
  readonly accuracy: number | null;
  /** The mean F1 of their intents. */
  readonly macroF1: number | null;
  /** Expected calibration error of the most probable answer (see `confidencesOf`), 15 bins of equal width. */
  readonly ece: number | null;
  /** Telling texts out of scope from those with one request by the probability of being out of scope. */
  readonly oos: { readonly auroc: number | null; readonly recallAt95InScope: number | null };
  /** Null where no text makes several requests, or none were looked for. */
  readonly multi: SeveralRequests;
  /** The share of all texts that can be answered alone with at most `risk` of the answers wrong, as observed, without a promise. */
  readonly selective: readonly { readonly risk: number; readonly coverage: number | null }[];
  readonly textsPerSecond: number | null;
  readonly trainSeconds: number | null;
  /** 95 %; null where the figure is. */
  readonly intervals: EvalIntervals;
}

/** Intervals of the figures of the same names. */
export interface EvalIntervals {
  readonly accuracy: Interval | null;
  readonly macroF1: Interval | null;
  readonly ece: Interval | null;
  readonly oos: { readonly auroc: Interval | null; readonly recallAt95InScope: Interval | null };
  readonly multi: {
    readonly precision: Interval | null;
    readonly recall: Interval | null;
    readonly exact: Interval | null;
  };
  readonly selective: readonly { readonly risk: number; readonly coverage: Interval | null }[];
}

/** What was measured beside the answers, and how intervals are drawn. */
export interface EvalOptions extends BootstrapOptions {
  readonly textsPerSecond?: number;
  readonly trainSeconds?: number;
}

/** Shares of wrong automatic answers at which coverage is told. */
export const RISKS = [0.01, 0.02, 0.05] as const;

/** Pure: the same table and seed give the same figures. */
export function evaluate(table: ScoreTable, options: EvalOptions = {}): EvalResult {
  const predictions = predictionsOf(table);
  const all = figuresOf(table, predictions);
  const { multi, multiIntervals } = severalOf(table);
  const figures = {
    accuracy: accuracy(predictions),
    macroF1: all.macroF1(undefined),
    ece: all.ece(undefined),
    oos: { auroc: all.auroc(undefined), recallAt95InScope: all.recallAt95InScope(undefined) },
    multi,
    selective: RISKS.map((risk) => ({ risk, coverage: coverageAtRisk(all.automatic, risk) })),
  };
  const inScope = bootstrap(predictions.truth.length, { macroF1: all.macroF1 }, options);
  const calibration = bootstrap(all.confidences.isRight.length, { ece: all.ece }, { ...options, isErrorMean: true });
  const { auroc, recallAt95InScope } = all;
  return {
    ...figures,
    textsPerSecond: options.textsPerSecond ?? null,
    trainSeconds: options.trainSeconds ?? null,
    intervals: {
      accuracy: accuracyInterval(predictions),
      ...inScope,
      ...calibration,
      oos: bootstrap(all.scope.scores.length, { auroc, recallAt95InScope }, options),
      multi: multiIntervals,
      selective: RISKS.map((risk) => {
        const coverage = (counts: Counts) => coverageAtRisk(all.automatic, risk, counts);
        return { risk, ...bootstrap(table.truth.length, { coverage }, options) };
      }),
    },
  };
}

/** The views, each made once, and the figures that a bootstrap draws again and again. */
function figuresOf(table: ScoreTable, predictions: Predictions) {
  const confidences = confidencesOf(table);
  const scope = scopeOf(table);
  return {
    confidences,
    scope,
    automatic: automaticOf(table),
    macroF1: (counts: Counts) => macroF1(predictions, counts),
    ece: (counts: Counts) => calibrationError(equalWidthBins(confidences, undefined, counts)),
    auroc: (counts: Counts) => areaUnderRoc(scope, counts),
    recallAt95InScope: (counts: Counts) => recallAtAcceptance(scope, 0.95, counts),
  };
}

function accuracyInterval({ truth, predicted }: Predictions): Interval | null {
  return wilson(truth.filter((label, at) => label === predicted[at]).length, truth.length);
}

function severalOf(table: ScoreTable): {
  readonly multi: SeveralRequests;
  readonly multiIntervals: EvalIntervals['multi'];
} {
  const sets = requestSetsOf(table);
  if (sets === null) {
    const none = { precision: null, recall: null, exact: null };
    return { multi: none, multiIntervals: none };
  }
  const multi = severalRequests(sets);
  const real = sets.truths.filter((truth) => truth.length > 1).length;
  const said = sets.found.filter((those) => new Set(those).size > 1).length;
  const interval = (share: number | null, of: number): Interval | null => wilson(Math.round((share ?? 0) * of), of);
  const { precision, recall, exact } = multi;
  const multiIntervals = {
    precision: interval(precision, said),
    recall: interval(recall, real),
    exact: interval(exact, real),
  };
  return { multi, multiIntervals };
}
