/**
 * What was exchanged, oldest first: mails with what was understood of them, calls, replies that left, replies that did not. What was
 * said with somebody outside is kept apart: it is never shown among what the customer wrote or read. Pure.
 */
import type { Acted, AnyFailed, AnyMail, AnySent, Requested } from '../api/case-types.ts';
import type { Actor, Case, MailRequest, TimelineEntry } from '../api/types.ts';

export type Exchange =
  | { readonly kind: 'mail'; readonly at: string; readonly mail: AnyMail; readonly requests: readonly MailRequest[] }
  | {
      readonly kind: 'sent';
      readonly at: string;
      readonly sent: AnySent;
      /** Purposes of the replies that it says as well. */
      readonly saysAlso: readonly string[];
    }
  | { readonly kind: 'failed'; readonly at: string; readonly failed: AnyFailed }
  | { readonly kind: 'call'; readonly at: string; readonly id: string; readonly text: string; readonly by: Actor }
  | { readonly kind: 'leaving'; readonly at: string; readonly requested: Requested };

type Timeline = readonly TimelineEntry[];

/** The customer's conversation. */
export function conversationOf({ timeline }: Pick<Case, 'timeline'>): readonly Exchange[] {
  const known = readTimeline(timeline);
  return timeline.filter((entry) => sideOf(entry, known) === undefined).flatMap((entry) => exchangeOf(entry, known));
}

/** One side conversation, with what is still on its way. */
export function sideConversationOf({ timeline }: Pick<Case, 'timeline'>, id: string): readonly Exchange[] {
  const known = readTimeline(timeline);
  return timeline
    .filter((entry) => sideOf(entry, known) === id)
    .flatMap((entry) => [...exchangeOf(entry, known), ...leavingOf(entry, known)]);
}

/** Which side conversation an entry belongs to; undefined: the customer's, or nobody's. */
export function sideOf(entry: TimelineEntry, known: Known = readTimeline([entry])): string | undefined {
  const { side, replyId, conversation } = (entry.data ?? {}) as {
    side?: string;
    replyId?: string;
    conversation?: string;
  };
  switch (entry.topic) {
    case 'mail.received':
    case 'reply.requested':
      return side;
    case 'reply.sent':
    case 'reply.failed':
      return side ?? known.sides.get(replyId ?? '');
    case 'advisor.acted':
      return conversation;
    default:
      return undefined;
  }
}

/** What one entry needs to know of the others. */
interface Known {
  readonly requests: ReadonlyMap<string, readonly MailRequest[]>;
  readonly purposes: ReadonlyMap<string, string>;
  /** The side conversation of a reply. */
  readonly sides: ReadonlyMap<string, string>;
  /** Replies of which it is known what became of them. */
  readonly settled: ReadonlySet<string>;
}

function readTimeline(timeline: Timeline): Known {
  const requests = new Map<string, readonly MailRequest[]>();
  const purposes = new Map<string, string>();
  const sides = new Map<string, string>();
  const settled = new Set<string>();
  for (const { topic, data } of timeline) {
    if (topic === 'mail.understood') {
      const understood = data as { mailId: string; requests: readonly MailRequest[] };
      requests.set(understood.mailId, understood.requests);
    }
    if (topic === 'reply.requested') {
      const { replyId, purpose, side } = data as Requested;
      purposes.set(replyId, purpose);
      if (side !== undefined) sides.set(replyId, side);
    }
    if (topic === 'reply.sent' || topic === 'reply.failed') settled.add((data as Requested).replyId);
  }
  return { requests, purposes, sides, settled };
}

function exchangeOf({ topic, at, eventId, data }: TimelineEntry, { requests, purposes }: Known): Exchange[] {
  switch (topic) {
    case 'mail.received': {
      const mail = data as AnyMail;
      return [{ kind: 'mail', at, mail, requests: requests.get(mail.mailId) ?? [] }];
    }
    case 'reply.sent': {
      const sent = data as AnySent;
      const saysAlso = new Set((sent.merges ?? []).flatMap((id) => purposes.get(id) ?? []));
      return [{ kind: 'sent', at, sent, saysAlso: [...saysAlso] }];
    }
    case 'reply.failed':
      return [{ kind: 'failed', at, failed: data as AnyFailed }];
    case 'advisor.acted': {
      const { action, note = '', advisor } = data as Acted;
      return action === 'call' ? [{ kind: 'call', at, id: eventId, text: note, by: advisor ?? { id: '' } }] : [];
    }
    default:
      return [];
  }
}

function leavingOf({ topic, at, data }: TimelineEntry, { settled }: Known): Exchange[] {
  if (topic !== 'reply.requested') return [];
  const requested = data as Requested;
  return settled.has(requested.replyId) ? [] : [{ kind: 'leaving', at, requested }];
}
