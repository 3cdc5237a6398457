/** What else happens to a case: a timer falls due, a reply could not leave, the case is merged. Pure. */
import type { caseChanged, Event, replyFailed } from '@facteur/contracts';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import { continueRun, stopRun } from './advance.ts';
import type { Environment } from './environment.ts';
import { askAdvisor, begin, finish } from './progress.ts';
import type { CaseState } from './state.ts';

type DataOf<T extends { about(subject: string, data: never): unknown }> = Parameters<T['about']>[1];

/** Timers are named `<run>/<timer>`; those of a run that has ended were cancelled with it. */
export function timerFell(env: Environment) {
  return (timer: string, state: CaseState, context: HandlerContext): Outcome<CaseState> => {
    const { run } = state;
    if (!run || !timer.startsWith(`${run.id}/`)) return {};
    const progress = begin({ ...state, timers: (state.timers ?? []).filter((other) => other !== timer) }, context);
    return continueRun(env, progress, { type: 'timer', name: timer.slice(run.id.length + 1) }) ? finish(progress) : {};
  };
}

/** A customer who did not get our mail must hear from a person. */
export function replyCouldNotLeave(
  event: Event<DataOf<typeof replyFailed>>,
  state: CaseState,
  context: HandlerContext,
): Outcome<CaseState> {
  const progress = begin({ ...state, status: 'open' }, context);
  const { code, detail, purpose } = event.data;
  askAdvisor(progress, {
    kind: 'decision',
    step: `reply-${purpose}`,
    visit: context.revision,
    reasons: [{ code: 'reply-undelivered', detail: `${code}: ${detail}` }],
  });
  return finish(progress);
}

/** The case goes on under another number: nothing more happens here. */
export function merged(
  event: Event<DataOf<typeof caseChanged>>,
  state: CaseState,
  context: HandlerContext,
): Outcome<CaseState> | undefined {
  if (event.data.change !== 'merged' || state.status === 'merged') return undefined;
  const progress = begin(state, context);
  stopRun(progress);
  const { state: stopped, timers } = progress;
  return { state: { ...stopped, status: 'merged', review: undefined, queued: [] }, timers };
}
