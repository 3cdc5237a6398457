/** Which models a learning curve needs: with a few examples of each intent, with more, with all; each asked about texts that it has not seen. */
import { derivedId } from '@facteur/primitives';
import { grouped } from './grouped.ts';

/** A model to train and the texts to ask it about. */
export interface CurveRun {
  /** At most so many examples of each intent are learnt from; null: all but those of the part that is asked. */
  readonly size: number | null;
  readonly learnt: readonly number[];
  readonly asked: readonly number[];
}

/** About half as many again each time. */
const SIZES = [3, 6, 10, 15, 25, 40, 70, 120, 200, 350] as const;
/** With so many texts, two parts of five tell enough, and training takes longer. */
const MANY = 2_000;
const PARTS_OF_MANY = 2;

/**
 * One run per size and part, smallest sizes first; those with all examples are made anyway. A size is used while some intent has more. Sub-samples hang on `seed` and the texts
 * alone, another for each part. Examples whose label is -1 are left out.
 */
export function planCurve(texts: readonly string[], labels: Int32Array, folds: Int32Array, seed: number): CurveRun[] {
  const known = [...labels.keys()].filter((at) => labels[at] !== -1);
  const all = [...new Set(known.map((at) => folds[at] ?? 0))].sort((a, b) => a - b);
  const parts = known.length > MANY ? all.slice(0, PARTS_OF_MANY) : all;
  const most = Math.max(0, ...[...grouped(known, (at) => labels[at]).values()].map(({ length }) => length));
  const others = all.length < 2 ? 0 : (all.length - 1) / all.length;
  const sizes = SIZES.filter((size) => size < most * others);
  return sizes.flatMap((size) =>
    parts.map((part): CurveRun => {
      const learnable = known.filter((at) => folds[at] !== part);
      const shuffled = [...grouped(learnable, (at) => labels[at]).values()].map((places) =>
        byRank(places, (at) => derivedId(String(seed), String(part), texts[at] ?? '')),
      );
      const learnt = shuffled.flatMap((places) => places.slice(0, size));
      return { size, learnt: learnt.sort((a, b) => a - b), asked: known.filter((at) => folds[at] === part) };
    }),
  );
}

function byRank(places: readonly number[], rankOf: (at: number) => string): number[] {
  const ranked = places.map((at) => ({ at, rank: rankOf(at) }));
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.at - b.at));
  return ranked.map(({ at }) => at);
}

/** How many texts of an intent were recognised by models that had learnt from so many of its examples. */
export interface CurvePoint {
  /** Of the runs; null: all. */
  readonly size: number | null;
  /** Mean number of the intent's examples that were learnt from. */
  readonly examples: number;
  readonly right: number;
  readonly asked: number;
}

/**
 * Per class the points of its curve, fewest examples first. Where a run had fewer examples of an intent than its size, the intent is
 * told for "all" only. `answers[i]` are the classes that run i gave its texts.
 */
export function curvePoints(
  classes: number,
  labels: Int32Array,
  runs: readonly CurveRun[],
  answers: readonly Int32Array[],
): CurvePoint[][] {
  const sums = Array.from({ length: classes }, () => new Map<number | null, Sum>());
  for (const [at, { size, learnt, asked }] of runs.entries()) {
    const counts = new Int32Array(classes);
    for (const place of learnt) counts[labels[place] ?? 0] = (counts[labels[place] ?? 0] ?? 0) + 1;
    for (const [rank, place] of asked.entries()) {
      const label = labels[place] ?? 0;
      const count = counts[label] ?? 0;
      if (count === 0 || (size !== null && count < size)) continue;
      const before = sums[label]?.get(size) ?? { learnt: 0, right: 0, asked: 0 };
      const isRight = answers[at]?.[rank] === label;
      sums[label]?.set(size, {
        learnt: before.learnt + count,
        right: before.right + Number(isRight),
        asked: before.asked + 1,
      });
    }
  }
  return sums.map((bySize) =>
    [...bySize].map(([size, { learnt, right, asked }]) => ({ size, examples: learnt / asked, right, asked })),
  );
}

interface Sum {
  readonly learnt: number;
  readonly right: number;
  readonly asked: number;
}
