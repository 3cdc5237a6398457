/** An advisor decided: the same journey goes on with everything gathered so far. Pure. */
import type { Decision, Event, reviewDecided } from '@facteur/contracts';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import { closeCase, startRun } from './advance.ts';
import { askAdvisor, askAgain } from './ask-advisor.ts';
import { addresseeIn, askReply } from './ask-reply.ts';
import { chooseOption } from './choose-option.ts';
import type { Environment } from './environment.ts';
import { together } from './gather.ts';
import { decidedTooLate } from './merged-away.ts';
import { begin, finish, type Progress } from './progress.ts';
import { needsProof, unproven } from './reasons.ts';
import { senderIn } from './sender.ts';
import type { CaseState, OpenReview } from './state.ts';
import { handleQueued, MAIL_OPTIONS } from './understood.ts';

type Decided = Parameters<typeof reviewDecided.about>[1];

/** Handler of `review.decided`. A decision about a review that was replaced meanwhile changes nothing: its successor is open. */
export function reviewed(env: Environment) {
  return (event: Event<Decided>, state: CaseState, context: HandlerContext): Outcome<CaseState> => {
    const { review } = state;
    const { data } = event;
    const isAsked = review?.request.reviewId === data.reviewId;
    if (!isAsked && !isTooLate(state, data)) return {};
    if (!isAsked && state.mergedInto !== undefined) return decidedTooLate(data.advisor, state, context);
    const progress = begin({ ...state, onWordOf: data.advisor }, context);
    progress.explanation = `décidé par ${data.advisor.name ?? data.advisor.id}`;
    if (!review) askLate(progress, data);
    else decided(env, progress, review, data);
    handleQueued(env, progress);
    return finish(progress);
  };
}

/** The review fell away undecided, and what the advisor wanted still matters. */
function isTooLate({ withdrawn = [], review, run }: CaseState, { reviewId, decision }: Decided): boolean {
  const matters = run !== undefined || decision.kind === 'reply' || decision.kind === 'intent';
  return review === undefined && withdrawn.includes(reviewId) && matters;
}

/** Asks the advisor once more, who must not believe that it was done. */
function askLate(progress: Progress, { decision }: Decided): void {
  const { status, run } = progress.state;
  if (status === 'closed') progress.change = 'reopened';
  progress.state = { ...progress.state, status: 'open' };
  const reasons = [{ code: 'changed-since', detail: `décision « ${decision.kind} » arrivée trop tard` }] as const;
  const options = run ? [MAIL_OPTIONS.wait] : [];
  askAdvisor(progress, { kind: 'decision', step: 'decision', visit: progress.context.revision, reasons, options });
}

function decided(env: Environment, progress: Progress, review: OpenReview, data: Decided): void {
  const { calling, run } = progress.state;
  const { runVersion } = review.request;
  progress.undecided = undefined;
  progress.state = { ...progress.state, review: undefined };
  // The run has moved on since the advisor looked, or is about to: the item reopens at the version of now.
  if (calling) return askAgain(progress, review, { code: 'changed-since', detail: `${calling.step} est en cours` });
  if (data.runVersion !== runVersion || (run?.movedAt ?? 0) > runVersion)
    return askAgain(progress, review, { code: 'changed-since' });
  obeyAdvisor(env, progress, review, data);
}

function obeyAdvisor(env: Environment, progress: Progress, review: OpenReview, said: Decided): void {
  const { decision, data } = said;
  switch (decision.kind) {
    case 'intent':
      return startChosen(env, progress, review, decision.intent, data);
    case 'reply':
      return replyByHand(progress, review, said, decision);
    case 'close':
      progress.outcome = decision.outcome;
      return closeCase(progress);
    case 'option': {
      const before = progress.state;
      if (chooseOption(env, progress, review, decision.option, data)) return;
      progress.state = before;
      const detail = `« ${decision.option} » n’est pas possible ici`;
      return askAgain(progress, review, { code: 'changed-since', detail });
    }
  }
}

/** Starts the journey that the advisor chose, with all that the customer's mails brought. */
function startChosen(
  env: Environment,
  progress: Progress,
  review: OpenReview,
  intent: string,
  facts: Decided['data'],
): void {
  const journey = env.journeys.byIntent(intent);
  const { state } = progress;
  const { understood, unused, run } = state;
  const taken = unused ? together(run?.taken, unused) : run?.taken;
  if (!journey || !understood || !taken) return askAgain(progress, review, { code: 'no-journey', detail: intent });
  const sender = senderIn(state, understood);
  // An advisor who was told answers for the sender; one who was not is told now.
  const isTold = review.request.reasons.some(({ code }) => code === 'unproven-sender');
  if (needsProof(journey) && !sender.proven && !isTold) return askAgain(progress, review, unproven(journey));
  startRun(env, progress, journey, {
    sender: { ...sender, proven: sender.proven || isTold },
    addressee: addresseeIn(state, understood),
    taken,
    facts,
    isValidated: false,
    chain: 0,
    notDone: run?.notDone,
  });
}

/** The advisor's own words. A run that waits for the customer goes on waiting; anything else is settled by them. */
function replyByHand(
  progress: Progress,
  review: OpenReview,
  { reviewId, advisor }: Decided,
  { text, subject, cc, bcc, attachments }: Extract<Decision, { kind: 'reply' }>,
): void {
  const { understood, run } = progress.state;
  const { id, name } = advisor;
  // A call that was noted may give no address: the run knows whom it writes to.
  const addressee = (understood && addresseeIn(progress.state, understood)) ?? run?.addressee;
  askReply(progress, addressee, {
    name: [reviewId],
    purpose: 'answer',
    content: { kind: 'written', text, ...(subject === undefined ? {} : { subject }) },
    author: name === undefined ? { id } : { id, name },
    ...(cc && { cc }),
    ...(bcc && { bcc }),
    ...(attachments && { attachments }),
  });
  if (run && review.kind === 'decision') {
    progress.state = { ...progress.state, unused: undefined };
    return;
  }
  progress.outcome = 'answered-by-advisor';
  closeCase(progress);
}
