/** What the API and the pages ask of the hand-off: cases, timelines, reviews. */
import { AppError } from '@facteur/primitives';
import type { Runner } from '@facteur/runtime';
import type { CaseState, CaseView, TimelineEntry } from './case-view.ts';
import { inCausalOrder } from './causal-order.ts';
import { withMerges } from './merged-replies.ts';
import { dueAt, type Review, type ReviewCommand, type ReviewsState } from './reviews.ts';

/** A case in a list. */
export interface ListedCase extends CaseView {
  readonly number: string;
}

/** A review item as the API shows it. */
export type ListedReview = Review['request'] & {
  readonly caseNumber: string;
  readonly requestedAt: string;
  readonly status: Review['status'];
  readonly claimedBy?: string | undefined;
  readonly dueAt?: string | undefined;
};

/** Pages: `after` is the cursor of the page before. */
export interface PageRequest {
  readonly limit: number;
  readonly after?: string | undefined;
}

export interface CaseDesk {
  cases(
    page: PageRequest & { status?: string | undefined },
  ): Promise<{ cases: readonly ListedCase[]; cursor?: string }>;
  case(
    number: string,
  ): Promise<(ListedCase & { timeline: readonly TimelineEntry[]; reviews: readonly ListedReview[] }) | undefined>;
  reviews(page: PageRequest): Promise<{ reviews: readonly ListedReview[]; cursor?: string }>;
  /** @throws AppError `NOT_FOUND`, `CONFLICT`, `BAD_INPUT` */
  act(name: 'claim' | 'release' | 'decide', command: ReviewCommand & object): Promise<unknown>;
}

const TIMELINE_PAGE = 1_000;

export function openDesk(cases: Runner<CaseState>, reviews: Runner<ReviewsState>): CaseDesk {
  return {
    async cases({ limit, after, status }) {
      const index = status === undefined ? { index: 'by-update' } : { index: 'by-status', equals: { status } };
      const page = await cases.find({ ...index, descending: true, limit, ...(after === undefined ? {} : { after }) });
      return withCursor({ cases: page.documents.map(({ key, state }) => listedCase(key, state)) }, page.cursor);
    },
    async case(number) {
      const found = await cases.read(number);
      if (!found) return undefined;
      const items = (await reviews.read(number))?.state.reviews ?? [];
      return {
        ...listedCase(number, found.state),
        timeline: await timelineOf(cases, number),
        reviews: items.map((item) => listed(number, item)),
      };
    },
    async reviews({ limit, after }) {
      const page = await reviews.find({
        index: 'by-wait',
        equals: { waiting: 1 },
        limit,
        ...(after === undefined ? {} : { after }),
      });
      const open = page.documents.flatMap(({ key, state }) =>
        state.reviews.filter(({ status }) => status === 'open').map((item) => listed(key, item)),
      );
      return withCursor({ reviews: open }, page.cursor);
    },
    async act(name, command) {
      const caseNumber = caseOf(command.reviewId);
      const known = await reviews.read(caseNumber);
      if (!known) throw new AppError('NOT_FOUND', `Il n’y a pas de validation ${command.reviewId}`);
      const review = (await reviews.command({ key: caseNumber }, name, command)) as Review;
      return listed(caseNumber, review);
    },
  };
}

/** A review's id begins with its case's number. */
export function caseOf(reviewId: string): string {
  return reviewId.split('.')[0] ?? '';
}

function withCursor<T extends object>(page: T, cursor: string | undefined): T & { cursor?: string } {
  return cursor === undefined ? page : { ...page, cursor };
}

/** What the view is made of stays here. */
function listedCase(
  number: string,
  { run: _run, isMerged: _isMerged, failed: _failed, decided: _decided, ...rest }: CaseState,
): ListedCase {
  const { decisions: _decisions, words: _words, hadPeople: _hadPeople, past: _past, ...more } = rest;
  const { opened: _opened, named: _named, phones: _phones, ...view } = more;
  return { number, ...view };
}

function listed(caseNumber: string, review: Review): ListedReview {
  const { request, requestedAt, status, claimedBy } = review;
  return { ...request, caseNumber, requestedAt, status, claimedBy, dueAt: dueAt(review) };
}

async function timelineOf(cases: Runner<CaseState>, number: string): Promise<TimelineEntry[]> {
  const entries: TimelineEntry[] = [];
  let after: string | undefined;
  do {
    const page = await cases.findEntries({
      index: 'by-case',
      equals: { subject: number },
      limit: TIMELINE_PAGE,
      ...(after ? { after } : {}),
    });
    entries.push(...page.entries.map(({ content }) => content as TimelineEntry));
    after = page.cursor;
  } while (after);
  return withMerges(inCausalOrder(entries));
}
