/** Whether automatic answers still keep the promise, as random samples of them are validated: customers and journeys change. */
import { binomialAtLeast, incompleteBeta, logBeta } from './binomial.ts';

/** Validated automatic answers since the threshold was chosen. */
export interface SampledAnswers {
  readonly validated: number;
  readonly wrong: number;
}

/** `broken` is proof; `in doubt` asks for a larger sample, and repeated looks reach it by chance. */
export type PromiseState = 'kept' | 'in doubt' | 'broken';

/** What the sample says. */
export interface PromiseWatch {
  readonly state: PromiseState;
  /** One-sided binomial p-value: the probability of at least so many wrong ones when the promise is just kept. */
  readonly pValue: number;
  /** How much likelier the sample is under a broken promise than under a kept one; an e-value. */
  readonly evidence: number;
}

/**
 * Judges all answers so far, after each one if you like. `broken` is safe to look at continually: while the promise is kept, it is
 * *ever* said with a probability of at most 1 − `confidence` (default 0.95), by Ville's inequality for the mixture likelihood ratio
 * (Robbins 1970; Ramdas et al. 2023). `in doubt` is said
 * when a single look at this moment would reject.
 */
export function watchPromise(
  { validated, wrong }: SampledAnswers,
  { risk, confidence = 0.95 }: { readonly risk: number; readonly confidence?: number },
): PromiseWatch {
  const pValue = binomialAtLeast(wrong, validated, risk);
  const evidence = Math.exp(logMixtureRatio(validated, wrong, risk));
  if (evidence >= 1 / (1 - confidence)) return { state: 'broken', pValue, evidence };
  return { state: pValue <= 1 - confidence ? 'in doubt' : 'kept', pValue, evidence };
}

/**
 * ln of the average likelihood ratio against `risk` over shares above it, weighted by Beta(1, 1/(4·risk)): most weight on a few times
 * the promise, some on everything. Each ratio is a supermartingale for any share up to `risk`, and so is their average.
 */
function logMixtureRatio(validated: number, wrong: number, risk: number): number {
  const b = 1 / (4 * risk);
  const above = (alpha: number, beta: number): number => Math.log(incompleteBeta(1 - risk, beta, alpha));
  const mixture =
    logBeta(1 + wrong, b + validated - wrong) + above(1 + wrong, b + validated - wrong) - logBeta(1, b) - above(1, b);
  return mixture - wrong * Math.log(risk) - (validated - wrong) * Math.log1p(-risk);
}
