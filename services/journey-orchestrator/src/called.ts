/** A call was answered, refused, or could not be made: the run goes on. Pure. */
import type { ReviewReason } from '@facteur/contracts';
import type { EffectRequest, EffectResult, HandlerContext, Outcome } from '@facteur/runtime';
import { continueRun } from './advance.ts';
import { addReason, askAdvisor, ofJourney } from './ask-advisor.ts';
import type { CallAnswer, CallInput } from './call.ts';
import { DOUBT_OPTIONS } from './choose-option.ts';
import type { Environment } from './environment.ts';
import { shown } from './make-call.ts';
import { endMerged } from './merged-away.ts';
import { begin, type Called, finish, type Progress } from './progress.ts';
import type { Calling, CaseState, DoneCall, Run } from './state.ts';
import { askHolder } from './taken-over.ts';
import { handleQueued } from './understood.ts';
import { UNDO, undone } from './undo.ts';

/** Refusals that an advisor must hear of by name, whatever the author planned. */
const REASONS: Readonly<Record<string, ReviewReason>> = {
  'already-done': 'already-done',
  'not-yours': 'unproven-sender',
};

/** What becomes of the effect `call`. An answer that nobody awaits any more is told, and changes nothing. */
export function called(env: Environment) {
  return (
    effect: EffectRequest,
    result: EffectResult,
    state: CaseState,
    context: HandlerContext,
  ): Outcome<CaseState> => {
    const { calling, run } = state;
    const answer: CallAnswer = result.ok
      ? (result.value as CallAnswer)
      : { kind: 'refused', code: failureOf(result.code), message: result.message };
    const request = effect.input as CallInput;
    const progress = begin(state, context);
    progress.called = calledBy(calling?.step ?? '', request, answer);
    if (!run || calling?.effectId !== effect.id) {
      progress.explanation = `${request.operation} : ${explain(answer)}, le parcours était arrêté`;
      return finish(progress);
    }
    progress.state = { ...state, calling: undefined };
    progress.explanation = `${calling.step} : ${explain(answer)}`;
    takeAnswer(env, progress, run, { calling, request, answer });
    askHolder(progress);
    handleQueued(env, progress);
    return finish(progress);
  };
}

/** A call under way, and its answer. */
interface Answered {
  readonly calling: Calling;
  readonly request: CallInput;
  readonly answer: CallAnswer;
}

function takeAnswer(env: Environment, progress: Progress, run: Run, { calling, request, answer }: Answered): void {
  const isInDoubt = answer.kind === 'in-doubt';
  if (run.isEnding) endMerged(progress, isInDoubt);
  else if (calling.step.startsWith(UNDO)) return undone(env, progress, run, calling, answer);
  if (isInDoubt) askInDoubt(env, progress, run, calling, request, answer.message);
  else if (!run.isEnding) goOn(env, progress, calling, request, answer);
}

/**
 * What authors plan for: the system did not answer, for sure without an effect. An effect of which that is not sure is in doubt before
 * the kernel gives up; a request that is wrong in itself stays wrong.
 */
function failureOf(code: string): string {
  return code === 'CONNECTOR_FAILED' || code === 'CONFLICT' ? 'unavailable' : 'connector-failed';
}

function calledBy(step: string, { operation, input }: CallInput, answer: CallAnswer): Called {
  if (answer.kind === 'done') return { step, operation, input, output: answer.output };
  return { step, operation, input, code: answer.kind === 'refused' ? answer.code : 'in-doubt' };
}

function explain(answer: CallAnswer): string {
  if (answer.kind === 'done') return 'fait';
  return answer.kind === 'refused' ? answer.code : 'incertain';
}

function goOn(
  env: Environment,
  progress: Progress,
  { step, visit }: Calling,
  { input }: CallInput,
  answer: Exclude<CallAnswer, { kind: 'in-doubt' }>,
): void {
  if (answer.kind === 'done') {
    keepForUndo(env, progress, { step, visit, input, output: answer.output });
    continueRun(env, progress, { type: 'call-done', step, visit, output: answer.output });
    return;
  }
  const { code, message } = answer;
  continueRun(env, progress, { type: 'call-failed', step, visit, code, message });
  const reason = REASONS[code];
  if (reason) addReason(progress, { code: reason, detail: message });
}

/** What its author can take back is remembered as long as the run lasts. */
function keepForUndo(env: Environment, progress: Progress, call: Omit<DoneCall, 'undo'>): void {
  const { run } = progress.state;
  const step = run && env.journeys.byHash(run.hash).steps.find(({ name }) => name === call.step);
  if (!run || step?.kind !== 'call' || step.undo === undefined) return;
  const done = [...(run.done ?? []), { ...call, undo: step.undo }];
  progress.state = { ...progress.state, run: { ...run, done } };
}

/** Nobody knows whether it was done: an advisor looks, and says. It is never tried again by itself. */
function askInDoubt(
  env: Environment,
  progress: Progress,
  run: Run,
  { step, visit }: Calling,
  { operation, input }: CallInput,
  message: string,
): void {
  askAdvisor(progress, {
    ...ofJourney(env.journeys.byHash(run.hash)),
    kind: 'doubt',
    step,
    visit,
    reasons: [{ code: 'effect-in-doubt', detail: message }],
    show: shown({ operation, ...input }),
    options: Object.values(DOUBT_OPTIONS),
  });
}
