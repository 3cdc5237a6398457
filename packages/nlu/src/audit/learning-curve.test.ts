import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import type { CurvePoint } from './curve-plan.ts';
import { adviceFor, expectedRecall, fitCurves } from './learning-curve.ts';

const SIZES = [3, 6, 10, 12];

/** Points of an intent whose recall is known for every number of examples; each text is easy or hard for good. */
function pointsOf(recallAt: (examples: number) => number, texts: number, next: () => number): CurvePoint[] {
  const hardness = Array.from({ length: texts }, next);
  return SIZES.map((examples) => ({
    size: examples,
    examples,
    right: hardness.filter((hard) => hard < recallAt(examples)).length,
    asked: texts,
  }));
}

const odds =
  (level: number, slope: number) =>
  (examples: number): number =>
    1 / (1 + Math.exp(-level - slope * Math.log(examples)));

describe('the learning curve of an intent', () => {
  it('holds what it foretells in 95 of 100 cases, or more', () => {
    const random = seededRandom(11);
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
    let [held, all, width] = [0, 0, 0];
    for (let draw = 0; draw < 100; draw += 1) {
      const usual = { level: normal() - 0.5, slope: 0.5 + 0.2 * normal() };
      const truths = Array.from({ length: 10 }, () => odds(usual.level + normal(), usual.slope + 0.2 * normal()));
      const fits = fitCurves(truths.map((truth) => pointsOf(truth, 15, random.next)));
      for (const [at, truth] of truths.entries()) {
        const fit = fits[at];
        if (fit === undefined) continue;
        const [low, high] = expectedRecall(fit, 30).interval;
        held += Number(truth(30) >= low && truth(30) <= high);
        width += high - low;
        all += 1;
      }
    }
    expect(all).toBe(1_000);
    expect(held / all).toBeGreaterThanOrEqual(0.93);
    // It does not do so by saying nothing.
    expect(width / all).toBeLessThan(0.5);
  });

  it('is surer the more texts it was asked about', () => {
    const random = seededRandom(5);
    const widthWith = (texts: number): number => {
      const [fit] = fitCurves([pointsOf(odds(0, 0.5), texts, random.next)]);
      const [low, high] = fit === undefined ? [0, 1] : expectedRecall(fit, 30).interval;
      return high - low;
    };
    expect(widthWith(400)).toBeLessThan(0.6 * widthWith(15));
  });
});

describe('the advice for an intent', () => {
  const steep = pointsOf(odds(-2.5, 1.2), 200, seededRandom(1).next);
  const flat = pointsOf(() => 0.5, 200, seededRandom(2).next);
  const good = pointsOf(() => 0.97, 200, seededRandom(3).next);
  const [ofSteep, ofGood] = fitCurves([steep, good]);
  const [ofFlat] = fitCurves([flat, flat, flat]);

  it('is to write more where more was seen to help, with what it would bring', () => {
    const advice = adviceFor(ofSteep, { examples: 12, wordings: 12 });
    if (advice.kind !== 'more') throw new Error(advice.kind);
    expect(advice.after.recall).toBeGreaterThanOrEqual(advice.now.recall + 0.05);
    expect(advice.after.interval[0]).toBeLessThan(advice.after.recall);
  });

  it.each([
    { name: 'enough where it is recognised', fit: ofGood, wordings: 12, expected: 'enough' },
    { name: 'to look elsewhere where more did not help', fit: ofFlat, wordings: 12, expected: 'not-by-more' },
    { name: 'to write others where all examples say the same', fit: ofGood, wordings: 1, expected: 'one-wording' },
  ])('is $name', ({ fit, wordings, expected }) => {
    expect(adviceFor(fit, { examples: 12, wordings }).kind).toBe(expected);
  });
});
