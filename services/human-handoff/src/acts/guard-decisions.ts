/** What stands between an advisor and a review besides the item itself: a colleague who has taken the case over. Refusals name people. */
import { isAppError } from '@facteur/primitives';
import type { Runner } from '@facteur/runtime';
import { claimedByAnother, type ReviewCommand, type ReviewsState } from '../reviews.ts';
import { type DeskState, UNTOUCHED } from './state.ts';
import { held, heldByAnother } from './writing.ts';

/** Finds a person's name; undefined for nobody. */
export type NameOf = (id: string) => Promise<string | undefined>;

/** What it is read from. */
export interface GuardParts {
  readonly desks: Pick<Runner<DeskState>, 'read'>;
  readonly nameOf: NameOf;
}

/**
 * The same runner; its commands throw `CONFLICT` besides when another advisor holds the case of an item that is decided. Whoever takes a
 * case over in the very moment of a decision finds it decided.
 */
export function guardDecisions(reviews: Runner<ReviewsState>, { desks, nameOf }: GuardParts): Runner<ReviewsState> {
  return {
    ...reviews,
    async command(about, name, payload) {
      const { advisor } = payload as ReviewCommand;
      const other = name === 'decide' ? heldByAnother(await deskOf(desks, about.key), advisor) : undefined;
      if (other) throw held(other);
      try {
        return await reviews.command(about, name, payload);
      } catch (error) {
        throw await named(error, nameOf);
      }
    },
  };
}

/** The desk of a case, also where nobody touched it. */
export async function deskOf(desks: GuardParts['desks'], number: string): Promise<DeskState> {
  return (await desks.read(number))?.state ?? UNTOUCHED;
}

async function named(error: unknown, nameOf: NameOf): Promise<unknown> {
  if (!isAppError(error, 'CONFLICT')) return error;
  const { claimedBy } = error.details;
  return typeof claimedBy === 'string' ? claimedByAnother(claimedBy, await nameOf(claimedBy)) : error;
}
