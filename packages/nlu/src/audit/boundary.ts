/**
 * Which texts to label next, or to reword: those between two intents (margin sampling: Scheffer, Decomain, Wrobel 2001), and not the same
 * one twice (maximal marginal relevance: Carbonell, Goldstein 1998).
 */
import type { CosinesOf } from './duplicates.ts';

/** A text between two classes (places in `classes`). */
export interface BoundaryText {
  /** Its place among the texts that were given. */
  readonly text: number;
  /** The more probable one first. */
  readonly between: readonly [number, number];
  /** Probability of the first minus that of the second (0..1). */
  readonly margin: number;
}

/** What to choose among. */
export interface BoundaryChoice {
  /** Of each text, one number per class; together at most 1. */
  readonly probabilities: readonly Float64Array[];
  /** Cosines of a text with the others. */
  readonly cosinesOf: CosinesOf;
  /** Groups of texts that say the same: one of each is enough. */
  readonly groups: Int32Array;
  /** How much two classes are confused (0..1). */
  readonly confusionOf: (one: number, other: number) => number;
  /** Whether a text may be proposed; default: any. */
  readonly mayPropose?: (text: number, between: readonly [number, number]) => boolean;
  /** Default 50. */
  readonly most?: number;
}

/** From this margin on, a model is sure. */
const SURE = 0.5;
/** Nor is a text between two intents when it is likely to be about neither. */
const LEAST_TOGETHER = 0.4;
const MOST = 50;

interface Candidate extends BoundaryText {
  readonly worth: number;
}

/** The most useful first. */
export function boundaryTexts(choice: BoundaryChoice): BoundaryText[] {
  const { groups, cosinesOf, most = MOST } = choice;
  let left = candidatesOf(choice);
  const nearest = new Map(left.map(({ text }) => [text, 0]));
  const chosen: BoundaryText[] = [];
  const worthOf = ({ text, worth }: Candidate): number => worth * (1 - (nearest.get(text) ?? 0));
  while (left.length > 0 && chosen.length < most) {
    const best = left.reduce((a, b) => (worthOf(b) > worthOf(a) ? b : a));
    const { worth: _worth, ...taken } = best;
    chosen.push(taken);
    left = left.filter(({ text }) => groups[text] !== groups[best.text]);
    const cosines = cosinesOf(best.text);
    for (const { text } of left) nearest.set(text, Math.max(nearest.get(text) ?? 0, cosines[text] ?? 0));
  }
  return chosen;
}

function candidatesOf({ probabilities, confusionOf, mayPropose = () => true }: BoundaryChoice): Candidate[] {
  return probabilities.flatMap((numbers, text) => {
    const between = topTwo(numbers);
    if (between === undefined || !mayPropose(text, between)) return [];
    const [one, other] = between;
    const [high, low] = [numbers[one] ?? 0, numbers[other] ?? 0];
    const margin = high - low;
    if (margin >= SURE || high + low < LEAST_TOGETHER) return [];
    return [{ text, between, margin, worth: (high + low) * (1 - margin) * (1 + confusionOf(one, other)) }];
  });
}

function topTwo(numbers: Float64Array): readonly [number, number] | undefined {
  const [one, other] = [...numbers.keys()].sort((a, b) => (numbers[b] ?? 0) - (numbers[a] ?? 0) || a - b);
  return one === undefined || other === undefined ? undefined : [one, other];
}
