/** An advisor decided: the same journey goes on with everything gathered so far. Pure. */
import type { Event, reviewDecided } from '@facteur/contracts';
import { AppError } from '@facteur/primitives';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import { continueRun, makeCall, startRun, stopRun } from './advance.ts';
import type { Environment } from './environment.ts';
import { askAdvisor, askReply, begin, finish, type Progress } from './progress.ts';
import type { CaseState, OpenReview } from './state.ts';
import { handleQueued, startData } from './understood.ts';

type Decided = Parameters<typeof reviewDecided.about>[1];

/** Handler of `review.decided`. A decision about a review that was replaced meanwhile changes nothing: its successor is open. */
export function reviewed(env: Environment) {
  return (event: Event<Decided>, state: CaseState, context: HandlerContext): Outcome<CaseState> => {
    const { review } = state;
    const { data } = event;
    if (review?.request.reviewId !== data.reviewId) return {};
    const progress = begin(state, context);
    progress.explanation = `décidé par ${data.advisor.name ?? data.advisor.id}`;
    if (review.request.runVersion !== data.runVersion) askAgain(progress, review);
    else obeyAdvisor(env, progress, review, data);
    handleQueued(env, progress);
    return finish(progress);
  };
}

/** The run has moved on since the advisor looked: the item reopens at the version of now. */
function askAgain(progress: Progress, review: OpenReview): void {
  const { reasons, show, options, queue } = review.request;
  const known = reasons.some(({ code }) => code === 'changed-since')
    ? reasons
    : [...reasons, { code: 'changed-since' as const }];
  askAdvisor(progress, { ...review, reasons: known as never, show, options, queue });
}

function obeyAdvisor(env: Environment, progress: Progress, review: OpenReview, decided: Decided): void {
  const { decision, data } = decided;
  progress.state = { ...progress.state, review: undefined };
  if (decision.kind === 'intent') return startChosen(env, progress, decision.intent, data);
  if (decision.kind === 'reply') {
    const subject = decision.subject === undefined ? {} : { subject: decision.subject };
    const author = {
      id: decided.advisor.id,
      ...(decided.advisor.name === undefined ? {} : { name: decided.advisor.name }),
    };
    askReply(progress, [decided.reviewId], 'answer', { kind: 'written', text: decision.text, ...subject }, author);
    return close(progress, 'answered-by-advisor');
  }
  if (decision.kind === 'close') return close(progress, decision.outcome);
  chooseOption(env, progress, review, decision.option, data);
}

function startChosen(env: Environment, progress: Progress, intent: string, data: Decided['data']): void {
  const journey = env.journeys.byIntent(intent);
  const { understood } = progress.state;
  if (!journey || !understood) throw new AppError('NOT_FOUND', `No journey answers the intent ${intent}`);
  startRun(
    env,
    progress,
    journey,
    { ...startData(understood), ...(data ? { facts: data } : {}) },
    { isValidated: true },
  );
}

function chooseOption(
  env: Environment,
  progress: Progress,
  review: OpenReview,
  option: string,
  data: Decided['data'],
): void {
  const { run } = progress.state;
  if (review.kind === 'decision' || !run) return;
  progress.state = { ...progress.state, run: { ...run, isValidated: true } };
  const { step, visit } = review;
  const isRefused = review.kind === 'money' && option === 'refuser';
  const accepted =
    review.kind === 'step'
      ? continueRun(env, progress, { type: 'reviewed', step, visit, option, ...(data ? { data } : {}) })
      : isRefused
        ? continueRun(env, progress, {
            type: 'call-failed',
            step,
            visit,
            code: 'refused',
            message: 'refusé par un conseiller',
          })
        : makeHeldCall(progress, review);
  if (!accepted) askAgain(progress, review);
}

/** The advisor validated the call that waited: it is made now. */
function makeHeldCall(progress: Progress, { held }: OpenReview): boolean {
  if (held) makeCall(progress, held);
  return held !== undefined;
}

function close(progress: Progress, outcome: string): void {
  stopRun(progress);
  progress.outcome = outcome;
  progress.state = { ...progress.state, status: 'closed' };
}
