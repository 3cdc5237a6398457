/** Review items: asked for, claimed, decided. One document per case holds them all, so that a new one can replace an old one. Pure. */
import { type Draft, type Event, reviewDecided, type reviewRequested } from '@facteur/contracts';
import { AppError, isoTime } from '@facteur/primitives';
import type { HandlerContext, Outcome, StateDefinition } from '@facteur/runtime';

type DataOf<T extends { about(subject: string, data: never): unknown }> = Parameters<T['about']>[1];
type Requested = DataOf<typeof reviewRequested>;
type Decided = DataOf<typeof reviewDecided>;

/** One item. */
export interface Review {
  readonly request: Requested;
  readonly requestedAt: string;
  readonly status: 'open' | 'decided' | 'superseded' | 'closed';
  /** Who works on it. */
  readonly claimedBy?: string | undefined;
  readonly decided?: Decided | undefined;
}

/** The items of one case, oldest first. */
export interface ReviewsState {
  readonly reviews: readonly Review[];
  /** Version of the run that ended the case last: what was asked for before needs nobody any more. */
  readonly endedAt?: number;
}

/** `waiting` is 1 when an item is open; `since` is when the oldest open one was asked for. */
export const reviewsState: StateDefinition<ReviewsState> = {
  collection: { name: 'handoff-reviews', indexes: { 'by-wait': ['waiting', 'since'] } },
  initial: () => ({ reviews: [] }),
  clear: ({ reviews }) => {
    const open = reviews.filter(({ status }) => status === 'open');
    return open[0] ? { waiting: 1, since: open[0].requestedAt } : {};
  },
};

/** An advisor's call on an item. */
export interface ReviewCommand {
  readonly reviewId: string;
  readonly advisor: { readonly id: string; readonly name?: string };
}

/** Handler of `review.requested`. */
export function requested(event: Event<Requested>, state: ReviewsState): Outcome<ReviewsState> | undefined {
  const { reviewId, supersedes } = event.data;
  if (state.reviews.some(({ request }) => request.reviewId === reviewId)) return undefined;
  const replaced = new Set(supersedes);
  const kept = state.reviews.map(
    (review): Review =>
      replaced.has(review.request.reviewId) && review.status === 'open' ? { ...review, status: 'superseded' } : review,
  );
  const asked: Review = { request: event.data, requestedAt: event.time, status: 'open' };
  const isReplaced = state.reviews.some(({ request }) => request.supersedes.includes(reviewId));
  const status = isReplaced ? 'superseded' : isOver(asked, state.endedAt) ? 'closed' : 'open';
  return { state: { ...state, reviews: [...kept, { ...asked, status }] } };
}

/** Handler of `case.changed`: nobody need look at a case that is closed, whichever topic tells of it first. */
export function caseEnded(
  event: Event<{ status: string; revision: number }>,
  state: ReviewsState,
): Outcome<ReviewsState> | undefined {
  const { status, revision } = event.data;
  if (status === 'open' || status === 'waiting-customer') return withdrawn(state, revision);
  // A merged case goes on to its own end: what is asked about it still waits for an answer.
  if (status !== 'closed' || revision <= (state.endedAt ?? -1)) return undefined;
  const reviews = state.reviews.map(
    (review): Review =>
      review.status === 'open' && isOver(review, revision) ? { ...review, status: 'closed' } : review,
  );
  return { state: { reviews, endedAt: revision } };
}

/** The run went on without an answer, such as when a case is handed back: what it asked before is asked no more. */
function withdrawn(state: ReviewsState, revision: number): Outcome<ReviewsState> | undefined {
  const isStale = (review: Review): boolean => review.status === 'open' && isOver(review, revision);
  if (!state.reviews.some(isStale)) return undefined;
  const reviews = state.reviews.map(
    (review): Review => (isStale(review) ? { ...review, status: 'superseded' } : review),
  );
  return { state: { ...state, reviews } };
}

