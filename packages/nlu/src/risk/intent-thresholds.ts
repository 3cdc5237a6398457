/** Thresholds for all intents: each its own, and one in common for those with too few cases, whose promise is then a common one too. */
import { trialsFor } from './binomial.ts';
import {
  chooseThreshold,
  type NoThreshold,
  type PromisedThreshold,
  type RiskOptions,
  type ThresholdChoice,
} from './choose-threshold.ts';
import { type DecisionSummary, mergeSummaries, validatedCases } from './decision-summary.ts';

/** An intent, the promise that its author made, and its validated cases. */
export interface IntentCases extends RiskOptions {
  readonly intent: string;
  readonly summary: DecisionSummary;
}

/** A promise about the intent itself, or none. */
export type OwnThreshold = ThresholdChoice & { readonly scope: 'intent' };

/**
 * A threshold borrowed from all intents with few cases. Its promise is about the answers to *all of them together*: one of them may be
 * wrong more often than its author accepts, when the others are right the more often.
 */
export interface GlobalThreshold extends PromisedThreshold {
  readonly scope: 'global';
  /** The intents that the promise is about. */
  readonly over: readonly string[];
  /** The strictest risk among them, which is the one that is promised. */
  readonly risk: number;
  /** What the intent's own cases say. */
  readonly own: NoThreshold;
}

export type IntentThreshold = OwnThreshold | GlobalThreshold;

/**
 * One answer per intent. With `pool` (default false), intents that cannot have a promise yet, even with no error, share theirs; which
 * ones do hangs on the number of their cases alone, so that the common promise is no selection either. An intent with enough cases and
 * too many errors never borrows. Each promise holds with its own confidence, not all of them at once.
 */
export function chooseThresholds(
  cases: readonly IntentCases[],
  { pool = false }: { readonly pool?: boolean } = {},
): ReadonlyMap<string, IntentThreshold> {
  const shared = pool ? commonThreshold(cases.filter(hasTooFew)) : undefined;
  return new Map(
    cases.map((one) => {
      const own = chooseThreshold(one.summary, one);
      const borrows = shared !== undefined && !own.promised && hasTooFew(one);
      return [one.intent, borrows ? { ...shared, own } : { ...own, scope: 'intent' }];
    }),
  );
}

function hasTooFew({ summary, risk, confidence }: IntentCases): boolean {
  return validatedCases(summary) < trialsFor(0, risk, confidence);
}

function commonThreshold(few: readonly IntentCases[]): Omit<GlobalThreshold, 'own'> | undefined {
  if (few.length === 0) return undefined;
  const risk = Math.min(...few.map((one) => one.risk));
  const confidence = Math.max(...few.map((one) => one.confidence ?? 0.95));
  const choice = chooseThreshold(mergeSummaries(few.map(({ summary }) => summary)), { risk, confidence });
  if (!choice.promised) return undefined;
  return { ...choice, scope: 'global', over: few.map(({ intent }) => intent), risk };
}
