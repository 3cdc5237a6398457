/** The order in which a timeline reads: by time, and never an effect before its cause. Pure. */
import { TOPICS } from '@facteur/contracts';
import type { TimelineEntry } from './case-view.ts';

/** Topics in the order of the flow: what falls into the same millisecond reads in this order. */
const RANK = new Map<string, number>(TOPICS.map(({ name }, index) => [name, index]));

/**
 * By time, then by topic; what an event led to never stands before it, even when clocks differ. Besides what events say of their
 * cause, a reply comes after its request and a decision after what was to be decided.
 */
export function inCausalOrder(entries: readonly TimelineEntry[]): TimelineEntry[] {
  const sorted = [...entries].sort(
    (a, b) => compare(a.at, b.at) || rankOf(a) - rankOf(b) || compare(a.eventId, b.eventId),
  );
  const byId = new Map(sorted.map((entry) => [entry.eventId, entry]));
  const asked = new Map(sorted.flatMap((entry) => askedBy(entry).map((name) => [name, entry] as const)));
  const placed = new Set<TimelineEntry>();
  const place = (start: TimelineEntry): void => {
    // Causes first, without recursion: a chain may be as long as the timeline. Events that name each other end it.
    const chain: TimelineEntry[] = [];
    for (let next: TimelineEntry | undefined = start; next && !placed.has(next); next = causeOf(next, byId, asked)) {
      placed.add(next);
      chain.push(next);
    }
    ordered.push(...chain.reverse());
  };
  const ordered: TimelineEntry[] = [];
  for (const entry of sorted) place(entry);
  return ordered;
}

function causeOf(
  entry: TimelineEntry,
  byId: ReadonlyMap<string, TimelineEntry>,
  asked: ReadonlyMap<string, TimelineEntry>,
): TimelineEntry | undefined {
  const named = entry.cause === undefined ? undefined : byId.get(entry.cause);
  return named ?? asked.get(answerTo(entry) ?? '');
}

/** What a request can be answered by. */
function askedBy({ topic, data }: TimelineEntry): string[] {
  if (topic === 'reply.requested') return [`reply/${fieldOf(data, 'replyId')}`];
  return topic === 'review.requested' ? [`review/${fieldOf(data, 'reviewId')}`] : [];
}

function answerTo({ topic, data }: TimelineEntry): string | undefined {
  if (topic === 'reply.sent' || topic === 'reply.failed') return `reply/${fieldOf(data, 'replyId')}`;
  return topic === 'review.decided' ? `review/${fieldOf(data, 'reviewId')}` : undefined;
}

function fieldOf(data: unknown, name: string): string {
  return String((data as Readonly<Record<string, unknown>> | null)?.[name] ?? '');
}

function rankOf({ topic }: TimelineEntry): number {
  return RANK.get(topic) ?? RANK.size;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
