/** The table as each figure needs it: which texts count, what was predicted, what is right. */
import type { Confidences } from './calibration.ts';
import type { Predictions, RequestSets } from './metrics.ts';
import { type Ranked, ranked, UNANSWERED } from './ranking.ts';
import { OUT_OF_SCOPE, type ScoreTable, SEVERAL } from './score-table.ts';

/** Texts with exactly one request, by their most probable intent, however probable out of scope may be. */
export function predictionsOf({ truth, top, intents }: ScoreTable): Predictions {
  const rows = rowsOf(truth, (label) => label >= 0);
  return {
    truth: Int32Array.from(rows, (at) => truth[at] ?? 0),
    predicted: Int32Array.from(rows, (at) => top[at] ?? -1),
    classes: intents.length,
  };
}

/** Confidences, and the probabilities of the truth that other measures of calibration need. */
export interface CalibrationView extends Confidences {
  readonly ofTruth: Float64Array;
  readonly sumOfSquares: Float64Array;
}

/**
 * Texts with at most one request, by the most probable of all answers, out of scope being one. Where no text is out of scope, it cannot
 * be one: probabilities are then those given that the text is in scope, as sets without such texts are measured everywhere.
 */
export function confidencesOf(table: ScoreTable): CalibrationView {
  const { truth, top, topProbability, outOfScope, rows } = table;
  const isOpen = truth.includes(OUT_OF_SCOPE);
  const used = rowsOf(truth, (label) => label !== SEVERAL);
  const scaleAt = (at: number): number => (isOpen ? 1 : 1 / Math.max(Number.EPSILON, 1 - (outOfScope[at] ?? 0)));
  const outsideAt = (at: number): number => (isOpen ? (outOfScope[at] ?? 0) : 0);
  const insideAt = (at: number): number => Math.min(1, (topProbability[at] ?? 0) * scaleAt(at));
  const answerAt = (at: number): number => (outsideAt(at) > insideAt(at) ? OUT_OF_SCOPE : (top[at] ?? SEVERAL));
  return {
    confidence: Float64Array.from(used, (at) => Math.max(outsideAt(at), insideAt(at))),
    isRight: Uint8Array.from(used, (at) => (answerAt(at) === truth[at] && insideAt(at) + outsideAt(at) > 0 ? 1 : 0)),
    ofTruth: Float64Array.from(used, (at) =>
      truth[at] === OUT_OF_SCOPE ? outsideAt(at) : Math.min(1, (rows[at]?.[truth[at] ?? -1] ?? 0) * scaleAt(at)),
    ),
    sumOfSquares: Float64Array.from(used, (at) => {
      const squares = (rows[at] ?? NO_ROW).reduce((sum, p) => sum + (p * scaleAt(at)) ** 2, 0);
      return squares + outsideAt(at) ** 2;
    }),
  };
}

const NO_ROW = new Float64Array();

/** Texts with at most one request by their probability of being out of scope; looked for are those that are. */
export function scopeOf({ truth, outOfScope }: ScoreTable): Ranked {
  const used = rowsOf(truth, (label) => label !== SEVERAL);
  return ranked(
    Float64Array.from(used, (at) => outOfScope[at] ?? 0),
    Uint8Array.from(used, (at) => (truth[at] === OUT_OF_SCOPE ? 1 : 0)),
  );
}

/**
 * What would be answered alone, surest first; looked for are wrong answers: another intent, a text out of scope, or one of several
 * requests. Texts that would not be answered (several requests or none were found, or no intent was ranked) are last.
 */
export function automaticOf(table: ScoreTable): Ranked {
  const { truth, top, topProbability } = table;
  return ranked(
    topProbability.map((probability, at) => (isAnswered(table, at) ? probability : UNANSWERED)),
    Uint8Array.from(truth, (label, at) => (label === top[at] ? 0 : 1)),
  );
}

/** Whether a text would be answered alone if its probability were high enough. */
export function isAnswered({ top, found }: ScoreTable, at: number): boolean {
  return top[at] !== -1 && (found[at] === undefined || found[at].length === 1);
}

/** The requests of all texts in which requests were looked for; null when none makes several. */
export function requestSetsOf({ truths, found }: ScoreTable): RequestSets | null {
  const truthsUsed: (readonly string[])[] = [];
  const foundUsed: (readonly string[])[] = [];
  for (const [at, those] of found.entries()) {
    if (those === undefined) continue;
    truthsUsed.push(truths[at] ?? []);
    foundUsed.push(those);
  }
  return truthsUsed.some((truth) => truth.length > 1) ? { truths: truthsUsed, found: foundUsed } : null;
}

function rowsOf(truth: Int32Array, isUsed: (label: number) => boolean): Uint32Array {
  const rows = Uint32Array.from(truth, (_, at) => at);
  return rows.filter((at) => isUsed(truth[at] ?? SEVERAL));
}
