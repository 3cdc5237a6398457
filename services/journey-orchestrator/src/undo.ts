/** Taking back what a run did, the last first, when it is abandoned after acting: on an advisor's word alone. Pure. */
import { closeCase } from './advance.ts';
import { askAdvisor, ofJourney } from './ask-advisor.ts';
import type { CallAnswer } from './call.ts';
import type { Environment } from './environment.ts';
import { makeCall } from './make-call.ts';
import type { Progress } from './progress.ts';
import type { Calling, DoneCall, HeldCall, Run } from './state.ts';
import { UNDO_OPTION } from './undo-option.ts';

/** Begins with the last call that can be taken back. False when there is none. */
export function undoLast(env: Environment, progress: Progress): boolean {
  const { run } = progress.state;
  const last = run?.done?.at(-1);
  if (!run || !last) return false;
  makeCall(progress, undoing(env, run, last));
  return true;
}

/** Its step is named after the one that it takes back. */
export const UNDO = 'undo:';

/** The inputs that the operation takes, out of what the call gave and was given. */
function undoing(env: Environment, run: Run, { step, visit, input, output, undo }: DoneCall): HeldCall {
  const known = { ...input, ...output };
  const wanted = env.inputsOf(undo) ?? Object.keys(known);
  const given = Object.fromEntries(Object.entries(known).filter(([name]) => wanted.includes(name)));
  return { step: `${UNDO}${step}`, visit, operation: undo, input: given, oncePer: `${run.id}/${step}/${visit}` };
}

/** What was answered to taking back a call: the one before it is next; at the end the case is closed. */
export function undone(env: Environment, progress: Progress, run: Run, calling: Calling, answer: CallAnswer): void {
  if (answer.kind === 'done') {
    const left = (run.done ?? []).slice(0, -1);
    progress.state = { ...progress.state, run: { ...run, done: left } };
    if (undoLast(env, progress)) return;
    progress.outcome = 'undone';
    return closeCase(progress);
  }
  const reason = answer.kind === 'in-doubt' ? ('effect-in-doubt' as const) : ('connector-failed' as const);
  const code = answer.kind === 'refused' ? `${answer.code}: ` : '';
  askAdvisor(progress, {
    ...ofJourney(env.journeys.byHash(run.hash)),
    kind: 'decision',
    step: calling.step,
    visit: calling.visit,
    reasons: [{ code: reason, detail: `${calling.step} : ${code}${answer.message}` }],
  });
}

/** True for the option that takes everything back. */
export function isUndo(option: string): boolean {
  return option === UNDO_OPTION;
}
