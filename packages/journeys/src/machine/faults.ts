/** What keeps a step from going on by itself, and the review that follows. */
import { type Bilingual, say } from '../bilingual.ts';
import type { Definition } from '../read/definition.ts';
import { faultState, OPTIONS } from './human-states.ts';
import { type Moment, type State, visitOf } from './machine-types.ts';
import type { Fault, RunContext } from './run.ts';

/** Above this many visits (for each item of an `each`) a step goes to a human: nothing an author means loops so often. */
export const MAX_VISITS = 20;

/** True when the state that was just entered cannot go on. */
export function isFaulty({ context }: Moment): boolean {
  return context.fault !== undefined;
}

/** The fault of a step that was entered too often. */
export function tooOften(context: RunContext, step: string): Fault | undefined {
  const items = (context.each?.index ?? 0) + 1;
  if (visitOf(context, step) <= MAX_VISITS * items) return undefined;
  const detail = say(`« ${step} » a été faite ${MAX_VISITS} fois`, `"${step}" was done ${MAX_VISITS} times`);
  return { reason: 'loop-suspected', detail };
}

/** The fault of something that cannot be worked out. */
export function undecided(where: string, why: Bilingual): Fault {
  return { reason: 'rule-undecided', detail: say(`${where} : ${why.fr}`, `${where}: ${why.en}`) };
}

/** The review of a fault after which the step can be tried again. */
export function retryState(definition: Definition, step: string): State {
  return faultState(definition, step, new Map([[OPTIONS.retry, { target: step }]]));
}
