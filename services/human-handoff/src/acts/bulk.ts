/** Deciding many reviews at once: only where all propose the same, and the choice provably moves neither money nor goods. Pure. */
import type { Review } from '../reviews.ts';
import type { Actor } from './state.ts';

/**
 * What a review proposes, as one text: the same for reviews that one look can decide. Undefined: no choice of it is harmless,
 * or nobody said what its choices lead to.
 */
export function proposalOf({ request }: Pick<Review, 'request'>): string | undefined {
  const { journey, step, options, acts = {}, reasons, queue } = request;
  const harmless = options.filter((option) => isHarmless(request, option));
  if (journey === undefined || step === undefined || harmless.length === 0) return undefined;
  const codes = reasons.map(({ code }) => code).sort();
  return JSON.stringify([queue, journey, step, options.map((option) => [option, acts[option] ?? null]), codes]);
}

/** What validating a review along with others means: its first choice, the one that its author proposes, if that moves nothing. */
export function proposedOption({ request }: Pick<Review, 'request'>): string | undefined {
  const [first] = request.options;
  return first !== undefined && isHarmless(request, first) ? first : undefined;
}

/** True when everything that may follow from the choice, until a person looks again, is known and is neither money nor goods. */
export function isHarmless({ acts }: Pick<Review['request'], 'acts'>, option: string): boolean {
  return acts !== undefined && Object.hasOwn(acts, option) && acts[option] === 'nothing';
}

/** One of the reviews named, as it stands; `review` is undefined when there is none. */
export interface Candidate {
  readonly reviewId: string;
  readonly review: Review | undefined;
  /** Who has taken the case over. */
  readonly holder?: Actor | undefined;
  /** Name of whoever works on the item, where it is known. */
  readonly claimer?: string | undefined;
}

/** Why a review is not decided along with others; undefined: it may be. `wanted` is what the first that can be decided so proposes. */
export function refusalOf(
  { review, holder, claimer }: Candidate,
  option: string,
  wanted: string | undefined,
  advisorId: string,
): string | undefined {
  if (review === undefined) return 'Il n’y a pas de validation de ce nom';
  if (review.status !== 'open') return 'Cette validation n’est plus ouverte';
  if (review.claimedBy !== undefined && review.claimedBy !== advisorId)
    return `${claimer ?? review.claimedBy} s’occupe de cette validation`;
  if (holder !== undefined && holder.id !== advisorId) return `${holder.name ?? holder.id} a pris ce dossier en main`;
  if (!review.request.options.includes(option)) return `« ${option} » n’est pas un choix de cette validation`;
  if (!isHarmless(review.request, option))
    return 'Ce choix peut engager de l’argent ou des marchandises : il se décide dossier par dossier';
  if (proposalOf(review) !== wanted) return 'La proposition n’est pas la même que celle du premier dossier';
  return undefined;
}

/** What the first review proposes that can be decided so: the others must propose the same. */
export function firstProposal(candidates: readonly Candidate[], option: string, advisorId: string): string | undefined {
  const proposals = candidates.flatMap((candidate) => {
    const proposal = candidate.review && proposalOf(candidate.review);
    return proposal !== undefined && refusalOf(candidate, option, proposal, advisorId) === undefined ? [proposal] : [];
  });
  return proposals[0];
}
