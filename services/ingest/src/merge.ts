/** A case was merged into another: its later mails go there. Pure. */
import type { Event } from '@facteur/contracts';
import type { Outcome } from '@facteur/runtime';
import type { IngestState } from './state.ts';

export function rememberMerge(
  event: Event<{ change: string; into?: string | undefined }>,
  state: IngestState,
): Outcome<IngestState> | undefined {
  const { change, into } = event.data;
  if (change !== 'merged' || into === undefined || state.mails.length === 0) return undefined;
  return { state: { ...state, mergedInto: into } };
}
