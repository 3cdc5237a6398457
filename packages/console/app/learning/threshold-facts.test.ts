import { describe, expect, it } from '@jest/globals';
import type { Threshold } from './learning-types.ts';
import { evidenceOf, inOrder, precisePercent, standingOf, tally } from './threshold-facts.ts';

const none: Threshold = { isGuaranteed: false, risk: 0.01, cases: 0, needed: 299 };
const provisional: Threshold = { ...none, value: 0.75, cases: 179, needed: 120 };
const guaranteed: Threshold = { value: 0.87, isGuaranteed: true, risk: 0.01, cases: 412, coverage: 0.64 };
const impossible: Threshold = { isGuaranteed: false, risk: 0, cases: 40 };

describe('a threshold', () => {
  it.each([
    { name: 'without a value answers nothing alone', threshold: none, standing: 'never', evidence: 0 },
    { name: 'of the author’s is provisional', threshold: provisional, standing: 'provisional', evidence: 179 / 299 },
    { name: 'that cases promise is guaranteed', threshold: guaranteed, standing: 'guaranteed', evidence: 1 },
    {
      name: 'that no case could promise has no way to go',
      threshold: impossible,
      standing: 'never',
      evidence: undefined,
    },
  ])('$name', ({ threshold, standing, evidence }) => {
    expect({ standing: standingOf(threshold), evidence: evidenceOf(threshold) }).toEqual({ standing, evidence });
  });
});

describe('the thresholds in force', () => {
  const thresholds = { suivi: guaranteed, echange: provisional, avis: none, annulation: provisional };

  it('come with those first that nothing but the author’s word holds up, alike ones by title', () => {
    const titled = inOrder(thresholds, (intent) => intent.replace('echange', 'Échange'), 'fr');
    expect(titled.map(({ title }) => title)).toEqual(['annulation', 'Échange', 'avis', 'suivi']);
  });

  it('are counted by what they are worth', () => {
    expect(tally(Object.values(thresholds))).toEqual({ provisional: 2, never: 1, guaranteed: 1 });
  });
});

describe('a share in percent', () => {
  it.each([
    { name: 'has no decimals in the middle', share: 0.8749, expected: '87%' },
    { name: 'keeps a small risk', share: 0.005, expected: '0.5%' },
    { name: 'keeps a very small risk', share: 0.0005, expected: '0.05%' },
    { name: 'never rounds a threshold up to all', share: 0.996, expected: '99.6%' },
    { name: 'says a whole percent plainly', share: 0.01, expected: '1%' },
    { name: 'says nothing and all plainly', share: 1, expected: '100%' },
  ])('$name', ({ share, expected }) => {
    expect(precisePercent(share, 'en')).toBe(expected);
  });
});
