/** From drafts to sealed events with derived ids, and back from the bus to checked events. */
import type { KeyObject } from 'node:crypto';
import { type Draft, type Event, type EventDefinition, readType } from '@facteur/contracts';
import { AppError, derivedId, isoTime, type Json, type Random } from '@facteur/primitives';
import { sealEvent, unsealData, type WireEvent } from './seal-event.ts';
import type { OutboxEntry } from './state-document.ts';
import { childTrace } from './trace.ts';

/** The keys of cases, by case number. */
export type Keys = ReadonlyMap<string, KeyObject>;

/** What caused new events. */
export interface Cause {
  /** Id of the input; output ids derive from it, so that a second handling yields the same. */
  readonly id: string;
  readonly source: string;
  readonly nowMs: number;
  readonly traceparent: string | undefined;
}

/** The events of `drafts` as they will lie on the bus. */
export function encodeDrafts(drafts: readonly Draft[], cause: Cause, keys: Keys, random: Random): OutboxEntry[] {
  const traceparent = childTrace(cause.traceparent, random);
  return drafts.map(({ definition, subject, data }, index) => {
    const event: Event = {
      specversion: '1.0',
      id: derivedId(cause.source, cause.id, definition.topic, String(index)),
      source: `/facteur/${cause.source}`,
      type: definition.type,
      subject,
      time: isoTime(cause.nowMs),
      datacontenttype: 'application/json',
      traceparent,
      causationid: cause.id,
      data,
    };
    return { topic: definition.topic, event: sealEvent(event, definition, keys.get(subject)) };
  });
}

/** What a message from the bus turned out to be. `erased`: the person's key is gone, there is nothing to handle. */
export type Decoded =
  | { readonly kind: 'event'; readonly event: Event }
  | { readonly kind: 'newer'; readonly type: string }
  | { readonly kind: 'erased' }
  | { readonly kind: 'unreadable'; readonly error: AppError };

/** Opens and checks an event. */
export function decodeEvent(wire: WireEvent, definition: EventDefinition, keys: Keys): Decoded {
  const version = readType(String(wire.type))?.version ?? 0;
  if (version > definition.version) return { kind: 'newer', type: wire.type };
  const key = keys.get(wire.subject);
  if (wire.sealed !== undefined && key === undefined) return { kind: 'erased' };
  try {
    const data = key ? unsealData(wire, definition, key) : wire.data;
    const parsed = definition.schema.safeParse(data);
    if (parsed.success) return { kind: 'event', event: { ...(wire as unknown as Event), data: parsed.data } };
    const where = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`).join('; ');
    throw new AppError('EVENT_UNREADABLE', `${wire.type} ${wire.id} does not match its schema: ${where}`);
  } catch (cause) {
    const error =
      cause instanceof AppError ? cause : new AppError('EVENT_UNREADABLE', `Cannot read ${wire.id}`, { cause });
    return { kind: 'unreadable', error };
  }
}

/** A bus message's value as an event, or undefined when it has not even an envelope. */
export function asWire(value: Json): WireEvent | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const wire = value as WireEvent;
  return typeof wire.id === 'string' && typeof wire.type === 'string' && typeof wire.subject === 'string'
    ? wire
    : undefined;
}
