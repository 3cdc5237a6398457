/** An advisor took one of a review's options. Pure. */
import type { JsonObject } from '@facteur/primitives';
import { continueRun, takeMail } from './advance.ts';
import type { Environment } from './environment.ts';
import { effectIdOf, MONEY_OPTIONS, makeCall } from './make-call.ts';
import { settleMerged } from './merged-away.ts';
import type { Progress } from './progress.ts';
import type { OpenReview, Run } from './state.ts';
import { MAIL_OPTIONS } from './understood.ts';
import { isUndo, undoLast } from './undo.ts';

/** Advisor's choices about a call of which nobody knows whether it was made. */
export const DOUBT_OPTIONS = { done: 'fait', notDone: 'pas-fait' } as const;

/** What the advisor filled in or corrected, by name. */
type Given = JsonObject | undefined;

/** Obeys. False when the option leads nowhere from here; the caller then puts the state back. */
export function chooseOption(
  env: Environment,
  progress: Progress,
  review: OpenReview,
  option: string,
  given: Given,
): boolean {
  const { run } = progress.state;
  if (!run) return review.kind === 'doubt' && aboutEnded(progress, option);
  if (isUndo(option)) return undoLast(env, progress);
  switch (review.kind) {
    case 'decision':
      return aboutMail(env, progress, option);
    case 'step':
      return aboutStep(env, progress, run, review, option, given);
    case 'money':
      return aboutMoney(env, progress, run, review, option);
    case 'doubt':
      return aboutDoubt(env, progress, run, review, option, given);
  }
}

function aboutMail(env: Environment, progress: Progress, option: string): boolean {
  if (option === MAIL_OPTIONS.take) return takeMail(env, progress);
  progress.state = { ...progress.state, unused: undefined };
  return option === MAIL_OPTIONS.wait;
}

function aboutStep(
  env: Environment,
  progress: Progress,
  run: Run,
  { step, visit, request }: OpenReview,
  option: string,
  given: Given,
): boolean {
  // Only what the author wanted validated counts as validation; to try a call again says nothing about money.
  const isPlanned = request.reasons.some(({ code }) => code === 'step-review');
  progress.state = { ...progress.state, run: { ...run, isValidated: run.isValidated || isPlanned } };
  const data = given === undefined ? {} : { data: given };
  if (continueRun(env, progress, { type: 'reviewed', step, visit, option, ...data })) return true;
  // What was missing may stand in a mail that the advisor has seen.
  return option === MAIL_OPTIONS.take && takeMail(env, progress);
}

function aboutMoney(
  env: Environment,
  progress: Progress,
  run: Run,
  { step, visit, held, request }: OpenReview,
  option: string,
): boolean {
  if (option === MONEY_OPTIONS.refuse) {
    const message = 'refusé par un conseiller';
    return continueRun(env, progress, { type: 'call-failed', step, visit, code: 'refused', message });
  }
  if (option !== MONEY_OPTIONS.accept || !held) return false;
  // An advisor who was told that nothing proves the sender answers for them.
  const isTold = request.reasons.some(({ code }) => code === 'unproven-sender');
  const sender = { ...run.sender, proven: run.sender.proven || isTold };
  progress.state = { ...progress.state, run: { ...run, sender, isValidated: true } };
  makeCall(progress, held);
  return true;
}

/** The run whose call is in doubt ended when its case was merged. */
function aboutEnded(progress: Progress, option: string): boolean {
  const isKnown = option === DOUBT_OPTIONS.done || option === DOUBT_OPTIONS.notDone;
  if (isKnown) settleMerged(progress);
  return isKnown;
}

/** The run goes on with what the advisor found to be true. */
function aboutDoubt(
  env: Environment,
  progress: Progress,
  run: Run,
  { step, visit }: OpenReview,
  option: string,
  given: Given,
): boolean {
  if (option === DOUBT_OPTIONS.done)
    return continueRun(env, progress, { type: 'call-done', step, visit, output: given ?? {} });
  if (option !== DOUBT_OPTIONS.notDone) return false;
  // The ledger lets the next attempt through on this word.
  const notDone = [...(run.notDone ?? []), effectIdOf(run, { step, visit })];
  progress.state = { ...progress.state, run: { ...run, notDone } };
  const message = 'pas fait, dit un conseiller';
  return continueRun(env, progress, { type: 'call-failed', step, visit, code: 'refused', message });
}
