/** What an advisor does to a case besides deciding: takes it over and hands it back, merges it, says who its customer is. Pure. */
import type { advisorActed, Event } from '@facteur/contracts';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import { askAdvisor } from './ask-advisor.ts';
import { customerChanged } from './customer-changed.ts';
import { mergedAway } from './merged-away.ts';
import { begin, finish, type Progress } from './progress.ts';
import { isTakeOver, takenOver } from './reasons.ts';
import type { Actor, CaseState } from './state.ts';
import { MAIL_OPTIONS } from './understood.ts';

type Acted = Parameters<typeof advisorActed.about>[1];

/** Handler of `advisor.acted`. What advisors note, assign or put off changes nothing of what the bot does. */
export function tookOver(
  { data: { action, advisor, into, customer } }: Event<Acted>,
  state: CaseState,
  context: HandlerContext,
): Outcome<CaseState> | undefined {
  switch (action) {
    case 'take-over':
      return taken(advisor, state, context);
    case 'hand-back':
      return handedBack(advisor, state, context);
    case 'merge':
      return into === undefined ? undefined : mergedAway(advisor, into, state, context);
    case 'customer':
      return customer === undefined ? undefined : customerChanged(advisor, customer, state, context);
    default:
      return undefined;
  }
}

/** The bot does nothing of itself from now on. */
function taken(advisor: Actor, state: CaseState, context: HandlerContext): Outcome<CaseState> {
  const progress = begin({ ...state, holder: advisor }, context);
  progress.explanation = `${advisor.name ?? advisor.id} a pris la main`;
  askHolder(progress);
  return finish(progress);
}

/** Asks whoever holds the case what becomes of it, unless it is over, asked already, or a call is on its way: its answer comes first. */
export function askHolder(progress: Progress): void {
  const { holder, review, calling, status, run, understood } = progress.state;
  if (holder === undefined || review || calling || status === 'closed' || !(run || understood)) return;
  askAdvisor(progress, {
    kind: 'decision',
    step: 'decision',
    visit: progress.context.revision,
    reasons: [takenOver(holder)],
    journey: run?.journey,
    options: run ? [MAIL_OPTIONS.wait] : [],
  });
}

/** The run goes on waiting for what it waited for. Where nothing runs, somebody still has to say what becomes of the mail. */
function handedBack(advisor: Actor, state: CaseState, context: HandlerContext): Outcome<CaseState> {
  const progress = begin(state, context);
  progress.explanation = `${advisor.name ?? advisor.id} a rendu la main`;
  const { review, run } = state;
  const isOnlyHeld = review?.request.reasons.every(isTakeOver);
  progress.state = { ...state, holder: undefined, ...(run && isOnlyHeld ? { review: undefined } : {}) };
  return finish(progress);
}
