/** A case is merged into another: its later mails go there, and so may whoever took part in it. Pure. */
import { caseChanged, type Draft, type Event } from '@facteur/contracts';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import { wanted } from './effects.ts';
import { type IngestState, isTaken } from './state.ts';

/** What the case that stays is told first. */
export interface Admission {
  /** Digests of who takes part in the case that goes. */
  readonly participants: readonly string[];
  /** Rank of the case that goes. */
  readonly above: number;
}

/** What was seen when the merge was decided; of a case that has moved on since, nothing is merged. */
export interface Merge {
  readonly into: string;
  /** Rank of the case that stays. */
  readonly rank: number;
  /** How many took part in the case that goes: all of them were admitted. */
  readonly participants: number;
}

/** Command `admit` on the case that stays. A case that was merged itself takes nobody in: its root does. */
export function admit(payload: unknown, state: IngestState): Outcome<IngestState> {
  const { participants, above } = payload as Admission;
  if (state.mergedInto !== undefined || !isTaken(state)) return {};
  return {
    state: {
      ...state,
      participants: [...new Set([...state.participants, ...participants])],
      rank: Math.max(state.rank ?? 0, above + 1),
    },
  };
}

/**
 * Command `merge` on the case that goes; doing it twice changes nothing. It goes to a case of a greater rank only: of cases that are
 * merged into each other at the same moment, by whomever, one stays.
 */
export function merge(payload: unknown, state: IngestState, { subject }: HandlerContext): Outcome<IngestState> {
  const { into, rank, participants } = payload as Merge;
  if (state.mergedInto !== undefined || !isTaken(state)) return {};
  if ((state.rank ?? 0) >= rank || state.participants.length !== participants) return {};
  const merged = caseChanged.about(subject, {
    change: 'merged',
    status: 'merged',
    // Greater than any run's version: nothing that the absorbed case still does brings it back.
    revision: Number.MAX_SAFE_INTEGER,
    into,
    reasons: [],
  });
  return { state: { ...state, mergedInto: into }, events: [merged as Draft] };
}

/** Handler of `case.changed`: a merge that others decided counts here as well, once its case's root is known. */
export function rememberMerge(
  event: Event<{ change: string; into?: string | undefined }>,
  state: IngestState,
): Outcome<IngestState> | undefined {
  const { change, into } = event.data;
  if (change !== 'merged' || into === undefined || state.mergedInto !== undefined || !isTaken(state)) return undefined;
  return { effects: [wanted('merge', event.id, { into })] };
}
