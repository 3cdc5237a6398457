/** What else happens to a case: a timer falls due, a reply could not leave. Pure. */
import type { Event, replyFailed } from '@facteur/contracts';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import { continueRun } from './advance.ts';
import { askAdvisor, askAgain } from './ask-advisor.ts';
import type { Environment } from './environment.ts';
import { begin, finish } from './progress.ts';
import type { Reason } from './reasons.ts';
import type { CaseState } from './state.ts';
import { MAIL_OPTIONS } from './understood.ts';

type DataOf<T extends { about(subject: string, data: never): unknown }> = Parameters<T['about']>[1];

/** How long a reminder waits for an advisor who has the case: a customer who has written is not told to write. */
const PUT_OFF_MS = 86_400_000;

/** Timers are named `<run>/<timer>`; those of a run that has ended were cancelled with it. */
export function timerFell(env: Environment) {
  return (timer: string, state: CaseState, context: HandlerContext): Outcome<CaseState> => {
    const { run, review } = state;
    if (!run || !timer.startsWith(`${run.id}/`)) return {};
    if (review) return { timers: { [timer]: context.now + PUT_OFF_MS } };
    const name = timer.slice(run.id.length + 1);
    const progress = begin({ ...state, timers: (state.timers ?? []).filter((other) => other !== timer) }, context);
    progress.explanation = `délai écoulé : ${name}`;
    return continueRun(env, progress, { type: 'timer', name }) ? finish(progress) : { state: progress.state };
  };
}

/** A customer who did not get our mail must hear from a person. */
export function replyCouldNotLeave(
  event: Event<DataOf<typeof replyFailed>>,
  state: CaseState,
  context: HandlerContext,
): Outcome<CaseState> {
  const { code, detail, purpose, mailbox, language } = event.data;
  const { status, run, review } = state;
  // The customer of a closed case had our answer; that the acknowledgement before it was lost harms nobody.
  if (status === 'closed' && purpose === 'acknowledgement') return {};
  const progress = begin({ ...state, status: 'open' }, context);
  if (status === 'closed') progress.change = 'reopened';
  const reason: Reason = {
    code: code === 'TEMPLATE_INVALID' ? 'reply-check-failed' : 'reply-undelivered',
    detail: `${code}: ${detail}`,
  };
  if (review) askAgain(progress, review, reason);
  else
    askAdvisor(progress, {
      kind: 'decision',
      step: `reply-${purpose}`,
      visit: context.revision,
      reasons: [reason],
      options: run ? [MAIL_OPTIONS.wait] : [],
      mailbox,
      language,
    });
  return finish(progress);
}
