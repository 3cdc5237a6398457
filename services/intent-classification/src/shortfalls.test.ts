import { describe, expect, it } from '@jest/globals';
import { shortfallsOf } from './shortfalls.ts';

const provisional = { value: 0.6, isGuaranteed: false, risk: 0.01, cases: 287, needed: 12 };
const guaranteed = { value: 0.9, isGuaranteed: true, risk: 0.01, cases: 412, coverage: 0.6 };
const intents = (first: number, second = 0) => [
  { intent: 'suivi-commande', probability: first },
  { intent: 'remboursement', probability: second },
];

describe('what a request lacks', () => {
  it.each([
    { name: 'is nothing above a guaranteed threshold', ranked: intents(0.95), threshold: guaranteed, expected: [] },
    { name: 'is nothing on it', ranked: intents(0.9), threshold: guaranteed, expected: [] },
    {
      name: 'is the distance to the threshold',
      ranked: intents(0.83),
      threshold: guaranteed,
      expected: [{ code: 'below-threshold', by: 0.07 }],
    },
    {
      name: 'is a distance, however small',
      ranked: intents(0.899999),
      threshold: guaranteed,
      expected: [{ code: 'below-threshold', by: 0.0001 }],
    },
    {
      name: 'is cases, and a margin',
      ranked: intents(0.5, 0.46),
      threshold: provisional,
      expected: [
        { code: 'below-threshold', by: 0.1 },
        { code: 'close-to', intent: 'remboursement', by: 0.04 },
        { code: 'not-guaranteed', needed: 12 },
      ],
    },
    {
      name: 'is a threshold',
      ranked: intents(0.99),
      threshold: { isGuaranteed: false, risk: 0.01, cases: 0, needed: 299 },
      expected: [{ code: 'no-threshold' }, { code: 'not-guaranteed', needed: 299 }],
    },
    { name: 'is a journey, of which nothing is said here', ranked: intents(0.99), threshold: undefined, expected: [] },
  ])('$name', ({ ranked, threshold, expected }) => {
    expect(shortfallsOf({ intents: ranked, outOfScope: 0.01 }, threshold)).toEqual(expected);
  });

  it.each([
    { name: 'more likely out of scope', ranked: intents(0.39), outOfScope: 0.61 },
    { name: 'without an intent', ranked: [], outOfScope: 0.61 },
  ])('is scope, for one $name', ({ ranked, outOfScope }) => {
    expect(shortfallsOf({ intents: ranked, outOfScope }, guaranteed)).toEqual([
      { code: 'out-of-scope', probability: 0.61 },
    ]);
  });
});
