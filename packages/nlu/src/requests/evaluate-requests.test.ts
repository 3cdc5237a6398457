import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import { evaluateRequests } from './evaluate-requests.ts';
import type { UnexplainedRequest } from './requests-of.ts';

const asks = (intent: string, { probability = 0.9, start = 0, end = 10 } = {}): UnexplainedRequest => ({
  span: { in: 'text', start, end },
  text: 'x'.repeat(end - start),
  intents: [{ intent, probability }],
  outOfScope: 1 - probability,
  nearest: [],
});
const options = () => ({ random: seededRandom(3), resamples: 300 });
const understood = (...requests: readonly UnexplainedRequest[]) => ({ requests });

describe('evaluateRequests', () => {
  it('counts mails taken for several requests, and exact ones', () => {
    const report = evaluateRequests(
      [
        understood(asks('a'), asks('b')),
        understood(asks('a'), asks('b')),
        understood(asks('a')),
        understood(asks('a')),
      ],
      [{ intents: ['a', 'b'] }, { intents: ['a'] }, { intents: ['a', 'b'] }, { intents: ['a'] }],
      options(),
    );
    expect(report.mails).toBe(4);
    expect(report.precision.value).toBe(0.5);
    expect(report.recall.value).toBe(0.5);
    expect(report.f1.value).toBe(0.5);
    expect(report.exact.value).toBe(0.5);
  });

  it('counts neither what is out of scope nor an intent twice', () => {
    const report = evaluateRequests(
      [understood(asks('a', { probability: 0.4 })), understood(asks('a'), asks('a'))],
      [{ intents: [] }, { intents: ['a'] }],
      options(),
    );
    expect(report.exact.value).toBe(1);
    expect(report.precision.value).toBe(0);
  });

  it('measures how far spans overlap, where they are known', () => {
    const report = evaluateRequests(
      [understood(asks('a', { start: 0, end: 10 })), understood(asks('a', { start: 0, end: 500 }))],
      [{ intents: ['a'], spans: [{ start: 5, end: 15 }] }, { intents: ['a'] }],
      options(),
    );
    expect(report.spanF1.value).toBe(0.5);
  });

  it('gives intervals around the value, the same for the same seed, narrower with more mails', () => {
    const some = (count: number) => {
      const rows = Array.from({ length: count }, (_, at) => at % 4 !== 0);
      return evaluateRequests(
        rows.map((isRight) => understood(asks(isRight ? 'a' : 'b'))),
        rows.map(() => ({ intents: ['a'] })),
        options(),
      ).exact;
    };
    const few = some(40);
    const many = some(400);
    expect(few.low).toBeLessThan(few.value);
    expect(few.high).toBeGreaterThan(few.value);
    expect(many.high - many.low).toBeLessThan(few.high - few.low);
    expect(some(40)).toEqual(few);
  });

  it('is all zero for no mails, and refuses truths of other mails', () => {
    expect(evaluateRequests([], [], options()).exact).toEqual({ value: 0, low: 0, high: 0 });
    expect(() => evaluateRequests([], [{ intents: [] }], options())).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT' }),
    );
  });
});
