/** Human hand-off: `review.requested` → `review.decided`; and the read model, fed by all topics, that the API serves. */
import { caseChanged, type EventDefinition, reviewRequested, TOPICS } from '@facteur/contracts';
import { defineFlow, type Flow, type FlowBuilder } from '@facteur/runtime';
import { type CaseState, caseViewState, record } from './case-view.ts';
import { caseEnded, claim, decide, type ReviewsState, release, requested, reviewsState } from './reviews.ts';

/** The review queue. */
export function reviewFlow(): Flow<ReviewsState> {
  return defineFlow('human-handoff', reviewsState)
    .on(reviewRequested, requested)
    .on(caseChanged, caseEnded)
    .onCommand('claim', claim)
    .onCommand('release', release)
    .onCommand('decide', decide);
}

/** The read model of cases and their timelines. */
export function caseFlow(): Flow<CaseState> {
  const topics = TOPICS.filter(({ consumers }) => consumers.includes('human-handoff-cases'));
  return topics.reduce<FlowBuilder<CaseState>>(
    (flow, { name, event }) => flow.on(event as EventDefinition, record(name)),
    defineFlow('human-handoff-cases', caseViewState),
  );
}
