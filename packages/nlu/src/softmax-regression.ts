/**
 * Multinomial logistic regression with L2, in its dual form: a weight vector is a sum of the examples' vectors, so it is trained and
 * applied on cosines alone. Full-batch gradient with Nesterov's momentum (Nesterov 1983) and restarts (O'Donoghue, Candès 2015):
 * no randomness, the same data give the same model. Matrices are class by class: `[class · examples + example]`.
 */

/** What to fit. `gram[i · n + j]` is the cosine of examples i and j; examples of weight 0 are held out. */
export interface Fit {
  readonly gram: Float64Array;
  /** Class of each example, 0..classes − 1. */
  readonly labels: Int32Array;
  readonly classes: number;
  /** Sum to 1. */
  readonly weights: Float64Array;
  /** L2 strength against the weighted mean loss. */
  readonly lambda: number;
}

const MAX_STEPS = 200;
/** A probability may be this far from its optimum. */
const TOLERANCE = 5e-3;

/** The coefficients `[class · examples + example]`: a text's logits are their sums weighted by its cosines. */
export function fitSoftmax(fit: Fit): Float64Array {
  const { gram, labels, classes, lambda } = fit;
  const rate = 1 / (lambda + largestCurvature(fit));
  const enough = TOLERANCE * Math.max(...fit.weights);
  const size = labels.length * classes;
  const gradient = new Float64Array(size);
  let ahead: Float64Array = new Float64Array(size);
  let now: Float64Array = new Float64Array(size);
  let momentum = 1;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    multiply(gram, ahead, gradient, labels.length);
    softmax(gradient, classes);
    toGradient(fit, ahead, gradient);
    const next = ahead.map((value, at) => value - rate * (gradient[at] ?? 0));
    if (gradient.every((value) => Math.abs(value) < enough)) return next;
    const isUphill = gradient.reduce((sum, value, at) => sum + value * ((next[at] ?? 0) - (now[at] ?? 0)), 0) > 0;
    const later = isUphill ? 1 : (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const push = isUphill ? 0 : (momentum - 1) / later;
    const before = now;
    ahead = next.map((value, at) => value + push * (value - (before[at] ?? 0)));
    now = next;
    momentum = later;
  }
  return now;
}

/** `gram × coefficients`, class by class: the logits of every example. */
export function multiply(gram: Float64Array, from: Float64Array, to: Float64Array, n: number): void {
  to.fill(0);
  for (let start = 0; start < from.length; start += n) {
    for (let j = 0; j < n; j += 1) {
      const factor = from[start + j] ?? 0;
      if (factor === 0) continue;
      const row = j * n;
      for (let i = 0; i < n; i += 1) to[start + i] = (to[start + i] as number) + factor * (gram[row + i] as number);
    }
  }
}

/** Logits to probabilities, example by example, in place. */
export function softmax(values: Float64Array, classes: number): void {
  const n = values.length / classes;
  for (let i = 0; i < n; i += 1) {
    let top = Number.NEGATIVE_INFINITY;
    for (let at = i; at < values.length; at += n) top = Math.max(top, values[at] ?? 0);
    let sum = 0;
    for (let at = i; at < values.length; at += n) {
      const value = Math.exp((values[at] ?? 0) - top);
      values[at] = value;
      sum += value;
    }
    for (let at = i; at < values.length; at += n) values[at] = (values[at] ?? 0) / sum;
  }
}

/** From probabilities to the gradient, in place. */
function toGradient({ labels, weights, lambda }: Fit, coefficients: Float64Array, values: Float64Array): void {
  const n = labels.length;
  for (let at = 0; at < values.length; at += 1) {
    const example = at % n;
    const truth = labels[example] === (at - example) / n ? 1 : 0;
    values[at] = (weights[example] ?? 0) * ((values[at] ?? 0) - truth) + lambda * (coefficients[at] ?? 0);
  }
}

/** Upper bound of the loss's curvature: ½ · the largest eigenvalue of the weighted Gram matrix, by power iteration and a margin. */
function largestCurvature({ gram, weights }: Fit): number {
  const n = weights.length;
  const roots = weights.map(Math.sqrt);
  const product = new Float64Array(n);
  let vector = roots;
  let value = 0;
  for (let step = 0; step < 12; step += 1) {
    multiply(
      gram,
      vector.map((one, at) => one * (roots[at] ?? 0)),
      product,
      n,
    );
    const next = product.map((one, at) => one * (roots[at] ?? 0));
    value = Math.hypot(...next);
    if (value === 0) return 0;
    const length = value;
    vector = next.map((one) => one / length);
  }
  return 0.6 * value;
}
