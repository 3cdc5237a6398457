/** An advisor takes a case over, and hands it back: meanwhile the bot does nothing of itself. Pure. */
import type { advisorActed, Event } from '@facteur/contracts';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import { askAdvisor } from './ask-advisor.ts';
import { begin, finish, type Progress } from './progress.ts';
import { isTakeOver, takenOver } from './reasons.ts';
import type { CaseState } from './state.ts';
import { MAIL_OPTIONS } from './understood.ts';

type Acted = Parameters<typeof advisorActed.about>[1];

/** Handler of `advisor.acted`. What advisors note, assign or put off changes nothing of what the bot does. */
export function tookOver(
  { data: { action, advisor } }: Event<Acted>,
  state: CaseState,
  context: HandlerContext,
): Outcome<CaseState> | undefined {
  if (action !== 'take-over' && action !== 'hand-back') return undefined;
  const progress = begin(state, context);
  progress.explanation = `${advisor.name ?? advisor.id} ${action === 'take-over' ? 'a pris la main' : 'a rendu la main'}`;
  if (action === 'take-over') {
    progress.state = { ...state, holder: advisor };
    askHolder(progress);
  } else handBack(progress);
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
function handBack(progress: Progress): void {
  const { review, run } = progress.state;
  const isOnlyHeld = review?.request.reasons.every(isTakeOver);
  progress.state = { ...progress.state, holder: undefined, ...(run && isOnlyHeld ? { review: undefined } : {}) };
}
