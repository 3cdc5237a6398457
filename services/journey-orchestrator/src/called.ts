/** A call was answered, refused, or could not be made: the run goes on. Pure. */
import type { EffectRequest, EffectResult, HandlerContext, Outcome } from '@facteur/runtime';
import { continueRun } from './advance.ts';
import type { CallAnswer } from './call.ts';
import type { Environment } from './environment.ts';
import { askAdvisor, begin, finish } from './progress.ts';
import type { CaseState } from './state.ts';
import { handleQueued } from './understood.ts';

/** What becomes of the effect `call`. An answer that nobody awaits any more changes nothing. */
export function called(env: Environment) {
  return (
    effect: EffectRequest,
    result: EffectResult,
    state: CaseState,
    context: HandlerContext,
  ): Outcome<CaseState> => {
    const { calling, run } = state;
    if (!run || calling?.effectId !== effect.id) return {};
    const progress = begin({ ...state, calling: undefined }, context);
    const { step, visit } = calling;
    const answer: CallAnswer = result.ok
      ? (result.value as CallAnswer)
      : { kind: 'refused', code: 'connector-failed', message: result.message };
    if (answer.kind === 'in-doubt') {
      askAdvisor(progress, {
        kind: 'decision',
        step,
        visit,
        reasons: [{ code: 'effect-in-doubt', detail: answer.message }],
        journey: env.journeys.byHash(run.hash),
      });
    } else if (answer.kind === 'done') {
      continueRun(env, progress, { type: 'call-done', step, visit, output: answer.output });
    } else {
      continueRun(env, progress, { type: 'call-failed', step, visit, code: answer.code, message: answer.message });
    }
    if (answer.kind === 'refused') progress.explanation = `${step} : ${answer.code}`;
    handleQueued(env, progress);
    return finish(progress);
  };
}
