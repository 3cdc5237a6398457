/** A case is merged into another: its later mails go there. Pure. */
import { caseChanged, type Draft, type Event } from '@facteur/contracts';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import type { IngestState } from './state.ts';

/** Command `merge` on the case that goes; doing it twice changes nothing. */
export function merge(payload: unknown, state: IngestState, { subject }: HandlerContext): Outcome<IngestState> {
  const { into } = payload as { into: string };
  if (state.mergedInto !== undefined || state.mails.length === 0) return {};
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

/** Handler of `case.changed`: merges that others decided count here as well. */
export function rememberMerge(
  event: Event<{ change: string; into?: string | undefined }>,
  state: IngestState,
): Outcome<IngestState> | undefined {
  const { change, into } = event.data;
  if (change !== 'merged' || into === undefined || into === state.mergedInto || state.mails.length === 0)
    return undefined;
  return { state: { ...state, mergedInto: into } };
}
