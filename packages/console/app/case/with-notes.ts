/** Notes of colleagues among what happened to a case. Pure. */
import type { Note, TimelineEntry } from '../api/types.ts';

/** The topic by which a note stands in a timeline. */
export const NOTE = 'note';

/** Each note stands before the first event that came after it; events keep their order, which is not only that of their times. */
export function withNotes(timeline: readonly TimelineEntry[], notes: readonly Note[]): readonly TimelineEntry[] {
  const waiting = [...notes].sort((a, b) => (a.at < b.at ? -1 : 1));
  const all: TimelineEntry[] = [];
  for (const entry of timeline) {
    while (waiting[0] && waiting[0].at < entry.at) all.push(...waiting.splice(0, 1).map(asEntry));
    all.push(entry);
  }
  return [...all, ...waiting.map(asEntry)];
}

function asEntry({ id, at, by, text }: Note): TimelineEntry {
  return { at, topic: NOTE, eventId: `${NOTE}/${id}`, data: { by, text } };
}
