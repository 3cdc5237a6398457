/** Decides many reviews by one choice; each one that may not be is told why. */
import { AppError, isAppError } from '@facteur/primitives';
import type { Runner } from '@facteur/runtime';
import { caseOf } from '../desk.ts';
import type { ReviewsState } from '../reviews.ts';
import { type Candidate, firstProposal, refusalOf } from './bulk.ts';
import { deskOf, type GuardParts } from './guard-decisions.ts';
import type { Actor } from './state.ts';

/** What became of each. */
export interface BulkAnswer {
  readonly done: readonly string[];
  readonly refused: readonly { readonly reviewId: string; readonly why: string }[];
}

/** The choice, and about what. */
export interface BulkDecision {
  readonly reviewIds: readonly string[];
  readonly option: string;
  readonly advisor: Actor;
}

/** Where items and desks are read, and items decided. */
export interface BulkParts extends GuardParts {
  readonly reviews: Pick<Runner<ReviewsState>, 'read' | 'command'>;
}

/** @throws what the store throws; those decided before it stay decided */
export async function decideBulk(parts: BulkParts, { reviewIds, option, advisor }: BulkDecision): Promise<BulkAnswer> {
  const wanted = [...new Set(reviewIds)];
  const candidates = await Promise.all(wanted.map((reviewId) => candidateOf(parts, reviewId)));
  const proposal = firstProposal(candidates, option, advisor.id);
  const done: string[] = [];
  const refused: { reviewId: string; why: string }[] = [];
  for (const candidate of candidates) {
    const { reviewId } = candidate;
    const why =
      refusalOf(candidate, option, proposal, advisor.id) ?? (await decideOne(parts, reviewId, option, advisor));
    if (why === undefined) done.push(reviewId);
    else refused.push({ reviewId, why });
  }
  return { done, refused };
}

async function candidateOf({ reviews, desks, nameOf }: BulkParts, reviewId: string): Promise<Candidate> {
  const number = caseOf(reviewId);
  const items = (await reviews.read(number))?.state.reviews ?? [];
  const review = items.find(({ request }) => request.reviewId === reviewId);
  const { advisor: holder } = (await deskOf(desks, number)).lease;
  const claimer = review?.claimedBy === undefined ? undefined : await nameOf(review.claimedBy);
  return { reviewId, review, holder, claimer };
}

/** Why it could not be decided after all: somebody else was faster. */
async function decideOne(
  { reviews }: Pick<BulkParts, 'reviews'>,
  reviewId: string,
  option: string,
  advisor: Actor,
): Promise<string | undefined> {
  try {
    await reviews.command({ key: caseOf(reviewId) }, 'decide', {
      reviewId,
      advisor,
      decision: { kind: 'option', option },
    });
    return undefined;
  } catch (error) {
    if (error instanceof AppError && (isAppError(error, 'CONFLICT') || isAppError(error, 'KEY_ERASED')))
      return error.message;
    throw error;
  }
}
