/**
 * Whether a text is in scope at all: the largest logit, how far it is above "off topic", how near the nearest example is, and how much nearer the
 * nearest examples are than the nearest off-topic texts, weighed by a logistic regression on held-out texts (fusion of scores as in Lee et
 * al. 2018; nearest neighbours: Sun et al. 2022).
 */
import { largest } from './cosines.ts';
import type { Neighbour } from './neighbours.ts';

/** What says whether a text is in scope: larger is more so. */
const SCOPE_SIGNALS = 4;
const NEAREST_SIGNAL = 2;
/** Three texts in scope in a hundred are less near to the examples than what counts as familiar. */
const UNFAMILIAR_SHARE = 0.03;

/** Signals are standardised, weighed, summed; `prior` is the share of texts that are taken to be out of scope. */
export interface ScopeJudge {
  readonly means: readonly number[];
  readonly deviations: readonly number[];
  readonly weights: readonly number[];
  readonly bias: number;
  /** Below this cosine with every example, nothing is known of a text: the chance of being in scope falls in proportion. */
  readonly familiar: number;
}

/** The share of mails that no journey answers, where nobody has counted them. */
const PRIOR = 0.25;
const PENALTY = 0.01;
const STEPS = 50;

/** So many of the nearest texts of either side are compared: one alone may be near by chance. */
const COMPARED = 3;

/** Of a text: the most like examples, and how much more like it they are than off-topic texts. */
export interface Surroundings {
  /** The most like first. */
  readonly nearest: readonly Neighbour[];
  /** Difference of mean cosines. */
  readonly lead: number;
}

/** What is around a text, by its cosines with `known` examples and, behind them up to `length`, with off-topic texts. */
export function surroundingsIn(cosines: Float32Array, known: number, length: number, most: number): Surroundings {
  const nearest = largest(cosines, known, Math.max(most, COMPARED));
  const others = largest(cosines.subarray(known), length - known, COMPARED);
  return { nearest, lead: meanOf(nearest.slice(0, COMPARED)) - meanOf(others) };
}

function meanOf(near: readonly Neighbour[]): number {
  return near.reduce((sum, { value }) => sum + value, 0) / COMPARED;
}

/** Signals of one text: logits of `intents` intents and, behind them, of kinds of being off topic; and what is around it. */
export function scopeSignals(logits: Float32Array, intents: number, { nearest, lead }: Surroundings): number[] {
  let top = Number.NEGATIVE_INFINITY;
  let mean = 0;
  for (let k = 0; k < intents; k += 1) {
    top = Math.max(top, logits[k] ?? 0);
    mean += (logits[k] ?? 0) / intents;
  }
  let off = 0;
  for (let k = intents; k < logits.length; k += 1) off += Math.exp((logits[k] ?? 0) - top);
  return [top - mean, -Math.log(Math.max(off, Number.MIN_VALUE)), nearest[0]?.value ?? 0, lead];
}

/** The probability (0..1) that a text with these signals is out of scope. */
export function outOfScope(judge: ScopeJudge, signals: readonly number[]): number {
  const nearest = signals[NEAREST_SIGNAL] ?? 0;
  const share = judge.familiar <= 0 ? 1 : Math.max(0, Math.min(1, nearest / judge.familiar));
  return 1 - share * (1 - chanceOf(judge, signals));
}

function chanceOf(judge: ScopeJudge, signals: readonly number[]): number {
  return 1 / (1 + Math.exp(-scoreOf(judge, signals)));
}

function scoreOf({ means, deviations, weights, bias }: ScopeJudge, signals: readonly number[]): number {
  return signals.reduce(
    (sum, signal, at) => sum + ((weights[at] ?? 0) * (signal - (means[at] ?? 0))) / (deviations[at] ?? 1),
    bias,
  );
}

/**
 * Learns from held-out texts; every kind of being out of scope counts the same. Without any, it goes by how unusual a text is among
 * those in scope.
 */
