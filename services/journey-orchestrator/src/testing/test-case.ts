/**
 * One case, whose inputs a test hands to pure handlers. As the kernel does, it keeps state as JSON between inputs; unlike it, it
 * has every input handled twice from the same state, which must lead to the same.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Draft } from '@facteur/contracts';
import type { Clock } from '@facteur/primitives';
import type { EffectRequest, HandlerContext, Outcome } from '@facteur/runtime';
import { type CaseState, orchestratorState } from '../state.ts';

type Handle = (state: CaseState, context: HandlerContext) => Outcome<CaseState> | undefined;

export interface TestCase {
  state(): CaseState;
  /** Everything published, in order; checked against the schemas. */
  readonly events: readonly Draft<never>[];
  /** Timers that wait, by name, with when they fall due. */
  readonly timers: Map<string, number>;
  /** Effects that wait, oldest first. */
  readonly effects: EffectRequest[];
  /** Has an input handled. */
  apply(handle: Handle): void;
}

export function openTestCase(caseNumber: string, clock: Clock): TestCase {
  let state = orchestratorState.initial(caseNumber);
  let revision = 0;
  let inputs = 0;
  const events: Draft<never>[] = [];
  const timers = new Map<string, number>();
  const effects: EffectRequest[] = [];
  return {
    state: () => state,
    events,
    timers,
    effects,
    apply(handle) {
      inputs += 1;
      const about = { key: caseNumber, subject: caseNumber, now: clock.now() };
      const context: HandlerContext = { ...about, revision: revision + 1, inputId: `in-${inputs}` };
      const outcome = handle(state, context);
      if (!isDeepStrictEqual(outcome, handle(state, context))) throw new Error('the same input led to something else');
      if (!outcome) return;
      revision += 1;
      state = asStored(outcome.state ?? state);
      for (const draft of outcome.events ?? []) {
        draft.definition.schema.parse(asStored(draft.data));
        events.push(draft as Draft<never>);
      }
      for (const [name, due] of Object.entries(outcome.timers ?? {})) {
        if (due === null) timers.delete(name);
        else timers.set(name, due);
      }
      effects.push(...asStored(outcome.effects ?? []));
    },
  };
}

function asStored<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
