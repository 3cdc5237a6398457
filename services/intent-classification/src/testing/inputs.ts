/** What happens in a case, one after the other, as inputs of learning. */
import { decided, requested } from '../learning/handlers.ts';
import type { ProposalRules } from '../learning/propose.ts';
import type { LearningState } from '../learning/state.ts';
import { CASE, reviewAsked, reviewDecision, type SampleReview } from './reviews.ts';

/** One of them, put to a state. */
export type Input = (state: LearningState) => ReturnType<ReturnType<typeof requested>>;

const context = { now: 0, key: CASE, subject: CASE, revision: 1, inputId: 'input' };

/** @param usually the review that is asked for where nothing is said */
export function inputsUnder(rules: ProposalRules, usually?: SampleReview) {
  const asks =
    (sample = usually): Input =>
    (state) =>
      requested(rules)(reviewAsked(sample), state, context);
  const decides =
    (decision: Parameters<typeof reviewDecision>[0], reviewId?: string): Input =>
    (state) =>
      decided(rules)(reviewDecision(decision, reviewId), state, context);
  return { asks, decides };
}
