/** Whether probabilities mean what they say: 0.8 should be right four times in five. */
import type { Counts } from './metrics.ts';

/** Predictions with the probability that each was given (0..1) and whether it was right (1 or 0). */
export interface Confidences {
  readonly confidence: Float64Array;
  readonly isRight: Uint8Array;
}

/** Predictions of like confidence. `confidence` and `accuracy` are means, 0 in an empty bin. */
export interface ReliabilityBin {
  readonly count: number;
  readonly confidence: number;
  readonly accuracy: number;
}

const BINS = 15;

/** Bins of equal width over 0..1 (Guo et al. 2017), 15 by default; a confidence on an edge falls below it. */
export function equalWidthBins(data: Confidences, bins = BINS, counts?: Counts): ReliabilityBin[] {
  return binned(data, bins, (at) => edgeBelow(data.confidence[at] ?? 0, bins), counts);
}

/** Bins of equal count, 15 by default: most confidences lie near 1, where equal widths see little. Ties may be parted. */
export function equalCountBins(data: Confidences, bins = BINS): ReliabilityBin[] {
  const { confidence } = data;
  const order = Uint32Array.from(confidence, (_, at) => at).sort((a, b) => (confidence[a] ?? 0) - (confidence[b] ?? 0));
  const place = new Uint32Array(order.length);
  for (const [rank, at] of order.entries()) place[at] = Math.floor((rank * bins) / order.length);
  return binned(data, bins, (at) => place[at] ?? 0);
}

/** The expected calibration error: mean distance of confidence and accuracy over bins, weighted by count; null without a prediction. */
export function calibrationError(bins: readonly ReliabilityBin[]): number | null {
  const all = bins.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return null;
  return bins.reduce((sum, { count, confidence, accuracy }) => sum + count * Math.abs(confidence - accuracy), 0) / all;
}

/**
 * The calibration error that these confidences would show, on average, if each meant what it says: what chance alone makes of so few texts. Of
 * each bin the mean of |x| of a normal x with the bin's variance, √(2/π · Σp(1 − p)); null without a prediction.
 */
export function errorByChance(confidence: Float64Array, bins = BINS): number | null {
  if (confidence.length === 0) return null;
  const variances = new Float64Array(bins);
  for (const p of confidence) {
    const bin = edgeBelow(p, bins);
    variances[bin] = (variances[bin] ?? 0) + p * (1 - p);
  }
  return variances.reduce((sum, variance) => sum + Math.sqrt((2 / Math.PI) * variance), 0) / confidence.length;
}

function edgeBelow(confidence: number, bins: number): number {
  return Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1));
}

function binned(
  { confidence, isRight }: Confidences,
  bins: number,
  binAt: (at: number) => number,
  counts?: Counts,
): ReliabilityBin[] {
  const sums = new Float64Array(bins * 3);
  for (let at = 0; at < confidence.length; at += 1) {
    const count = counts === undefined ? 1 : (counts[at] ?? 0);
    const bin = binAt(at) * 3;
    sums[bin] = (sums[bin] ?? 0) + count;
    sums[bin + 1] = (sums[bin + 1] ?? 0) + count * (confidence[at] ?? 0);
    sums[bin + 2] = (sums[bin + 2] ?? 0) + count * (isRight[at] ?? 0);
  }
  return Array.from({ length: bins }, (_, bin) => {
    const count = sums[bin * 3] ?? 0;
    const mean = (sum: number | undefined): number => (count === 0 ? 0 : (sum ?? 0) / count);
    return { count, confidence: mean(sums[bin * 3 + 1]), accuracy: mean(sums[bin * 3 + 2]) };
  });
}

/** A true class given probability 0 would cost infinitely much. */
const LEAST_PROBABILITY = 1e-15;

/** Mean −ln of the true class's probability; null without one. */
export function logLoss(ofTruth: Float64Array): number | null {
  if (ofTruth.length === 0) return null;
  return -ofTruth.reduce((sum, p) => sum + Math.log(Math.max(LEAST_PROBABILITY, p)), 0) / ofTruth.length;
}

/**
 * Mean squared distance of the probabilities from the truth, summed over classes (Brier 1950: 0 is best, 2 worst), from the true
 * class's probability and the sum of squares of all; null without a text.
 */
export function brierScore(ofTruth: Float64Array, sumOfSquares: Float64Array): number | null {
  if (ofTruth.length === 0) return null;
  return ofTruth.reduce((sum, p, at) => sum + 1 - 2 * p + (sumOfSquares[at] ?? 0), 0) / ofTruth.length;
}
