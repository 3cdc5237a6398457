/** What tells people that something was given up: the dead letter and, but for the hand-off itself, a review of the case. */
import { MAX_MESSAGE_BYTES } from '@facteur/bus';
import { deadLettered, deadLetterTopic, reviewRequested } from '@facteur/contracts';
import { derivedId, type Random } from '@facteur/primitives';
import { encodeDrafts, type Keys } from './event-codec.ts';
import type { FailureReason } from './failure.ts';
import type { WireEvent } from './seal-event.ts';
import type { OutboxEntry } from './state-document.ts';

/** An event to put aside, as it came. */
export interface Parked {
  readonly topic: string;
  readonly event: WireEvent;
}

/** Room for what a dead letter says beside the event. */
const LETTER_BYTES = 20_000;

/** The events to publish. Their ids derive from the event's: said twice, they are heard once. */
export function deadLetterEvents(
  flow: string,
  subject: string,
  { topic, event }: Parked,
  reason: FailureReason,
  { nowMs, keys, random }: { nowMs: number; keys: Keys; random: Random },
): OutboxEntry[] {
  const traceparent = typeof event.traceparent === 'string' ? event.traceparent : undefined;
  const cause = { id: event.id, source: `${flow}.dead-letter`, nowMs, traceparent };
  const letter = deadLettered.about(subject, {
    group: flow,
    topic,
    eventId: event.id,
    attempts: reason.attempts,
    code: reason.code,
    error: reason.message,
    event: fits(event) ? (event as never) : null,
  });
  const wanted =
    flow.startsWith('human-handoff') || !keys.has(subject)
      ? [letter]
      : [letter, review(flow, subject, topic, event, reason)];
  const encoded = encodeDrafts(wanted as never[], cause, keys, random);
  return encoded.map((entry) =>
    entry.topic === deadLettered.topic ? { ...entry, topic: deadLetterTopic(flow) } : entry,
  );
}

function fits(event: WireEvent): boolean {
  return Buffer.byteLength(JSON.stringify(event)) <= MAX_MESSAGE_BYTES - LETTER_BYTES;
}

function review(flow: string, subject: string, topic: string, event: WireEvent, reason: FailureReason) {
  return reviewRequested.about(subject, {
    reviewId: `${subject}.${derivedId('handler-failed', flow, event.id)}`,
    queue: 'exploitation',
    mailbox: 'unknown',
    language: 'fr',
    priority: 'high',
    reasons: [{ code: 'handler-failed', detail: `${flow} · ${topic} · ${reason.code}: ${reason.message}` }],
    runVersion: 0,
    requests: [],
    show: [],
    options: [],
    data: {},
    supersedes: [],
  });
}
