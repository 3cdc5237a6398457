/** Poison never blocks others: an event that cannot be handled is put aside, and later events of its case wait behind it in order. */
import { deadLettered, deadLetterTopic, type Event, reviewRequested } from '@facteur/contracts';
import { AppError, derivedId, isAppError, isoTime, type JsonObject, messageOf } from '@facteur/primitives';
import type { Collection, NewDocument, StoredDocument } from '@facteur/store';
import { encodeDrafts, type Keys } from './event-codec.ts';
import type { Kernel } from './kernel.ts';
import type { WireEvent } from './seal-event.ts';
import type { OutboxEntry } from './state-document.ts';

/** An event to put aside, as it came. */
export interface Parked {
  readonly topic: string;
  readonly event: WireEvent;
}

/** Why the first one is there. */
export interface ParkingError {
  readonly code: string;
  readonly message: string;
  readonly attempts: number;
}

/** What waits for one key of one flow, oldest first. */
export interface ParkingRecord {
  readonly id: string;
  readonly flow: string;
  readonly key: string;
  readonly subject: string;
  readonly since: string;
  readonly error: ParkingError;
  readonly events: readonly Parked[];
  readonly version: number;
}

/** Where parked events are kept. */
export interface Parking {
  /** Which of `keys` have something parked. */
  parked(flow: string, keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Adds events behind what is parked already (each id once), or begins with `error`. Durable when it resolves. */
  add(flow: string, key: string, subject: string, events: readonly Parked[], error: ParkingError): Promise<void>;
  read(flow: string, key: string): Promise<ParkingRecord | undefined>;
  list(): Promise<readonly ParkingRecord[]>;
  /** Forgets the first `count` events; false when someone added meanwhile (read again). */
  remove(record: ParkingRecord, count: number): Promise<boolean>;
}

/** Opens the parking of all flows. */
export async function openParking(kernel: Pick<Kernel, 'store' | 'clock'>): Promise<Parking> {
  const collection = await kernel.store.collection({ name: 'parked-events', indexes: { 'by-age': ['since'] } });
  const idOf = (flow: string, key: string): string => `${flow}/${key}`;
  const read = async (flow: string, key: string): Promise<ParkingRecord | undefined> => {
    const stored = await collection.get(idOf(flow, key));
    return stored && recordOf(stored);
  };
  return {
    read,
    async parked(flow, keys) {
      const found = await collection.getMany(keys.map((key) => idOf(flow, key)));
      return new Set(keys.filter((_, index) => found[index] !== undefined));
    },
    async add(flow, key, subject, events, error) {
      for (;;) {
        const before = await collection.get(idOf(flow, key));
        if (
          await append(
            collection,
            before,
            { _id: idOf(flow, key), flow, key, subject },
            events,
            error,
            kernel.clock.now(),
          )
        )
          return;
      }
    },
    async list() {
      const page = await collection.find({ index: 'by-age', limit: 1_000 });
      return page.documents.map(recordOf);
    },
    async remove(record, count) {
      const rest = record.events.slice(count);
      const { version, id, ...fields } = record;
      const doc = { ...fields, _id: id, events: rest } as unknown as NewDocument;
      const write =
        rest.length > 0 ? { op: 'replace' as const, doc, at: version } : { op: 'delete' as const, id, at: version };
      const [outcome] = await collection.write([write]);
      return outcome?.outcome === 'done';
    },
  };
}

function recordOf(stored: StoredDocument): ParkingRecord {
  const { _id, ...fields } = stored;
  return { ...(fields as unknown as Omit<ParkingRecord, 'id'>), id: _id };
}

async function append(
  collection: Collection,
  before: StoredDocument | undefined,
  head: JsonObject & { _id: string },
  events: readonly Parked[],
  error: ParkingError,
  nowMs: number,
): Promise<boolean> {
  const earlier = before ? recordOf(before).events : [];
  const known = new Set(earlier.map(({ event }) => event.id));
  const all = [...earlier, ...events.filter(({ event }) => !known.has(event.id))] as unknown as JsonObject[];
  const doc = before
    ? { ...(before as NewDocument), events: all }
    : { ...head, since: isoTime(nowMs), error: { ...error }, events: all };
  const write = before ? { op: 'replace' as const, doc, at: before.version } : { op: 'insert' as const, doc };
  const [outcome] = await collection.write([write]);
  return outcome?.outcome === 'done';
}

/** What tells people about an event put aside: the dead letter and, but for the hand-off itself, a review of the case. */
export function deadLetterEvents(
  flow: string,
  subject: string,
  parked: Parked,
  event: Event | undefined,
  error: ParkingError,
  kernel: Pick<Kernel, 'clock' | 'random'>,
  keys: Keys,
): OutboxEntry[] {
  const cause = {
    id: parked.event.id,
    source: `${flow}.dead-letter`,
    nowMs: kernel.clock.now(),
    traceparent: event?.traceparent,
  };
  const letter = deadLettered.about(subject, {
    group: flow,
    topic: parked.topic,
    eventId: parked.event.id,
    attempts: error.attempts,
    code: error.code,
    error: error.message,
    event: parked.event as never,
  });
  const review = reviewRequested.about(subject, {
    reviewId: `${subject}.${derivedId('handler-failed', flow, parked.event.id)}`,
    queue: 'exploitation',
    mailbox: 'unknown',
    language: 'fr',
    priority: 'high',
    reasons: [{ code: 'handler-failed', detail: `${flow} · ${parked.topic} · ${error.code}: ${error.message}` }],
    runVersion: 0,
    requests: [],
    show: [],
    options: [],
    data: {},
    supersedes: [],
  });
  const wanted = flow.startsWith('human-handoff') || !keys.has(subject) ? [letter] : [letter, review];
  const encoded = encodeDrafts(wanted as never[], cause, keys, kernel.random);
  return encoded.map((entry) =>
    entry.topic === deadLettered.topic ? { ...entry, topic: deadLetterTopic(flow) } : entry,
  );
}

/** Anything thrown, as it is kept with a dead letter. */
export function parkingError(error: unknown, attempts: number): ParkingError {
  const known = isAppError(error) ? error : new AppError('INTERNAL', messageOf(error), { cause: error });
  return { code: known.code, message: known.message, attempts };
}
