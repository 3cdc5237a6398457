/**
 * What more examples of an intent would bring about. On the scale of log odds, recall grows in proportion to the logarithm of the number of
 * examples, so that errors fall by a power of it (Hestness et al. 2017, "Deep Learning Scaling is Predictable, Empirically"). One intent has
 * too few texts to tell its own slope: it is drawn to the slope of all (empirical Bayes), and says how sure it is.
 */
import type { Interval } from '../evaluate/intervals.ts';
import type { CurvePoint } from './curve-plan.ts';

/** Recall (0..1) that is expected, with its 95 % interval. */
export interface Expected {
  readonly recall: number;
  readonly interval: Interval;
}

/** What to do about an intent's number of examples. */
export type Advice =
  /** It has one wording: nothing can be measured. */
  | { readonly kind: 'one-wording' }
  /** It is recognised; more would change little. */
  | { readonly kind: 'enough'; readonly now: Expected }
  | { readonly kind: 'more'; readonly now: Expected; readonly added: number; readonly after: Expected }
  /** It is not recognised well, and more of the same would change little: see what it is confused with. */
  | { readonly kind: 'not-by-more'; readonly now: Expected };

const Z = 1.96;
/** Before anything is known: recall doubles its odds about as fast as examples double, give or take. */
const SLOPE = { mean: 0.5, deviation: 0.5 };
const LEVEL = { mean: 0.5, deviation: 2 };
/** How much intents differ from what is usual in their set. */
const OWN_LEVEL = 1.5;
const OWN_SLOPE = 0.3;
const STEPS = 30;

/** Log odds of recall with n examples: `level + slope · ln n`; `covariance` of level and slope. */
export interface CurveFit {
  readonly level: number;
  readonly slope: number;
  readonly covariance: readonly [level: number, both: number, slope: number];
}

/** One fit per intent; one without points gets what is usual, and wide intervals. */
export function fitCurves(curves: readonly (readonly CurvePoint[])[]): CurveFit[] {
  const measured = curves.filter((points) => points.length > 0);
  const shared = fitOne(measured, {
    level: LEVEL.mean,
    slope: SLOPE.mean,
    ...priorOf(LEVEL.deviation, SLOPE.deviation),
  });
  return curves.map((points) => {
    // Levels differ where the data are, not at one example.
    const centre = Math.log(points.at(-1)?.examples ?? 1);
    return fitOne([points], { ...shared, ...priorOf(OWN_LEVEL, OWN_SLOPE, centre) });
  });
}

interface Prior {
  readonly level: number;
  readonly slope: number;
  /** Inverse covariance. */
  readonly precision: readonly [number, number, number];
}

/** Independent deviations of slope and of the level at `centre` (logarithm of a number of examples). */
function priorOf(level: number, slope: number, centre = 0): Pick<Prior, 'precision'> {
  const [a, b] = [1 / level ** 2, 1 / slope ** 2];
  return { precision: [a, a * centre, a * centre ** 2 + b] };
}

/** Logistic regression with a Gaussian prior, by Newton's method, with Laplace's approximation of the covariance. */
function fitOne(curves: readonly (readonly CurvePoint[])[], prior: Prior): CurveFit {
  let [level, slope] = [prior.level, prior.slope];
  let information: readonly [number, number, number] = prior.precision;
  for (let step = 0; step < STEPS; step += 1) {
    const [da, db] = [level - prior.level, slope - prior.slope];
    let [ga, gb] = [
      prior.precision[0] * da + prior.precision[1] * db,
      prior.precision[1] * da + prior.precision[2] * db,
    ];
    let [haa, hab, hbb] = prior.precision;
    for (const points of curves) {
      for (const { examples, right, asked } of points) {
        // The same texts are asked at each size: together they count once.
        const weight = asked / points.length;
        const x = Math.log(examples);
        const p = shareOf(level + slope * x);
        const error = weight * (p - right / asked);
        const curvature = weight * p * (1 - p);
        ga += error;
        gb += error * x;
        haa += curvature;
        hab += curvature * x;
        hbb += curvature * x * x;
      }
    }
    information = [haa, hab, hbb];
    const determinant = haa * hbb - hab * hab;
    level -= clamped((hbb * ga - hab * gb) / determinant);
    slope -= clamped((haa * gb - hab * ga) / determinant);
  }
  const [haa, hab, hbb] = information;
  const determinant = haa * hbb - hab * hab;
  return { level, slope, covariance: [hbb / determinant, -hab / determinant, haa / determinant] };
}

function clamped(move: number): number {
  return Math.max(-1, Math.min(1, move));
}

function shareOf(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}

/** Recall with `examples` examples. */
export function expectedRecall({ level, slope, covariance }: CurveFit, examples: number): Expected {
  const x = Math.log(examples);
  const odds = level + slope * x;
  const half = Z * Math.sqrt(Math.max(0, covariance[0] + 2 * x * covariance[1] + x * x * covariance[2]));
  return { recall: shareOf(odds), interval: [shareOf(odds - half), shareOf(odds + half)] };
}

const ADDED = [3, 5, 10, 20, 30, 50, 100, 200] as const;
/** From this recall on nothing need be done. */
const GOOD = 0.9;
/** A gain for which writing examples is worth it; where none is in sight, this recall will do. */
const WORTH_IT = 0.05;
const FAIR = 0.8;
/** Nothing is foretold beyond so many times what there is. */
const FARTHEST = 3;

/** What to do about an intent with so many examples, which say so many different things. */
export function adviceFor(
  fit: CurveFit | undefined,
  { examples, wordings }: { readonly examples: number; readonly wordings: number },
): Advice {
  if (fit === undefined || wordings < 2) return { kind: 'one-wording' };
  const now = expectedRecall(fit, examples);
  if (now.recall >= GOOD) return { kind: 'enough', now };
  for (const added of ADDED) {
    if (added > Math.max(5, (FARTHEST - 1) * examples)) break;
    const after = expectedRecall(fit, examples + added);
    if (after.recall - now.recall >= WORTH_IT) return { kind: 'more', now, added, after };
  }
  return { kind: now.recall >= FAIR ? 'enough' : 'not-by-more', now };
}
