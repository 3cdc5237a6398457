import { describe, expect, it } from '@jest/globals';
import { chooseThreshold, type RiskOptions, type ThresholdChoice } from './choose-threshold.ts';
import { addDecisions, emptySummary, type ValidatedDecision } from './decision-summary.ts';

const times = (count: number, score: number, isRight: boolean, samplingRate = 1): ValidatedDecision[] =>
  Array.from({ length: count }, () => ({ score, isRight, samplingRate }));

const choose = (decisions: readonly ValidatedDecision[], options: RiskOptions = { risk: 0.01 }): ThresholdChoice =>
  chooseThreshold(addDecisions(emptySummary, decisions), options);

describe('chooseThreshold', () => {
  it.each([
    { name: '299 without a case, at 1 %', decisions: [], risk: 0.01, needed: 299 },
    { name: '59 without a case, at 5 %', decisions: [], risk: 0.05, needed: 59 },
    { name: 'one after 298 right ones', decisions: times(298, 0.95, true), risk: 0.01, needed: 1 },
    { name: '299 surer ones after a wrong one', decisions: times(1, 0.95, false), risk: 0.01, needed: 299 },
    {
      name: '472 after a wrong one that was as sure as can be',
      decisions: times(1, 1, false),
      risk: 0.01,
      needed: 472,
    },
  ])('says that it needs $name', ({ decisions, risk, needed }) => {
    expect(choose(decisions, { risk })).toMatchObject({ promised: false, threshold: undefined, coverage: 0, needed });
  });

  it('promises as soon as it has what it said it needs', () => {
    for (const seen of [[], times(40, 0.9, true), [...times(3, 0.99, false), ...times(500, 0.97, true)]]) {
      const { needed } = choose(seen);
      expect(choose([...seen, ...times(needed - 1, 1, true)]).promised).toBe(false);
      expect(choose([...seen, ...times(needed, 1, true)]).promised).toBe(true);
    }
  });

  it('goes down to the last score at which the wrong ones are few enough', () => {
    const choice = choose([...times(400, 0.99, true), ...times(200, 0.8, true), ...times(20, 0.5, false)]);
    expect(choice).toMatchObject({ promised: true, errors: 0, automatic: 600, needed: 0 });
    expect(choice.threshold).toBeLessThanOrEqual(0.8);
    expect(choice.threshold).toBeGreaterThan(0.77);
    expect(choice.coverage).toBeCloseTo(600 / 620, 9);
    expect(choice.bound).toBeCloseTo(1 - 0.05 ** (1 / 600), 9);
  });

  it('does not pass over scores that fail to find others that would do', () => {
    const choice = choose([...times(300, 0.999, true), ...times(30, 0.95, false), ...times(9_000, 0.9, true)]);
    // Half of the cases and a quarter are all below 0.95: both starts test everything at once.
    expect(choice).toMatchObject({ promised: true, automatic: 9_330, errors: 30 });
    const worse = choose([...times(300, 0.999, true), ...times(30, 0.95, false), ...times(250, 0.9, true)]);
    expect(worse).toMatchObject({ promised: true, automatic: 300, errors: 0 });
  });

  it('takes equal scores together or not at all', () => {
    expect(choose([...times(990, 0.9, true), ...times(10, 0.9, false)])).toMatchObject({ promised: false });
    expect(choose([...times(1_000, 0.9, true), ...times(2, 0.9, false)])).toMatchObject({
      automatic: 1_002,
      errors: 2,
    });
  });

  it('promises no more for more confidence, and no less for more risk', () => {
    const decisions = [...times(320, 0.99, true), ...times(1, 0.7, false), ...times(60, 0.6, true)];
    expect(choose(decisions, { risk: 0.01, confidence: 0.99 }).promised).toBe(false);
    expect(choose(decisions, { risk: 0.05 })).toMatchObject({ promised: true, coverage: 1 });
  });

  it('may bound the wrong ones among all decisions instead, which is easier to keep', () => {
    const decisions = [...times(100, 0.99, true), ...times(250, 0.3, false)];
    expect(choose(decisions).promised).toBe(false);
    expect(choose(decisions, { risk: 0.01, share: 'of-all' })).toMatchObject({ promised: true, automatic: 100 });
    expect(choose(decisions.slice(0, 290), { risk: 0.01, share: 'of-all' })).toMatchObject({ promised: false });
  });

  it('counts a sampled case once as evidence, and as many times as it stands for in the coverage', () => {
    const decisions = [...times(300, 0.99, true, 0.1), ...times(1_000, 0.4, false)];
    const choice = choose(decisions);
    expect(choice).toMatchObject({ promised: true, automatic: 300, bound: expect.closeTo(0.00997, 4) });
    expect(choice.coverage).toBeCloseTo(3_000 / 4_000, 9);
  });

  it('believes the weighted share where it is the worse one', () => {
    const rare = [...times(5, 0.95, false, 0.05), ...times(2_000, 0.99, true)];
    expect(choose(rare)).toMatchObject({ promised: true, automatic: 2_000 });
    expect(choose(times(5, 0.95, false).concat(times(2_000, 0.99, true)))).toMatchObject({ automatic: 2_005 });
  });

  it('refuses to bound a share of all decisions from cases sampled at different rates', () => {
    const options = { risk: 0.05, share: 'of-all' } as const;
    expect(() => choose([...times(30, 0.99, true, 0.1), ...times(400, 0.5, true)], options)).toThrow(/different rates/);
    expect(choose([...times(30, 0.99, true, 0.1), ...times(400, 0.5, true, 0.1)], options).promised).toBe(true);
  });

  it.each([0, 1, Number.NaN])('refuses a risk of %p', (risk) => {
    expect(() => choose([], { risk })).toThrow(/between 0 and 1/);
  });
});