export function fitScope(
  inScope: readonly (readonly number[])[],
  kinds: readonly (readonly (readonly number[])[])[],
): ScopeJudge {
  const off = kinds.filter((kind) => kind.length > 0);
  const all = [...inScope, ...off.flat()];
  const means = momentsOf(all, (value) => value);
  const deviations = momentsOf(all, (value, at) => (value - (means[at] ?? 0)) ** 2).map(
    (square) => Math.sqrt(square) || 1,
  );
  const cosines = inScope.map((signals) => signals[NEAREST_SIGNAL] ?? 0).sort((a, b) => a - b);
  const familiar = cosines[Math.floor(UNFAMILIAR_SHARE * cosines.length)] ?? 0;
  const start: ScopeJudge = { means, deviations, weights: means.map(() => 0), bias: 0, familiar };
  if (inScope.length === 0 || off.length === 0) return { ...start, weights: means.map(() => -0.5), bias: -3 };
  const rows = [
    ...inScope.map((signals) => ({ signals, truth: 0, weight: (1 - PRIOR) / inScope.length })),
    ...off.flatMap((kind) => kind.map((signals) => ({ signals, truth: 1, weight: PRIOR / off.length / kind.length }))),
  ];
  let judge: ScopeJudge = { ...start, bias: Math.log(PRIOR / (1 - PRIOR)) };
  for (let step = 0; step < STEPS; step += 1) judge = newtonStep(judge, rows);
  return judge;
}

function momentsOf(all: readonly (readonly number[])[], of: (value: number, at: number) => number): number[] {
  const sums = new Array<number>(SCOPE_SIGNALS).fill(0);
  for (const signals of all) for (const [at, value] of signals.entries()) sums[at] = (sums[at] ?? 0) + of(value, at);
  return sums.map((sum) => sum / Math.max(1, all.length));
}

interface Row {
  readonly signals: readonly number[];
  readonly truth: number;
  readonly weight: number;
}

/** One damped Newton step of penalised logistic regression; more of a signal never makes a text less in scope. */
function newtonStep(judge: ScopeJudge, rows: readonly Row[]): ScopeJudge {
  const size = SCOPE_SIGNALS + 1;
  const gradient = new Array<number>(size).fill(0);
  const hessian = Array.from({ length: size }, (_, at) =>
    Array.from({ length: size }, (_unused, other): number => (at === other ? PENALTY : 0)),
  );
  for (const { signals, truth, weight } of rows) {
    const p = chanceOf(judge, signals);
    const x = [...signals.map((signal, at) => (signal - (judge.means[at] ?? 0)) / (judge.deviations[at] ?? 1)), 1];
    for (const [at, value] of x.entries()) {
      gradient[at] = (gradient[at] ?? 0) + weight * (p - truth) * value;
      const line = hessian[at] ?? [];
      for (const [other, also] of x.entries()) line[other] = (line[other] ?? 0) + weight * p * (1 - p) * value * also;
    }
  }
  for (const [at, value] of judge.weights.entries()) gradient[at] = (gradient[at] ?? 0) + PENALTY * value;
  const move = solve(hessian, gradient);
  return {
    ...judge,
    weights: judge.weights.map((value, at) => Math.min(0, value - clamp(move[at] ?? 0))),
    bias: judge.bias - clamp(move[SCOPE_SIGNALS] ?? 0),
  };
}

function clamp(value: number): number {
  return Math.max(-1, Math.min(1, value));
}

/** Gauss elimination with pivoting; the matrix is positive definite. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((line, at) => [...line, right[at] ?? 0]);
  const n = rows.length;
  for (let column = 0; column < n; column += 1) {
    const pivot = rows.slice(column).reduce((a, b) => (Math.abs(b[column] ?? 0) > Math.abs(a[column] ?? 0) ? b : a));
    rows.splice(rows.indexOf(pivot), 1);
    rows.splice(column, 0, pivot);
    for (const [at, row] of rows.entries()) {
      if (at === column) continue;
      const factor = (row[column] ?? 0) / (pivot[column] ?? 1);
      for (let k = column; k <= n; k += 1) row[k] = (row[k] ?? 0) - factor * (pivot[k] ?? 0);
    }
  }
  return rows.map((row, at) => (row[n] ?? 0) / (row[at] ?? 1));
}
