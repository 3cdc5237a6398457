/** Right and wrong intents, counted: accuracy, F1, confusion; several requests as sets. `counts` say how often each text counts. */

/** How often each text counts: 1 without it; a bootstrap's draw otherwise. */
export type Counts = Int32Array | undefined;

/** True and predicted columns; −1 as prediction is none. */
export interface Predictions {
  readonly truth: Int32Array;
  readonly predicted: Int32Array;
  readonly classes: number;
}

/** The share of right predictions; null without a text. */
export function accuracy({ truth, predicted }: Predictions, counts?: Counts): number | null {
  let [right, all] = [0, 0];
  for (let at = 0; at < truth.length; at += 1) {
    const count = counts === undefined ? 1 : (counts[at] ?? 0);
    all += count;
    if (truth[at] === predicted[at]) right += count;
  }
  return all === 0 ? null : right / all;
}

/** One intent: texts that ask for it (`support`), that were taken for it (`predicted`), and both (`right`). */
export interface IntentCounts {
  readonly support: number;
  readonly predicted: number;
  readonly right: number;
}

/** Counts per column. */
export function countIntents({ truth, predicted, classes }: Predictions, counts?: Counts): IntentCounts[] {
  const sums = new Float64Array(classes * 3);
  const add = (at: number, count: number): void => {
    sums[at] = (sums[at] ?? 0) + count;
  };
  for (let at = 0; at < truth.length; at += 1) {
    const count = counts === undefined ? 1 : (counts[at] ?? 0);
    const [real, said] = [truth[at] ?? -1, predicted[at] ?? -1];
    add(real * 3, count);
    if (said >= 0) add(said * 3 + 1, count);
    if (said === real) add(real * 3 + 2, count);
  }
  return Array.from({ length: classes }, (_, column) => ({
    support: sums[column * 3] ?? 0,
    predicted: sums[column * 3 + 1] ?? 0,
    right: sums[column * 3 + 2] ?? 0,
  }));
}

/** Of what was taken for the intent, the share that is it; null when nothing was. */
export function precisionOf({ right, predicted }: IntentCounts): number | null {
  return predicted === 0 ? null : right / predicted;
}

/** Of what is the intent, the share that was taken for it; null when nothing is. */
export function recallOf({ right, support }: IntentCounts): number | null {
  return support === 0 ? null : right / support;
}

/** Harmonic mean of precision and recall; null for an intent that nothing asks for and nothing was taken for. */
export function f1Of({ right, predicted, support }: IntentCounts): number | null {
  return predicted + support === 0 ? null : (2 * right) / (predicted + support);
}

/** The mean F1 of the intents that texts ask for; null without a text. */
export function macroF1(predictions: Predictions, counts?: Counts): number | null {
  const asked = countIntents(predictions, counts).filter(({ support }) => support > 0);
  return asked.length === 0 ? null : asked.reduce((sum, one) => sum + (f1Of(one) ?? 0), 0) / asked.length;
}

/** How often a text of one intent was taken for another: `[truth · (classes + 1) + predicted]`, the last column for none. */
export function confusionCounts({ truth, predicted, classes }: Predictions): Int32Array {
  const width = classes + 1;
  const confusion = new Int32Array(classes * width);
  for (let at = 0; at < truth.length; at += 1) {
    const said = predicted[at] ?? -1;
    const cell = (truth[at] ?? 0) * width + (said < 0 ? classes : said);
    confusion[cell] = (confusion[cell] ?? 0) + 1;
  }
  return confusion;
}

/** The requests that texts make, and those that were found. */
export interface RequestSets {
  readonly truths: readonly (readonly string[])[];
  readonly found: readonly (readonly string[])[];
}

/** How well several requests in one text are found; parts are null where nothing can be said. */
export interface SeveralRequests {
  /** Of the texts in which several were found, the share that makes several. */
  readonly precision: number | null;
  /** Of the texts that make several, the share in which several were found. */
  readonly recall: number | null;
  /** Of the texts that make several, the share in which exactly those were found. */
  readonly exact: number | null;
}

export function severalRequests({ truths, found }: RequestSets, counts?: Counts): SeveralRequests {
  let [real, said, both, exact] = [0, 0, 0, 0];
  for (const [at, truth] of truths.entries()) {
    const count = counts === undefined ? 1 : (counts[at] ?? 0);
    const those = new Set(found[at]);
    if (those.size > 1) said += count;
    if (truth.length < 2) continue;
    real += count;
    if (those.size > 1) both += count;
    if (those.size === truth.length && truth.every((intent) => those.has(intent))) exact += count;
  }
  const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
  return { precision: share(both, said), recall: share(both, real), exact: share(exact, real) };
}
