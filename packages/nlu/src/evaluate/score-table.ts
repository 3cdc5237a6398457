/** What a classifier answered, beside the truth: a row of probabilities per text, in typed arrays. */
import type { Classification } from '../classification.ts';

/** A labelled text and the answer to it. */
export interface AnsweredText {
  readonly text: string;
  /** What it asks for; empty = out of scope, several = several requests. */
  readonly truth: readonly string[];
  readonly answer: Classification;
  /** The requests that were found in it, when they were looked for; empty = none. */
  readonly found?: readonly string[];
}

/** Truths that are no column: the text is out of scope, or asks for several things. */
export const OUT_OF_SCOPE = -1;
export const SEVERAL = -2;

/** One row per text, in the order given. */
export interface ScoreTable {
  /** Every intent that was ranked or asked for, in order of appearance; a column's name. */
  readonly intents: readonly string[];
  readonly texts: readonly string[];
  /** Column, `OUT_OF_SCOPE` or `SEVERAL`. */
  readonly truth: Int32Array;
  readonly truths: readonly (readonly string[])[];
  readonly found: readonly (readonly string[] | undefined)[];
  /** Probabilities by column; columns past the end are 0. */
  readonly rows: readonly Float64Array[];
  readonly outOfScope: Float64Array;
  /** The most probable intent's column, −1 where no intent was ranked, and its probability. */
  readonly top: Int32Array;
  readonly topProbability: Float64Array;
}

/** Gathers answers one by one, so that no ranking needs to be kept. */
export interface ScoreTableBuilder {
  add(answered: AnsweredText): void;
  finish(): ScoreTable;
}

export function scoreTableBuilder(): ScoreTableBuilder {
  const columns = new Map<string, number>();
  const all: {
    readonly answered: Omit<AnsweredText, 'answer'>;
    readonly row: Float64Array;
    readonly outOfScope: number;
  }[] = [];
  const columnOf = (intent: string): number => {
    const column = columns.get(intent) ?? columns.size;
    columns.set(intent, column);
    return column;
  };
  return {
    add({ answer, ...answered }) {
      const ranked = answer.intents.map(({ intent, probability }) => [columnOf(intent), probability] as const);
      for (const intent of answered.truth) columnOf(intent);
      const row = new Float64Array(columns.size);
      for (const [column, probability] of ranked) row[column] = probability;
      all.push({ answered, row, outOfScope: answer.outOfScope });
    },
    finish() {
      const rows = all.map(({ row }) => row);
      const top = Int32Array.from(rows, mostProbable);
      return {
        intents: [...columns.keys()],
        texts: all.map(({ answered }) => answered.text),
        truth: Int32Array.from(all, ({ answered }) => truthOf(answered.truth, columnOf)),
        truths: all.map(({ answered }) => answered.truth),
        found: all.map(({ answered }) => answered.found),
        rows,
        outOfScope: Float64Array.from(all, ({ outOfScope }) => outOfScope),
        top,
        topProbability: Float64Array.from(rows, (row, at) => row[top[at] ?? -1] ?? 0),
      };
    },
  };
}

/** A table of answers that are all at hand. */
export function scoreTable(answered: Iterable<AnsweredText>): ScoreTable {
  const builder = scoreTableBuilder();
  for (const one of answered) builder.add(one);
  return builder.finish();
}

function truthOf(truth: readonly string[], columnOf: (intent: string) => number): number {
  const [only] = truth;
  if (only === undefined) return OUT_OF_SCOPE;
  return truth.length === 1 ? columnOf(only) : SEVERAL;
}

/** The first of the most probable columns with any probability. */
function mostProbable(row: Float64Array): number {
  let best = -1;
  for (let column = 0; column < row.length; column += 1) {
    if ((row[column] ?? 0) > (row[best] ?? 0)) best = column;
  }
  return best;
}
