/** Human hand-off: `review.requested` → `review.decided`; and the read model, fed by all topics, that the API serves. */
import {
  caseChanged,
  caseOpened,
  type EventDefinition,
  mailReceived,
  reviewRequested,
  TOPICS,
} from '@facteur/contracts';
import { defineFlow, type EffectRunner, type Flow, type FlowBuilder } from '@facteur/runtime';
import { TELL_DESKS, tellDesksTraits } from './acts/links/tell-desks.ts';
import { CUSTOMER_WROTE, customerWroteTraits, givesToOpener, tellsOfMerge, wakesDesk } from './acts/wake-by-mail.ts';
import { type CaseState, caseViewState, record } from './case-view.ts';
import { caseEnded, claim, decide, type ReviewsState, release, requested, reviewsState } from './reviews.ts';
import { APPLY_RULES, appliesRules, applyRulesTraits } from './setup/apply-rules.ts';

/** The review queue. */
export function reviewFlow(): Flow<ReviewsState> {
  return defineFlow('human-handoff', reviewsState)
    .on(reviewRequested, requested)
    .on(caseChanged, caseEnded)
    .onCommand('claim', claim)
    .onCommand('release', release)
    .onCommand('decide', decide);
}

/** What the read model has desks told by; nobody is told without. */
export interface DeskTellers {
  /** A customer wrote. */
  readonly wake?: EffectRunner;
  /** What happened to a case and concerns a desk, its own or another's. */
  readonly tell?: EffectRunner;
  /** The company's rules for cases. */
  readonly rules?: EffectRunner;
  /** Whether any rule is on. Default: none is. */
  readonly isAnyRuleOn?: () => boolean;
}

const tellNobody: EffectRunner = async () => null;

/** The read model of cases and their timelines. */
export function caseFlow({
  wake = tellNobody,
  tell = tellNobody,
  rules = tellNobody,
  isAnyRuleOn = () => false,
}: DeskTellers = {}): Flow<CaseState> {
  const topics = TOPICS.filter(({ consumers }) => consumers.includes('human-handoff-cases'));
  return topics
    .reduce<FlowBuilder<CaseState>>(
      (flow, { name, event }) => flow.on(event as EventDefinition, record(name)),
      defineFlow('human-handoff-cases', caseViewState),
    )
    .on(mailReceived as EventDefinition, appliesRules(wakesDesk(record(mailReceived.topic)), isAnyRuleOn))
    .on(reviewRequested as EventDefinition, appliesRules(record(reviewRequested.topic), isAnyRuleOn))
    .on(caseChanged as EventDefinition, tellsOfMerge(record(caseChanged.topic)))
    .on(caseOpened as EventDefinition, givesToOpener(record(caseOpened.topic)))
    .onEffect(CUSTOMER_WROTE, wake, () => ({}), customerWroteTraits)
    .onEffect(TELL_DESKS, tell, () => ({}), tellDesksTraits)
    .onEffect(APPLY_RULES, rules, () => ({}), applyRulesTraits);
}
