/** What handling an input has led to so far: a state under way and what goes out with it. Built up by pure functions. */
import { caseChanged, type Draft, replyRequested, reviewRequested } from '@facteur/contracts';
import type { Journey } from '@facteur/journeys';
import { derivedId, type JsonObject } from '@facteur/primitives';
import type { EffectRequest, HandlerContext, Outcome } from '@facteur/runtime';
import type { Reason } from './decide.ts';
import type { CaseState, OpenReview, ReviewRequest } from './state.ts';

/** Work on one input. The only mutable thing here; it never outlives the handler. */
export interface Progress {
  state: CaseState;
  readonly context: HandlerContext;
  readonly events: Draft[];
  readonly effects: EffectRequest[];
  readonly timers: Record<string, number | null>;
  /** States entered, for the timeline. */
  readonly trail: string[];
  change: Parameters<typeof caseChanged.about>[1]['change'];
  explanation?: string;
  outcome?: string;
}

export function begin(state: CaseState, context: HandlerContext): Progress {
  return { state, context, events: [], effects: [], timers: {}, trail: [], change: 'stepped' };
}

/** What the kernel writes, with one `case.changed` that says where the case stands. */
export function finish(progress: Progress): Outcome<CaseState> {
  const { context, events, effects, timers, trail, explanation, outcome } = progress;
  const status = statusOf(progress.state);
  const state: CaseState = { ...progress.state, status };
  const change = status === 'closed' && progress.change === 'stepped' ? 'closed' : progress.change;
  const changed = caseChanged.about(context.subject, {
    change,
    status,
    revision: context.revision,
    ...(state.run ? { journey: state.run.journey, journeyHash: state.run.hash, step: state.run.snapshot.value } : {}),
    ...(outcome === undefined ? {} : { outcome }),
    reasons: state.review?.request.reasons.map(({ code }) => code) ?? [],
    ...(explanation === undefined ? {} : { explanation }),
    data: { trail },
  });
  return { state, events: [...events, changed as Draft], effects, timers };
}

function statusOf({ status, review, run, calling }: CaseState): CaseState['status'] {
  if (status === 'merged' || status === 'closed') return status;
  if (review) return 'waiting-advisor';
  return run && !calling ? 'waiting-customer' : 'open';
}

/** Asks an advisor; what was asked before is replaced. */
export function askAdvisor(
  progress: Progress,
  ask: Pick<OpenReview, 'kind' | 'step' | 'visit' | 'held'> & {
    reasons: readonly Reason[];
    journey?: Journey | undefined;
    queue?: string;
  } & Partial<Pick<ReviewRequest, 'show' | 'options' | 'withinMs'>>,
): void {
  const { state, context } = progress;
  const { understood, run, review } = state;
  const request: ReviewRequest = {
    // The case number leads, so that the item can be found by its id alone.
    reviewId: `${context.subject}.${derivedId('review', context.subject, context.inputId, ask.step, String(ask.visit))}`,
    queue: ask.queue ?? ask.journey?.queue ?? 'general',
    mailbox: understood?.mail.mailbox ?? '',
    language: understood?.mail.language ?? 'fr',
    priority: ask.journey?.priority ?? 'normal',
    reasons: ask.reasons.map(({ code, detail }) => (detail === undefined ? { code } : { code, detail })),
    runVersion: context.revision,
    ...(run ? { journey: run.journey } : ask.journey ? { journey: ask.journey.name } : {}),
    ...(ask.kind === 'decision' ? {} : { step: ask.step }),
    ...(understood ? { mailId: understood.mail.mailId } : {}),
    requests: understood?.requests ?? [],
    show: ask.show ?? [],
    options: ask.options ?? [],
    data: (run?.snapshot.context.vars ?? {}) as ReviewRequest['data'],
    ...(ask.withinMs === undefined ? {} : { withinMs: ask.withinMs }),
    supersedes: review ? [review.request.reviewId] : [],
  };
  progress.events.push(reviewRequested.about(context.subject, request) as Draft);
  progress.state = { ...state, review: { kind: ask.kind, step: ask.step, visit: ask.visit, request, held: ask.held } };
}

type ReplyContent = Parameters<typeof replyRequested.about>[1]['content'];
type Purpose = Parameters<typeof replyRequested.about>[1]['purpose'];

/** Asks for a mail to the customer. `name` tells replies of one run apart. */
export function askReply(
  progress: Progress,
  name: readonly string[],
  purpose: Purpose,
  content: ReplyContent,
  author: { id: string; name?: string } = { id: 'bot' },
): void {
  const { context, state } = progress;
  const mail = state.understood?.mail;
  const to = mail?.replyTo ?? mail?.from;
  if (!mail || !to) {
    askAdvisor(progress, {
      kind: 'decision',
      step: 'reply',
      visit: 0,
      reasons: [{ code: 'reply-undelivered', detail: 'le mail ne donne aucune adresse où répondre' }],
    });
    return;
  }
  const draft = replyRequested.about(context.subject, {
    replyId: derivedId('reply', context.subject, ...name),
    purpose,
    mailbox: mail.mailbox,
    language: mail.language,
    to,
    subject: mail.subject,
    ...(mail.messageId ? { inReplyTo: mail.messageId } : {}),
    references: mail.references,
    content,
    author,
  });
  progress.events.push(draft as Draft);
}

/** Journey data as JSON that events may carry. */
export function asData(vars: Readonly<Record<string, unknown>>): JsonObject {
  return JSON.parse(JSON.stringify(vars)) as JsonObject;
}
