/** An advisor merges the case into another: its run ends where it is, and nothing of it pays or writes any more. Pure. */
import type { HandlerContext, Outcome } from '@facteur/runtime';
import { closeCase } from './advance.ts';
import { begin, finish, type Progress } from './progress.ts';
import type { Reason } from './reasons.ts';
import type { Actor, CaseState } from './state.ts';

/** How such a case ends. */
const MERGED = 'merged';

/**
 * Ends the run, its timers and its review. A call under way cannot be called back: the run ends with its answer (`endMerged`), so that
 * what it did is known and a doubt about it is seen.
 */
export function mergedAway(
  advisor: Actor,
  into: string,
  state: CaseState,
  context: HandlerContext,
): Outcome<CaseState> {
  const { run, calling, review, status } = state;
  const merged: CaseState = { ...state, mergedInto: into, onWordOf: undefined };
  if (status === 'closed' && !run && !review) return { state: merged };
  const progress = begin(merged, context);
  progress.explanation = `${advisor.name ?? advisor.id} a réuni ce dossier au dossier ${into}`;
  if (!run || !calling) {
    progress.outcome = MERGED;
    closeCase(progress);
    return finish(progress);
  }
  for (const timer of state.timers ?? []) progress.timers[timer] = null;
  progress.state = { ...merged, run: { ...run, isEnding: true }, timers: [], review: undefined, unused: undefined };
  return finish(progress);
}

/** The call that the end of a merged case waited for is answered. `mustBeSeen`: a person has to look at what it did. */
export function endMerged(progress: Progress, mustBeSeen: boolean): void {
  const { review, mergedInto } = progress.state;
  progress.explanation = `${progress.explanation ?? ''} ; le dossier est réuni au dossier ${mergedInto ?? ''}, le parcours s’arrête`;
  progress.staysOpen = mustBeSeen || review !== undefined;
  if (!progress.staysOpen) progress.outcome = MERGED;
  closeCase(progress);
}

/** An advisor said what became of a call that was in doubt when its case was merged: nothing follows. */
export function settleMerged(progress: Progress): void {
  progress.outcome = MERGED;
  closeCase(progress);
}

/** A decision about a review that fell away with the merge: it is told, and changes nothing. */
export function decidedTooLate(
  { id, name = id }: Actor,
  state: CaseState,
  context: HandlerContext,
): Outcome<CaseState> {
  const progress = begin(state, context);
  progress.change = 'suppressed';
  progress.explanation = `décision de ${name} arrivée trop tard : le dossier est réuni au dossier ${state.mergedInto ?? ''}`;
  return finish(progress);
}

/** Why a mail that comes to a merged case is never answered alone. */
export function mergedReason(into: string): Reason {
  return { code: 'unexpected-reply', detail: `arrivé après que le dossier a été réuni au dossier ${into}` };
}
