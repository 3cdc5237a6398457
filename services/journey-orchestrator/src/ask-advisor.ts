/** Asking an advisor. Of several asks of one input the last goes out, with the reasons of those it replaces. Pure. */
import type { Language } from '@facteur/contracts';
import type { Journey } from '@facteur/journeys';
import { derivedId } from '@facteur/primitives';
import type { Progress } from './progress.ts';
import { mergeReasons, type Reason } from './reasons.ts';
import type { OpenReview, ReviewRequest } from './state.ts';
import { UNDO_OPTION } from './undo-option.ts';

/** What to ask. */
export interface Ask extends Pick<OpenReview, 'kind' | 'step' | 'visit' | 'held'> {
  readonly reasons: readonly Reason[];
  readonly queue?: string | undefined;
  readonly priority?: ReviewRequest['priority'] | undefined;
  /** The journey's name. */
  readonly journey?: string | undefined;
  readonly show?: ReviewRequest['show'];
  readonly options?: readonly string[];
  /** What options lead to, where that is known. */
  readonly acts?: ReviewRequest['acts'];
  readonly withinMs?: number | undefined;
  /** What the advisor may fill in or correct. */
  readonly edit?: ReviewRequest['edit'];
  /** Where no mail was understood. */
  readonly mailbox?: string;
  readonly language?: Language;
}

/** Queue, priority and name of `journey`, for an ask. */
export function ofJourney(journey: Journey | undefined): Pick<Ask, 'queue' | 'priority' | 'journey'> {
  return journey === undefined ? {} : { queue: journey.queue, priority: journey.priority, journey: journey.name };
}

/** Asks an advisor. What was asked before and not decided is replaced, its reasons stay. */
export function askAdvisor(progress: Progress, ask: Ask): void {
  const { state } = progress;
  const carried = state.review?.request.reasons.filter(({ code }) => code !== 'changed-since') ?? [];
  const reasons = mergeReasons([...ask.reasons, ...carried]);
  const { kind, step, visit, held } = ask;
  progress.state = {
    ...state,
    review: { kind, step, visit, held, request: requestOf(progress, { ...ask, reasons }) },
  };
}

function requestOf({ state, context }: Progress, ask: Ask): ReviewRequest {
  const { understood, unused, run } = state;
  const mail = understood?.mail;
  const journey = run?.journey ?? ask.journey;
  return {
    // The case number leads, so that the item can be found by its id alone.
    reviewId: `${context.subject}.${derivedId('review', context.subject, context.inputId)}`,
    queue: ask.queue ?? 'general',
    mailbox: mail?.mailbox ?? ask.mailbox ?? '',
    language: mail?.language ?? ask.language ?? 'fr',
    priority: ask.priority ?? 'normal',
    reasons: ask.reasons.map(({ code, detail }) => (detail === undefined ? { code } : { code, detail })),
    runVersion: context.revision,
    ...(journey === undefined ? {} : { journey }),
    ...(ask.kind === 'decision' ? {} : { step: ask.step }),
    ...(mail ? { mailId: mail.mailId } : {}),
    requests: [...(unused?.requests ?? understood?.requests ?? [])],
    show: ask.show ?? [],
    options: [...new Set([...(ask.options ?? []), ...(run?.done?.length ? [UNDO_OPTION] : [])])],
    ...(ask.acts === undefined ? {} : { acts: ask.acts }),
    data: (run?.snapshot.context.vars ?? {}) as ReviewRequest['data'],
    ...(ask.withinMs === undefined ? {} : { withinMs: ask.withinMs }),
    ...(ask.edit === undefined ? {} : { edit: ask.edit }),
    supersedes: [],
  };
}

/** Asks the same again at the version of now, for `more` reasons. */
export function askAgain(progress: Progress, review: OpenReview, ...more: readonly Reason[]): void {
  const { request, ...about } = review;
  const { queue, priority, journey, show, options, acts, withinMs, edit, mailbox, language } = request;
  const reasons = [...request.reasons, ...more];
  askAdvisor(progress, {
    ...about,
    ...{ queue, priority, journey, show, options, acts, withinMs, edit, mailbox, language, reasons },
  });
}

/** Says more of why a review is asked; nothing when this input asks for none. */
export function addReason(progress: Progress, reason: Reason): void {
  const { state, undecided } = progress;
  const { review } = state;
  if (!review || review.request.reviewId === undecided) return;
  const reasons = mergeReasons([...review.request.reasons, reason]) as ReviewRequest['reasons'];
  progress.state = { ...state, review: { ...review, request: { ...review.request, reasons } } };
}
