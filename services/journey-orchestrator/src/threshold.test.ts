import { describe, expect, it } from '@jest/globals';
import { thresholdInForce } from './threshold.ts';

const guaranteed = { value: 0.4, isGuaranteed: true, risk: 0.01, cases: 412, coverage: 0.7 };
const provisional = { value: 0.8, isGuaranteed: false, risk: 0.01, cases: 3, needed: 296 };

describe('the threshold that counts', () => {
  it.each([
    {
      name: 'is the promised one',
      threshold: guaranteed,
      journey: { risk: 0.01, provisionalThreshold: 0.6 },
      expected: { value: 0.4, promised: { risk: 0.01, cases: 412 } },
    },
    {
      name: 'is the promised one where the author gave none',
      threshold: guaranteed,
      journey: { risk: 0.02 },
      expected: { value: 0.4, promised: { risk: 0.01, cases: 412 } },
    },
    {
      name: 'is the journey’s own where the promise allows more errors than its author accepts now',
      threshold: guaranteed,
      journey: { risk: 0.005, provisionalThreshold: 0.6 },
      expected: { value: 0.6 },
    },
    {
      name: 'is the journey’s own where the event only repeats what another version of it said',
      threshold: provisional,
      journey: { risk: 0.01, provisionalThreshold: 0.6 },
      expected: { value: 0.6 },
    },
    {
      name: 'is the journey’s own where the event says nothing',
      threshold: undefined,
      journey: { risk: 0.01, provisionalThreshold: 0.6 },
      expected: { value: 0.6 },
    },
    { name: 'is none where nobody gave one', threshold: provisional, journey: { risk: 0.01 }, expected: undefined },
    { name: 'is none at all', threshold: undefined, journey: { risk: 0.01 }, expected: undefined },
  ])('$name', ({ threshold, journey, expected }) => {
    expect(thresholdInForce({ threshold }, journey)).toEqual(expected);
  });
});
