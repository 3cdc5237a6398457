/**
 * The promise itself, by simulation: many validations are drawn from scores whose true wrong share is known, and the threshold that
 * each gives is held against the truth. Two obvious ways of choosing are put through the same, to show that the test can tell.
 */
import type { Random } from '@facteur/primitives';
import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import { binomialAtMost } from './binomial.ts';
import { type BoundedShare, lowestThreshold } from './choose-threshold.ts';
import {
  addDecisions,
  binOf,
  type DecisionSummary,
  edgeOf,
  emptySummary,
  TOP_BIN,
  type ValidatedDecision,
} from './decision-summary.ts';

/** A decision's score and the probability that it is wrong. */
interface Drawn {
  readonly score: number;
  readonly wrong: number;
  readonly samplingRate?: number;
}
type Shape = (random: Random, risk: number) => Drawn;
type Chooser = (summary: DecisionSummary, risk: number) => number | undefined;

const logistic = (logit: number): number => 1 / (1 + Math.exp(-logit));
const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
const calibrated = (logit: number): Drawn => ({ score: logistic(logit), wrong: logistic(-logit) });
const roundedDown = (score: number, digits: number): number => Math.floor(score * 10 ** digits) / 10 ** digits;

/** Scores spread around this promise about the risk for some of the cases, and not for all. */
const logitNear = (risk: number): number => -Math.log(risk);

const SHAPES: Readonly<Record<string, Shape>> = {
  'good scores': (random, risk) => calibrated(logitNear(risk) + 0.4 + 2 * normal(random)),
  'scores that are far too sure': (random, risk) => {
    const logit = logitNear(risk) - 0.6 + 2 * normal(random);
    return { score: logistic(3 * logit), wrong: logistic(-logit) };
  },
  'scores with many ties': (random, risk) => {
    const { score, wrong } = calibrated(logitNear(risk) - 0.1 + 2 * normal(random));
    return { score: roundedDown(score, 1), wrong };
  },
  'a few hard cases among many easy ones': (random) =>
    random.next() < 0.97 ? { score: 0.9 + 0.1 * random.next(), wrong: 0.001 } : { score: random.next(), wrong: 0.6 },
  'scores whose digits change midway': (random, risk) => {
    const { score, wrong } = calibrated(logitNear(risk) - 0.1 + 2 * normal(random));
    return { score: roundedDown(score, random.next() < 0.5 ? 2 : 4), wrong };
  },
  'scores that mean nothing': (random, risk) => ({ score: random.next(), wrong: 1.02 * risk }),
  'scores that are surest where they err': (random, risk) => {
    const { score, wrong } = calibrated(logitNear(risk) - 0.6 + 2 * normal(random));
    return { score, wrong: score > 0.995 ? 1.4 * risk : Math.min(wrong, 0.9 * risk) };
  },
  'answers of which a tenth is validated': (random, risk) => {
    const drawn = calibrated(logitNear(risk) - 0.1 + 2 * normal(random));
    return { ...drawn, samplingRate: drawn.score >= 0.99 ? 0.1 : 1 };
  },
};

const learnThenTest: Chooser = (summary, risk) => lowestThreshold(summary, { risk })?.threshold;

const amongAll: Chooser = (summary, risk) => lowestThreshold(summary, { risk, share: 'of-all' })?.threshold;

/** The lowest threshold at which `isGood` holds, whatever the thresholds above it say. */
const lowestOfAll =
  (isGood: (errors: number, cases: number, risk: number) => boolean): Chooser =>
  (summary, risk) => {
    let [cases, errors] = [0, 0];
    let lowest: number | undefined;
    for (const [bin, validated, wrong] of summary.rows.toReversed()) {
      cases += validated;
      errors += wrong;
      if (isGood(errors, cases, risk)) lowest = edgeOf(bin);
    }
    return lowest;
  };

const asObserved = lowestOfAll((errors, cases, risk) => errors / cases <= risk);
const asBoundedOneByOne = lowestOfAll((errors, cases, risk) => binomialAtMost(errors, cases, risk) <= 0.05);

