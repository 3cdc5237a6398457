/** A case of which nothing is kept: handlers are applied to it, and what they want is noted instead of done. Pure. */
import type { EffectRequest, HandlerContext, Outcome } from '@facteur/runtime';
import type { Environment } from '../environment.ts';
import type { CaseState } from '../state.ts';
import { newSeen, note, type Seen } from './seen.ts';

/** What a handler makes of a case. */
export type Handle = (state: CaseState, context: HandlerContext) => Outcome<CaseState> | undefined;

export interface ImaginedCase {
  readonly seen: Seen;
  /** Effects that wait to be answered, oldest first. */
  readonly effects: EffectRequest[];
  /** Timers that wait, with when they fall due (ms). */
  readonly timers: Map<string, number>;
  state(): CaseState;
  apply(handle: Handle, nowMs: number): void;
}

/** @param about `first`: as it stands; `revision`: its version, which grows with each handler; `name` begins the ids of inputs */
export function imaginedCase(
  env: Environment,
  number: string,
  about: { readonly first: CaseState; readonly revision: number; readonly name: string },
): ImaginedCase {
  const seen = newSeen();
  const effects: EffectRequest[] = [];
  const timers = new Map<string, number>();
  let { first: state, revision } = about;
  return {
    ...{ seen, effects, timers },
    state: () => state,
    apply(handle, nowMs) {
      revision += 1;
      const context = { key: number, subject: number, now: nowMs, revision, inputId: `${about.name}-${revision}` };
      const outcome = handle(state, context);
      if (!outcome) return;
      state = outcome.state ?? state;
      for (const draft of outcome.events ?? []) note(env, seen, draft, nowMs);
      for (const [name, due] of Object.entries(outcome.timers ?? {}))
        due === null ? timers.delete(name) : timers.set(name, due);
      effects.push(...(outcome.effects ?? []));
    },
  };
}
