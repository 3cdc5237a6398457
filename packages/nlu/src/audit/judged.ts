/** What the decisions of an audit look at: labels, and what models said that had not seen the texts. */

/** Labelled texts with out-of-fold probabilities. */
export interface Judged {
  /** Intents in order of name; null, out of scope, last where some examples are. */
  readonly classes: readonly (string | null)[];
  /** Of each example, the place of its label in `classes`. */
  readonly labels: Int32Array;
  /** Of each example, one number per class; they sum to 1. */
  readonly probabilities: readonly Float64Array[];
  /** 0 where no other wording of its intent is known: the model that judged the example had never seen that intent. */
  readonly isJudged: Uint8Array;
}

/** The place of the largest number; the first of equal ones. */
export function largestAt(numbers: Float64Array, counts: (at: number) => boolean = () => true): number {
  let best = -1;
  for (const [at, value] of numbers.entries()) {
    if (counts(at) && (best === -1 || value > (numbers[best] ?? 0))) best = at;
  }
  return best;
}

/** Places of the examples of each class that were judged. */
export function judgedByClass({ classes, labels, isJudged }: Judged): number[][] {
  const result = classes.map((): number[] => []);
  for (const [at, label] of labels.entries()) if (isJudged[at] === 1) result[label]?.push(at);
  return result;
}
