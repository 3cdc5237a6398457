/**
 * The thresholds in force: promised by validated cases where they allow it, the author's provisional ones elsewhere. Pure.
 *
 * Which cases count. What an advisor decides is no random sample of what would be answered alone: once a mailbox answers alone, only what
 * fell below the threshold, or what something else spoke against, is reviewed. Of the answers above it nothing is known then, and no
 * weighting can make up for cases that had no chance to be seen (estimators of a whole from a sample need every inclusion probability
 * above 0: Horvitz & Thompson 1952). So a case counts when it came to an advisor *whatever its score*: in assist mode, where all do
 * (`whole`), or when it was answered alone and drawn at random (`drawn`, with the rate at which its journey draws). The others (`chosen`)
 * prove nothing and count for nothing; they still correct, and propose examples.
 *
 * Cases count for the model that scored them only: after a change of model counting starts again. Scoring them anew was left out on
 * purpose: those whose words became examples are no evidence for the model that learned them, and the rest would be the cases that
 * nobody found worth learning.
 *
 * The promise is about requests that came alone in their mail (`withoutPromise` is for others), with a prediction in scope. It takes mails
 * in assist mode for like those of other mailboxes, and reviews that nobody decides for like those that are decided. Its 95 % are those of
 * one look, at a moment that does not hang on the cases.
 */
import type { Threshold } from '@facteur/contracts';
import { addDecisions, chooseThreshold, type DecisionSummary, emptySummary, validatedCases } from '@facteur/nlu/risk';
import type { Verdict } from './state.ts';

/** What the author of an intent's journey accepts. */
export interface IntentTerms {
  readonly intent: string;
  /** The accepted share of wrong automatic answers, in (0, 1). */
  readonly risk: number;
  /** The threshold while none is promised; undefined: nothing is answered alone until then. */
  readonly provisional?: number | undefined;
}

/** Cases by intent, as counts. */
export type Evidence = ReadonlyMap<string, DecisionSummary>;

/** `evidence` with the verdicts that prove something for `model`; what was given stays as it was. */
export function withVerdicts(evidence: Evidence, verdicts: readonly Verdict[], model: string): Evidence {
  const counted = verdicts.filter((verdict) => verdict.model === model && verdict.sampling !== 'chosen');
  const added = [...new Set(counted.map(({ intent }) => intent))].map((intent) => {
    const own = counted.filter((verdict) => verdict.intent === intent);
    const decisions = own.map(({ probability, isRight, rate = 1 }) => ({
      score: probability,
      isRight,
      samplingRate: rate,
    }));
    return [intent, addDecisions(evidence.get(intent) ?? emptySummary, decisions)] as const;
  });
  return new Map([...evidence, ...added]);
}

/** One threshold per intent. */
export function thresholdsFor(terms: readonly IntentTerms[], evidence: Evidence): ReadonlyMap<string, Threshold> {
  return new Map(terms.map((term) => [term.intent, thresholdFor(term, evidence.get(term.intent) ?? emptySummary)]));
}

/** What the author says of the intent, for a request to which no case compares. */
export function withoutPromise(threshold: Threshold, { risk, provisional }: IntentTerms): Threshold {
  if (!threshold.isGuaranteed) return threshold;
  return { ...(provisional === undefined ? {} : { value: provisional }), isGuaranteed: false, risk, cases: 0 };
}

function thresholdFor({ risk, provisional }: IntentTerms, summary: DecisionSummary): Threshold {
  const cases = validatedCases(summary);
  const value = provisional === undefined ? {} : { value: provisional };
  // An author who accepts no error at all, or any, asks for nothing that cases could promise.
  if (!(risk > 0 && risk < 1)) return { ...value, isGuaranteed: false, risk, cases };
  const choice = chooseThreshold(summary, { risk });
  if (!choice.promised) return { ...value, isGuaranteed: false, risk, cases, needed: choice.needed };
  return { value: choice.threshold, isGuaranteed: true, risk, cases, coverage: choice.coverage };
}
