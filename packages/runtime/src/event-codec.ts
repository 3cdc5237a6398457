/** From drafts to sealed events with derived ids, and back from the bus to checked events. */
import type { KeyObject } from 'node:crypto';
import { type Delivered, MAX_MESSAGE_BYTES } from '@facteur/bus';
import { type Draft, type Event, type EventDefinition, readType } from '@facteur/contracts';
import { AppError, derivedId, isoTime, type Json, type Random } from '@facteur/primitives';
import type { Recent } from './recent.ts';
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

/**
 * The events of `drafts` as they will lie on the bus.
 * @throws AppError `EVENT_TOO_LARGE` (never) for one that no bus would take: before it is written, not after;
 *   `KEY_ERASED` for something personal about a case whose key is not in `keys`
 */
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
    return { topic: definition.topic, event: checkSize(sealEvent(event, definition, keys.get(subject))) };
  });
}

/** Below this, what stands beside the sealed part cannot make an event too large. */
const SURELY_FITS_CHARACTERS = 200_000;

function checkSize(wire: WireEvent): WireEvent {
  if (typeof wire.sealed === 'string' && wire.sealed.length < SURELY_FITS_CHARACTERS) return wire;
  const bytes = Buffer.byteLength(JSON.stringify(wire));
  if (bytes <= MAX_MESSAGE_BYTES) return wire;
  throw new AppError('EVENT_TOO_LARGE', `${wire.type} has ${bytes} bytes of at most ${MAX_MESSAGE_BYTES}`);
}

/** What a message from the bus turned out to be. `erased`: the person's key is gone, there is nothing to handle. */
export type Decoded =
  | { readonly kind: 'event'; readonly event: Event }
  | { readonly kind: 'newer'; readonly type: string }
  | { readonly kind: 'erased' }
  | { readonly kind: 'unreadable'; readonly error: AppError };

/** The data of sealed events that this process opened last, with the very bytes that were sealed: several groups read each event. */
export type OpenedEvents = Recent<{ readonly sealed: Json | undefined; readonly data: unknown }>;

/** Opens and checks an event. */
export function decodeEvent(wire: WireEvent, definition: EventDefinition, keys: Keys, opened?: OpenedEvents): Decoded {
  const type = readType(wire.type);
  if (type?.topic !== definition.topic)
    return unreadable(new AppError('EVENT_UNREADABLE', `${wire.id} is no event of ${definition.topic}`));
  if (type.version > definition.version) return { kind: 'newer', type: wire.type };
  const key = keys.get(wire.subject);
  if (wire.sealed !== undefined && key === undefined) return { kind: 'erased' };
  // A seal has a nonce of its own: the same bytes hold the same data.
  const known = opened?.get(wire.id);
  if (known && known.sealed === wire.sealed)
    return { kind: 'event', event: { ...(wire as unknown as Event), data: known.data } };
  try {
    const data = key ? unsealData(wire, definition, key) : wire.data;
    const parsed = definition.schema.safeParse(data);
    if (parsed.success) {
      if (wire.sealed !== undefined) opened?.set(wire.id, { sealed: wire.sealed, data: parsed.data });
      return { kind: 'event', event: { ...(wire as unknown as Event), data: parsed.data } };
    }
    const where = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`).join('; ');
    throw new AppError('EVENT_UNREADABLE', `${wire.type} ${wire.id} does not match its schema: ${where}`);
  } catch (cause) {
    return unreadable(
      cause instanceof AppError ? cause : new AppError('EVENT_UNREADABLE', `Cannot read ${wire.id}`, { cause }),
    );
  }
}

function unreadable(error: AppError): Decoded {
  return { kind: 'unreadable', error };
}

/** What is thrown so that the bus waits and hands the event over again: another process, or this one upgraded, can read it. */
export function newerError(flow: string, type: string): AppError {
  return new AppError(
    'EVENT_NEWER',
    `${flow} cannot read ${type}: a newer version publishes it; upgrade this process`,
    {
      retry: 'later',
    },
  );
}

const MAX_NAME_CHARACTERS = 200;

/** A bus message's value as an event, or undefined when it has not even an envelope. */
export function asWire(value: Json): WireEvent | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const wire = value as WireEvent;
  return isName(wire.id) && isName(wire.subject) && typeof wire.type === 'string' ? wire : undefined;
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.length <= MAX_NAME_CHARACTERS;
}

/** A message as an event; what has no envelope gets one that says where it lies, so that it is put aside like any unreadable event. */
export function wireOf(topic: string, partition: number, { key, offset, value }: Delivered): WireEvent {
  const wire = asWire(value);
  if (wire) return wire;
  const id = derivedId('no-envelope', topic, String(partition), String(offset));
  return { id, type: 'none', subject: isName(key) ? key : 'unknown', data: value };
}
