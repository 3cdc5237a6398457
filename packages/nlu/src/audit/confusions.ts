/** Which intents are taken for one another, and by which texts. */
import { wilson } from '../evaluate/intervals.ts';
import { type Judged, judgedByClass, largestAt } from './judged.ts';

/** An example that was taken for another class. */
export interface Taken {
  readonly example: number;
  /** Of the class that it was taken for. */
  readonly probability: number;
}

/** Two classes (places in `classes`, the smaller first) that are confused. */
export interface Confusion {
  readonly one: number;
  readonly other: number;
  /** Examples of `one` that were taken for `other`; the surest first. */
  readonly oneAsOther: readonly Taken[];
  readonly otherAsOne: readonly Taken[];
  /** Confused ones among the judged examples of both (0..1). */
  readonly share: number;
}

/**
 * Every pair with a text that was taken for the other class, worst first: by the lower end of the share's 95 % interval, so that one
 * text of two weighs less than ten of thirty.
 */
export function confusions(judged: Judged): Confusion[] {
  const sizes = judgedByClass(judged).map((places) => places.length);
  const pairs = new Map<string, { one: number; other: number; forth: Taken[]; back: Taken[] }>();
  for (const [example, label] of judged.labels.entries()) {
    const numbers = judged.probabilities[example];
    const top = numbers === undefined || judged.isJudged[example] === 0 ? label : largestAt(numbers);
    if (top === label) continue;
    const [one, other] = [Math.min(label, top), Math.max(label, top)];
    const pair = pairs.get(`${one} ${other}`) ?? { one, other, forth: [], back: [] };
    pairs.set(`${one} ${other}`, pair);
    (label === one ? pair.forth : pair.back).push({ example, probability: numbers?.[top] ?? 0 });
  }
  const ranked = [...pairs.values()].map(({ one, other, forth, back }) => {
    const [confused, all] = [forth.length + back.length, (sizes[one] ?? 0) + (sizes[other] ?? 0)];
    const [low = 0] = wilson(confused, all) ?? [];
    const found: Confusion = {
      one,
      other,
      oneAsOther: bySureness(forth),
      otherAsOne: bySureness(back),
      share: confused / all,
    };
    return { found, low };
  });
  ranked.sort((a, b) => b.low - a.low || a.found.one - b.found.one || a.found.other - b.found.other);
  return ranked.map(({ found }) => found);
}

function bySureness(taken: readonly Taken[]): Taken[] {
  return taken.toSorted((a, b) => b.probability - a.probability || a.example - b.example);
}
