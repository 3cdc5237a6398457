/**
 * Plays a past case with given journeys through the very handlers of the orchestrator: mails and decisions as they came, timers as they
 * would have fallen due, calls answered as they were. Nothing leaves. Pure.
 */
import type { OperationCatalogue } from '@facteur/journeys';
import { isoTime } from '@facteur/primitives';
import type { CallInput } from '../call.ts';
import { called } from '../called.ts';
import type { Environment } from '../environment.ts';
import { timerFell } from '../happenings.ts';
import { reviewed } from '../reviewed.ts';
import { type CaseState, orchestratorState } from '../state.ts';
import { understood } from '../understood.ts';
import { type Handle, imaginedCase } from './imagined-case.ts';
import type { PastCase, PastInput } from './past-case.ts';
import type { PlayedEffect, PlayedReply, PlayedReview } from './seen.ts';
import { simulatedAnswers } from './simulated-answers.ts';

/** What would have happened. */
export interface Played {
  /** Journeys that ran, in order. */
  readonly journeys: readonly string[];
  readonly replies: readonly PlayedReply[];
  readonly reviews: readonly PlayedReview[];
  readonly effects: readonly PlayedEffect[];
  readonly status: CaseState['status'];
  readonly outcome: string | undefined;
  /** Why it cannot be told further: what happened then does not say. */
  readonly unknown?: string;
  /** The look-up that was never made then; with its answer among the case's calls it can be told further. */
  readonly missing?: CallInput;
}

/** More inputs than these: timers and calls that lead to each other. */
const MAX_INPUTS = 1_000;

export function playPast(env: Environment, past: PastCase, catalogue: OperationCatalogue): Played {
  const play = openPlay(env, past, catalogue);
  for (const input of past.inputs) {
    play.runTimers(input.atMs);
    if (play.isOver() || !play.take(input)) break;
  }
  return play.result();
}

function openPlay(env: Environment, past: PastCase, catalogue: OperationCatalogue) {
  const first = past.inputs[0]?.atMs ?? 0;
  const answer = simulatedAnswers(past, catalogue, isoTime(first).slice(0, 10));
  const about = { first: orchestratorState.initial(past.number), revision: 0, name: 'replay' };
  const play = imaginedCase(env, past.number, about);
  const { seen, effects, timers } = play;
  let unknown: string | undefined;
  let missing: CallInput | undefined;
  let inputs = 0;
  let nowMs = first;

  const apply = (handle: Handle): void => {
    if (inputs >= MAX_INPUTS) unknown ??= 'le parcours tourne en rond';
    if (unknown !== undefined) return;
    inputs += 1;
    play.apply(handle, nowMs);
    makeCalls();
  };
  const makeCalls = (): void => {
    for (let next = effects.shift(); next !== undefined; next = effects.shift()) {
      const effect = next;
      const call = effect.input as CallInput;
      const given = answer(call);
      if (given.kind === 'unknown') {
        unknown ??= given.why;
        missing ??= call;
        return;
      }
      const moves = (catalogue[call.operation]?.effect ?? 'none') !== 'none';
      if (moves && given.kind === 'done') seen.effects.push({ operation: call.operation, input: call.input });
      apply((current, context) => called(env)(effect, { ok: true, value: given as never }, current, context));
    }
  };
  return {
    isOver: () => unknown !== undefined,
    result: (): Played => {
      const { status } = play.state();
      return { ...seen, status, ...(unknown && { unknown }), ...(missing && { missing }) };
    },
    runTimers(untilMs: number): void {
      for (let next = earliest(timers); next && next[1] <= untilMs; next = earliest(timers)) {
        const [timer, due] = next;
        timers.delete(timer);
        nowMs = Math.max(nowMs, due);
        apply((current, context) => timerFell(env)(timer, current, context));
        if (unknown !== undefined) return;
      }
      nowMs = Math.max(nowMs, untilMs);
    },
    /** False when the case went another way, so that what was decided then says nothing. */
    take(input: PastInput): boolean {
      if (input.kind === 'mail') {
        apply((current, context) => understood(env)({ data: input.understood } as never, current, context));
        return true;
      }
      const decided = decisionFor(play.state(), input);
      if (decided === undefined) return play.state().review === undefined;
      apply((current, context) => reviewed(env)({ data: decided } as never, current, context));
      return true;
    },
  };
}

/** The decision, for the review that is open now; undefined when it could not have been taken. */
function decisionFor({ review }: CaseState, { decided }: Extract<PastInput, { kind: 'decision' }>) {
  if (review === undefined) return undefined;
  const { decision } = decided;
  if (decision.kind === 'option' && !review.request.options.includes(decision.option)) return undefined;
  return { ...decided, reviewId: review.request.reviewId, runVersion: review.request.runVersion };
}

function earliest(timers: ReadonlyMap<string, number>): [string, number] | undefined {
  return [...timers].sort(([, a], [, b]) => a - b)[0];
}
