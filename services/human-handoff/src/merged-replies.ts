/** Replies that got no mail of their own, since another one says them as well. Pure, and the same in whatever order the events come. */
import type { TimelineEntry } from './case-view.ts';

/** Marks each `reply.requested` that another reply's mail says, with that reply's id. */
export function withMerges(timeline: readonly TimelineEntry[]): TimelineEntry[] {
  const saidBy = new Map<string, string>();
  for (const { topic, data } of timeline) {
    if (topic !== 'reply.sent') continue;
    const { replyId, merges = [] } = data as { replyId: string; merges?: readonly string[] };
    for (const merged of merges) saidBy.set(merged, replyId);
  }
  if (saidBy.size === 0) return [...timeline];
  return timeline.map((entry) => {
    const by = entry.topic === 'reply.requested' ? saidBy.get((entry.data as { replyId: string }).replyId) : undefined;
    return by === undefined ? entry : { ...entry, saidBy: by };
  });
}
