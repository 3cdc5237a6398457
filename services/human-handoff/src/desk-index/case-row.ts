/** One case as the desk lists it, read from its view, its reviews and what advisors made of it. Pure. */
import { AppError } from '@facteur/primitives';
import { proposalOf, proposedOption } from '../acts/bulk.ts';
import { type DeskStanding, type DeskState, standingOf, UNTOUCHED } from '../acts/state.ts';
import type { CaseState } from '../case-view.ts';
import { dueAt, outlivesItsCase, type Review, type ReviewsState } from '../reviews.ts';

/** An open review, as lists show it. */
export interface RowReview {
  readonly reviewId: string;
  readonly queue: string;
  readonly step?: string;
  readonly options: readonly string[];
  readonly requestedAt: string;
  readonly claimedBy?: string;
}

/** What the desk knows of a case. Times are ISO instants. */
export interface CaseRow {
  readonly number: string;
  readonly review?: RowReview;
  readonly subject: string;
  readonly customer?: { readonly address: string; readonly name?: string };
  readonly mailbox: string;
  readonly language: string;
  readonly journey?: string;
  readonly step?: string;
  readonly status: CaseState['status'];
  readonly priority: Priority;
  readonly reasons: readonly string[];
  /** Since when it waits for an advisor; for others: when it began. */
  readonly since: string;
  readonly dueAt?: string;
  readonly updatedAt: string;
  readonly state: DeskStanding;
  readonly assignee?: string;
  readonly snoozedUntil?: string;
  readonly tags: readonly string[];
  readonly excerpt: string;
  /** The same for items that one look can decide. */
  readonly bulk?: string;
  /** What validating it along with others means. */
  readonly bulkOption?: string;
  /** Its item checks an answer that the bot gave alone. */
  readonly sample?: true;
  /** It began with a telephone call that somebody noted. */
  readonly isCall?: true;
}

/** What is kept of a case besides what lists show. */
export interface RowFacts {
  readonly row: CaseRow;
  /** Somebody has to look at it: an item is open, or it was given to someone. Other cases are the bot's. */
  readonly isForPeople: boolean;
  /** Who has it, or claimed its item. */
  readonly holders: readonly string[];
  readonly closedAt?: string;
  /** No person had a part in it. */
  readonly isAutomatic: boolean;
  readonly decisions: NonNullable<CaseState['decisions']>;
  readonly words: string;
  /** Telephone numbers that its calls name. */
  readonly phones?: readonly string[];
}

export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** @throws AppError `INTERNAL` for a view that no event made */
export function rowFacts(
  number: string,
  view: CaseState,
  { reviews }: Pick<ReviewsState, 'reviews'> = { reviews: [] },
  desk: DeskState = UNTOUCHED,
  nowMs = 0,
): RowFacts {
  if (view.openedAt === '') throw new AppError('INTERNAL', `${number} has a view and no event`);
  const review = reviews.find(({ status }) => status === 'open');
  // A check of an answer, or what could not be handled, is asked of people although the case is over.
  const isAsked = review !== undefined && outlivesItsCase(review) && desk.trashedAt === undefined;
  const state = standingOf(desk, isAsked ? 'waiting-advisor' : view.status, nowMs);
  const isAway = state === 'done' || state === 'trash';
  const { assignee } = desk;
  const claimedBy = isAway ? undefined : review?.claimedBy;
  return {
    row: {
      ...ofCase(number, view),
      ...(isAway ? { since: view.openedAt, priority: 'normal' } : ofReview(view, review)),
      state: state === 'unassigned' && claimedBy !== undefined ? 'assigned' : state,
      ...(assignee === undefined ? {} : { assignee }),
      ...(desk.snooze !== undefined && state === 'snoozed' ? { snoozedUntil: desk.snooze.until } : {}),
      tags: desk.tags,
    },
    isForPeople: review !== undefined || view.status === 'waiting-advisor' || assignee !== undefined,
    holders: [...new Set([assignee, claimedBy].flatMap((id) => id ?? []))].sort(),
    ...(view.closedAt === undefined ? {} : { closedAt: view.closedAt }),
    isAutomatic: view.hadPeople !== true,
    decisions: view.decisions ?? [],
    words: view.words ?? '',
    ...(view.phones === undefined ? {} : { phones: view.phones }),
  };
}

function ofCase(number: string, view: CaseState) {
  const {
    subject,
    customer,
    mailbox,
    language,
    journey,
    step,
    status,
    reasons,
    updatedAt,
    excerpt = '',
    isCall,
  } = view;
  return {
    ...{ number, subject, mailbox, language, status, reasons, updatedAt, excerpt },
    ...(customer === undefined
      ? {}
      : { customer: { address: customer.address, ...(customer.name ? { name: customer.name } : {}) } }),
    ...(journey === undefined ? {} : { journey }),
    ...(step === undefined ? {} : { step }),
    ...(isCall === undefined ? {} : { isCall }),
  };
}

function ofReview(view: CaseState, review: Review | undefined) {
  if (review === undefined) return { since: view.openedAt, priority: 'normal' as const };
  const { request, requestedAt, claimedBy } = review;
  const due = dueAt(review);
  const bulkOption = proposedOption(review);
  const bulk = bulkOption === undefined ? undefined : proposalOf(review);
  return {
    review: {
      reviewId: request.reviewId,
      queue: request.queue,
      ...(request.step === undefined ? {} : { step: request.step }),
      options: request.options,
      requestedAt,
      ...(claimedBy === undefined ? {} : { claimedBy }),
    },
    reasons: [...new Set(request.reasons.map(({ code }) => code))].sort(),
    since: requestedAt,
    priority: request.priority,
    ...(request.journey === undefined ? {} : { journey: request.journey }),
    ...(due === undefined ? {} : { dueAt: due }),
    ...(bulk === undefined ? {} : { bulk }),
    ...(request.sample === undefined ? {} : { sample: true as const }),
    ...(bulk === undefined || bulkOption === undefined ? {} : { bulkOption }),
  };
}
