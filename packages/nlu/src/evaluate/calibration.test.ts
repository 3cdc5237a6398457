import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import { brierScore, calibrationError, equalCountBins, equalWidthBins, errorByChance, logLoss } from './calibration.ts';

/** Confidences drawn evenly; each is right with the probability that `truth` gives it. */
function drawn(count: number, truth: (confidence: number) => number) {
  const random = seededRandom(3);
  const confidence = Float64Array.from({ length: count }, () => random.next());
  return { confidence, isRight: Uint8Array.from(confidence, (c) => (random.next() < truth(c) ? 1 : 0)) };
}

describe('calibration error', () => {
  it('is what one computes by hand', () => {
    const data = { confidence: Float64Array.of(0.95, 0.95, 0.55, 0.55), isRight: Uint8Array.of(1, 1, 1, 0) };
    expect(calibrationError(equalWidthBins(data))).toBeCloseTo((2 * 0.05 + 2 * 0.05) / 4, 12);
    expect(calibrationError(equalCountBins(data, 2))).toBeCloseTo((2 * 0.05 + 2 * 0.05) / 4, 12);
    expect(calibrationError(equalCountBins(data, 1))).toBeCloseTo(0, 12);
  });

  it('is near 0 for true probabilities and finds out false ones', () => {
    for (const binsOf of [equalWidthBins, equalCountBins]) {
      expect(calibrationError(binsOf(drawn(20_000, (c) => c)))).toBeLessThan(0.015);
      expect(calibrationError(binsOf(drawn(20_000, (c) => c / 2)))).toBeCloseTo(0.25, 1);
    }
  });

  it('takes 0 and 1 as confidences, and nothing as unknown', () => {
    const data = { confidence: Float64Array.of(0, 1), isRight: Uint8Array.of(0, 1) };
    expect(calibrationError(equalWidthBins(data))).toBe(0);
    expect(calibrationError(equalWidthBins({ confidence: new Float64Array(), isRight: new Uint8Array() }))).toBeNull();
  });

  it('puts an edge into the bin below, as Guo et al. do', () => {
    const data = { confidence: Float64Array.of(0.2, 0.4, 0.41), isRight: Uint8Array.of(1, 1, 1) };
    expect(equalWidthBins(data, 5).map(({ count }) => count)).toEqual([1, 1, 1, 0, 0]);
  });
});

describe('the calibration error by chance', () => {
  it('is the mean of what true probabilities show on so many texts', () => {
    const random = seededRandom(5);
    for (const count of [100, 1_000]) {
      const confidence = Float64Array.from({ length: count }, () => 1 - random.next() ** 3);
      const errors = Array.from({ length: 300 }, () => {
        const isRight = Uint8Array.from(confidence, (p) => (random.next() < p ? 1 : 0));
        return calibrationError(equalWidthBins({ confidence, isRight })) ?? 0;
      });
      const mean = errors.reduce((sum, one) => sum + one, 0) / errors.length;
      expect((errorByChance(confidence) ?? 0) / mean).toBeCloseTo(1, 1);
    }
  });

  it('is 0 for certainty, and unknown without a text', () => {
    expect(errorByChance(Float64Array.of(0, 1))).toBe(0);
    expect(errorByChance(new Float64Array())).toBeNull();
  });
});

describe('log loss and Brier score', () => {
  it('are 0 for certainty that is right, and bounded for certainty that is wrong', () => {
    expect(logLoss(Float64Array.of(1, 1))).toBeCloseTo(0, 12);
    expect(logLoss(Float64Array.of(0))).toBeCloseTo(-Math.log(1e-15), 9);
    expect(brierScore(Float64Array.of(1), Float64Array.of(1))).toBe(0);
    expect(brierScore(Float64Array.of(0), Float64Array.of(1))).toBe(2);
    // Probabilities 0.6, 0.3, 0.1; the second is true.
    expect(brierScore(Float64Array.of(0.3), Float64Array.of(0.46))).toBeCloseTo(0.36 + 0.49 + 0.01, 12);
    expect([logLoss(new Float64Array()), brierScore(new Float64Array(), new Float64Array())]).toEqual([null, null]);
  });
});