/** True of a check of an answer, and of what could not be handled: people look at these whatever becomes of the case. */
export function outlivesItsCase({ request }: Pick<Review, 'request'>): boolean {
  return request.sample !== undefined || request.reasons.some(({ code }) => code === 'handler-failed');
}

/** Asked for before the case ended. */
function isOver({ request }: Review, endedAt: number | undefined): boolean {
  return endedAt !== undefined && !outlivesItsCase({ request }) && request.runVersion < endedAt;
}

/** Command `claim`: one advisor at a time. */
export function claim(payload: unknown, state: ReviewsState): Outcome<ReviewsState> {
  const { reviewId, advisor } = payload as ReviewCommand;
  return change(state, { ...freeReview(state, reviewId, advisor.id), claimedBy: advisor.id });
}

/** Command `release`: by whoever holds it, or by the administrator for someone who is away. */
export function release(payload: unknown, state: ReviewsState): Outcome<ReviewsState> {
  const { reviewId, advisor } = payload as ReviewCommand;
  const review = advisor.id === ADMINISTRATOR ? openReview(state, reviewId) : freeReview(state, reviewId, advisor.id);
  const { claimedBy: _, ...released } = review;
  return change(state, released);
}

/** Who calls with the administrator's token and names nobody. */
export const ADMINISTRATOR = 'admin';

/** Command `decide`: leads to `review.decided`, which echoes the run's version that the advisor saw. */
export function decide(payload: unknown, state: ReviewsState, { subject }: HandlerContext): Outcome<ReviewsState> {
  const { reviewId, advisor, ...said } = payload as ReviewCommand &
    Pick<Decided, 'decision' | 'data' | 'note'> & { runVersion?: number };
  const review = freeReview(state, reviewId, advisor.id);
  const { options } = review.request;
  if (said.decision.kind === 'option' && !options.includes(said.decision.option)) {
    throw new AppError(
      'BAD_INPUT',
      `« ${said.decision.option} » n’est pas un choix de cette validation ; choix possibles : ${options.join(', ') || 'aucun'}`,
    );
  }
  const decided: Decided = { ...said, reviewId, runVersion: said.runVersion ?? review.request.runVersion, advisor };
  return {
    ...change(state, { ...review, status: 'decided', claimedBy: advisor.id, decided }),
    events: [reviewDecided.about(subject, decided) as Draft],
  };
}

/** An open item that nobody else holds. @throws AppError `NOT_FOUND`, `CONFLICT` */
function freeReview(state: ReviewsState, reviewId: string, advisorId: string): Review {
  const review = openReview(state, reviewId);
  if (review.claimedBy === undefined || review.claimedBy === advisorId) return review;
  throw claimedByAnother(review.claimedBy);
}

/** The refusal that says who works on an item. Their name is known to the desk alone, which finds it by the id in `details`. */
export function claimedByAnother(id: string, name = id): AppError {
  return new AppError('CONFLICT', `${name} s’occupe déjà de cette validation`, { claimedBy: id });
}

function openReview({ reviews }: ReviewsState, reviewId: string): Review {
  const review = reviews.find(({ request }) => request.reviewId === reviewId);
  if (!review) throw new AppError('NOT_FOUND', `Il n’y a pas de validation ${reviewId}`);
  if (review.status !== 'open')
    throw new AppError('CONFLICT', `La validation ${reviewId} n’est plus ouverte (${review.status})`);
  return review;
}

function change(state: ReviewsState, review: Review): Outcome<ReviewsState> {
  const reviews = state.reviews.map((other) => (other.request.reviewId === review.request.reviewId ? review : other));
  return { state: { ...state, reviews }, answer: review };
}

/** When an item's deadline passes, as an ISO instant. */
export function dueAt({ request, requestedAt }: Review): string | undefined {
  return request.withinMs === undefined ? undefined : isoTime(Date.parse(requestedAt) + request.withinMs);
}