/** The true share at and above each bin: of wrong ones among those there, or among all. */
function truthOf(shape: Shape, risk: number, share: BoundedShare): Float64Array {
  const random = seededRandom(1);
  const counts = new Float64Array(TOP_BIN + 1);
  const wrongs = new Float64Array(TOP_BIN + 1);
  for (let draw = 0; draw < TRUTH_DRAWS; draw += 1) {
    const { score, wrong } = shape(random, risk);
    const bin = binOf(score);
    counts[bin] = (counts[bin] ?? 0) + 1;
    wrongs[bin] = (wrongs[bin] ?? 0) + wrong;
  }
  let [count, wrong] = [0, 0];
  return wrongs
    .map((_, at) => at)
    .reverse()
    .map((bin) => {
      count += counts[bin] ?? 0;
      wrong += wrongs[bin] ?? 0;
      return count === 0 ? 0 : wrong / (share === 'of-all' ? TRUTH_DRAWS : count);
    })
    .reverse();
}

function validate(shape: Shape, risk: number, cases: number, random: Random): DecisionSummary {
  const decisions: ValidatedDecision[] = [];
  while (decisions.length < cases) {
    const { score, wrong, samplingRate = 1 } = shape(random, risk);
    if (random.next() < samplingRate) decisions.push({ score, isRight: random.next() >= wrong, samplingRate });
  }
  return addDecisions(emptySummary, decisions);
}

const DRAWS = 200;
const TRUTH_DRAWS = 50_000;

/** In how many draws a threshold was given, and in how many its true wrong share is above the promise. */
function drawMany(
  shape: Shape,
  risk: number,
  cases: number,
  choose: Chooser,
  share: BoundedShare = 'of-automatic',
): { promised: number; exceeded: number } {
  const truth = truthOf(shape, risk, share);
  const random = seededRandom(2);
  let [promised, exceeded] = [0, 0];
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const threshold = choose(validate(shape, risk, cases, random), risk);
    if (threshold === undefined) continue;
    promised += 1;
    if ((truth[binOf(threshold)] ?? 0) > risk) exceeded += 1;
  }
  return { promised, exceeded };
}

const AT_MOST = 0.08 * DRAWS;

describe.each(Object.entries(SHAPES))('with %s', (_, shape) => {
  it.each([
    { risk: 0.01, cases: 350 },
    { risk: 0.01, cases: 1_200 },
    { risk: 0.05, cases: 80 },
    { risk: 0.05, cases: 600 },
  ])('a risk of $risk promised after $cases cases is exceeded in at most 8 % of draws', ({ risk, cases }) => {
    expect(drawMany(shape, risk, cases, learnThenTest).exceeded).toBeLessThanOrEqual(AT_MOST);
  });
});

describe('a promise about wrong answers among all decisions', () => {
  const names = ['good scores', 'scores that are far too sure', 'scores that mean nothing'];
  it.each(names)('is exceeded in at most 8 % of draws with %s, too', (name) => {
    const shape = SHAPES[name];
    const drawn = shape && drawMany(shape, 0.02, 600, amongAll, 'of-all');
    expect(drawn?.promised).toBeGreaterThan(0.6 * DRAWS);
    expect(drawn?.exceeded).toBeLessThanOrEqual(AT_MOST);
  });
});

describe('the simulation', () => {
  it.each([
    { name: 'good scores', risk: 0.01, cases: 1_200 },
    { name: 'good scores', risk: 0.05, cases: 600 },
    { name: 'a few hard cases among many easy ones', risk: 0.05, cases: 600 },
  ])(
    'sees promises made in most draws with $name at $risk, so that keeping them means something',
    ({ name, risk, cases }) => {
      const shape = SHAPES[name];
      expect(shape && drawMany(shape, risk, cases, learnThenTest).promised).toBeGreaterThan(0.6 * DRAWS);
    },
  );

  it.each([
    { name: 'the share observed', choose: asObserved },
    { name: 'a bound for each threshold by itself', choose: asBoundedOneByOne },
  ])('catches a choice by $name', ({ choose }) => {
    const shape = SHAPES['scores that mean nothing'];
    expect(shape && drawMany(shape, 0.05, 2_000, choose).exceeded).toBeGreaterThan(AT_MOST);
  });
});
