/** Human hand-off: `review.requested` → `review.decided`; and the read model, fed by all topics, that the API serves. */
import { caseChanged, type EventDefinition, mailReceived, reviewRequested, TOPICS } from '@facteur/contracts';
import { defineFlow, type EffectRunner, type Flow, type FlowBuilder } from '@facteur/runtime';
import { CUSTOMER_WROTE, customerWroteTraits, wakesDesk } from './acts/wake-by-mail.ts';
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

/** The read model of cases and their timelines. @param wake tells the desk that a customer wrote; default: nobody is told */
export function caseFlow(wake: EffectRunner = async () => null): Flow<CaseState> {
  const topics = TOPICS.filter(({ consumers }) => consumers.includes('human-handoff-cases'));
  return topics
    .reduce<FlowBuilder<CaseState>>(
      (flow, { name, event }) => flow.on(event as EventDefinition, record(name)),
      defineFlow('human-handoff-cases', caseViewState),
    )
    .on(mailReceived as EventDefinition, wakesDesk(record(mailReceived.topic)))
    .onEffect(CUSTOMER_WROTE, wake, () => ({}), customerWroteTraits);
}
