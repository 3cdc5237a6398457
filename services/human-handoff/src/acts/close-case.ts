/** Ends a case on an advisor's word: the orchestrator ends one on the decision of what it asked, and asks whoever takes a case over. */
import { AppError, type Clock } from '@facteur/primitives';
import type { Runner } from '@facteur/runtime';
import type { CaseState } from '../case-view.ts';
import type { ReviewsState } from '../reviews.ts';
import type { Actor, DeskState } from './state.ts';
import { held, heldByAnother } from './writing.ts';

/** What closing needs. */
export interface CloseParts {
  readonly clock: Clock;
  readonly reviews: Pick<Runner<ReviewsState>, 'read' | 'command'>;
  /** @throws AppError `NOT_FOUND` */
  readonly caseState: (number: string) => Promise<Pick<CaseState, 'status'>>;
  readonly deskState: (number: string) => Promise<DeskState>;
  readonly act: (number: string, name: 'take-over' | 'hand-back', payload: object) => Promise<unknown>;
}

/** How long the orchestrator is given to ask what becomes of a case that was taken over. */
const ASKED_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 100;

/**
 * Whoever closes a case that waited for no decision has taken it over afterwards.
 * @throws AppError `NOT_FOUND`; `CONFLICT` when another advisor stands in the way, and when nothing asks for a decision
 */
export async function closeCase(parts: CloseParts, number: string, advisor: Actor, outcome: string): Promise<void> {
  const { status } = await parts.caseState(number);
  const desk = await parts.deskState(number);
  const other = heldByAnother(desk, advisor);
  if (other) throw held(other);
  const isOver = status === 'closed' || status === 'merged';
  const reviewId =
    (await askedIn(parts, number)) ?? (isOver ? undefined : await takeOver(parts, number, advisor, desk));
  if (reviewId === undefined)
    throw new AppError('CONFLICT', 'Ce dossier n’attend aucune décision : c’est son parcours qui le fermera');
  await parts.reviews.command({ key: number }, 'decide', { reviewId, advisor, decision: { kind: 'close', outcome } });
}

/** Takes the case over until something is asked about it; when nothing is, the bot goes on. */
async function takeOver(
  parts: CloseParts,
  number: string,
  advisor: Actor,
  { lease }: DeskState,
): Promise<string | undefined> {
  await parts.act(number, 'take-over', { advisor, force: false });
  const reviewId = await askedSoon(parts, number);
  if (reviewId === undefined && lease.holder === 'bot') await parts.act(number, 'hand-back', { advisor, force: false });
  return reviewId;
}

async function askedSoon(parts: CloseParts, number: string): Promise<string | undefined> {
  const untilMs = parts.clock.now() + ASKED_WITHIN_MS;
  for (;;) {
    const reviewId = await askedIn(parts, number);
    if (reviewId !== undefined || parts.clock.now() >= untilMs) return reviewId;
    await parts.clock.wait(LOOK_EVERY_MS);
  }
}

/** Id of the open item on which the run waits. */
export async function askedIn({ reviews }: Pick<CloseParts, 'reviews'>, number: string): Promise<string | undefined> {
  const items = (await reviews.read(number))?.state.reviews ?? [];
  const asked = items.findLast(
    ({ status, request }) =>
      status === 'open' && !request.sample && !request.reasons.some(({ code }) => code === 'handler-failed'),
  );
  return asked?.request.reviewId;
}
