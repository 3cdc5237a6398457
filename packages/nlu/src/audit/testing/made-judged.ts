/** Made-up labelled points around the centre of their class, some of them mislabelled, judged by the nearest centre of the other parts. */
import { seededRandom } from '@facteur/primitives/testing';
import { dealFolds } from '../folds.ts';
import type { Judged } from '../judged.ts';

/** What to make. */
export interface MadeOptions {
  readonly seed: number;
  readonly classes: number;
  readonly perClass: number;
  /** The share of labels that are wrong (0..1). */
  readonly wrong: number;
}

/** Labels and what was said of them, with the truth. */
export interface Made {
  readonly judged: Judged;
  /** Places whose label is wrong, and the class that they are of. */
  readonly planted: ReadonlyMap<number, number>;
  readonly cosinesOf: (at: number) => Float32Array;
}

const DIMENSIONS = 12;
const SPREAD = 0.28;
const SHARPNESS = 12;

export function madeJudged({ seed, classes, perClass, wrong }: MadeOptions): Made {
  const random = seededRandom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  const unit = (vector: readonly number[]): number[] => vector.map((one) => one / Math.hypot(...vector));
  const direction = (): number[] => unit(Array.from({ length: DIMENSIONS }, normal));
  const centres = Array.from({ length: classes }, direction);
  const truth = Array.from({ length: classes * perClass }, (_, at) => at % classes);
  const points = truth.map((label) => unit((centres[label] ?? []).map((one) => one + SPREAD * normal())));
  const planted = new Map<number, number>();
  while (planted.size < Math.round(wrong * truth.length)) {
    const at = Math.floor(random.next() * truth.length);
    planted.set(at, truth[at] ?? 0);
  }
  const labels = Int32Array.from(truth, (label, at) =>
    planted.has(at) ? (label + 1 + Math.floor(random.next() * (classes - 1))) % classes : label,
  );
  const names = Array.from(labels, (_, at) => `text ${at}`);
  const folds = dealFolds(names, labels, Int32Array.from(names.keys()), seed);
  const probabilities = points.map((point, at) => {
    const means = meansOf(points, labels, classes, (other) => folds[other] !== folds[at]);
    const weights = means.map((mean) => Math.exp(SHARPNESS * dot(mean, point)));
    const sum = weights.reduce((total, one) => total + one, 0);
    return Float64Array.from(weights, (one) => one / sum);
  });
  return {
    judged: {
      classes: Array.from({ length: classes }, (_, at) => `intent ${at}`),
      labels,
      probabilities,
      isJudged: new Uint8Array(labels.length).fill(1),
    },
    planted,
    cosinesOf: (at) => Float32Array.from(points, (other) => dot(points[at] ?? [], other)),
  };
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
}

function meansOf(
  points: readonly (readonly number[])[],
  labels: Int32Array,
  classes: number,
  counts: (at: number) => boolean,
): number[][] {
  const sums = Array.from({ length: classes }, () => new Array<number>(DIMENSIONS).fill(0));
  for (const [at, point] of points.entries()) {
    const sum = counts(at) ? sums[labels[at] ?? 0] : undefined;
    if (sum !== undefined) for (const [j, value] of point.entries()) sum[j] = (sum[j] ?? 0) + value;
  }
  return sums.map((sum) => sum.map((one) => one / Math.max(1e-9, Math.hypot(...sum))));
}
