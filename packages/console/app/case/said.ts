/** What an advisor typed besides the decision itself. It belongs to the case: a new version of the review keeps it. Pure. */
import type { Json, Review } from '../api/types.ts';
import { changesOf } from './edit-value.ts';

export interface Said {
  /** Corrections as typed, by the name of the field. */
  readonly typed: Readonly<Record<string, string>>;
  readonly note: string;
}

export const NOTHING_SAID: Said = { typed: {}, note: '' };

/** What goes with a decision; members without a value are absent. */
export interface WithDecision {
  readonly data?: Readonly<Record<string, Json>>;
  readonly note?: string;
}

/** What of it concerns this review: corrections of fields that it does not offer stay behind. `invalid` names what cannot be read. */
export function saidOf(
  { edit = [] }: Pick<Review, 'edit'>,
  { typed, note }: Said,
): { readonly data: Readonly<Record<string, Json>>; readonly invalid: readonly string[]; readonly sent: WithDecision } {
  const { data, invalid } = changesOf(edit, typed);
  const trimmed = note.trim();
  const sent = { ...(Object.keys(data).length > 0 && { data }), ...(trimmed !== '' && { note: trimmed }) };
  return { data, invalid, sent };
}
