/**
 * Poison never blocks others: an event that cannot be handled is put aside, and later events of its case wait behind it in
 * order. One record per case and flow says why; each event is a document of its own, so that any number can wait.
 */
import { derivedId, isoTime } from '@facteur/primitives';
import type { Collection, NewDocument, StoredDocument } from '@facteur/store';
import type { Parked } from './dead-letter.ts';
import type { FailureReason } from './failure.ts';
import type { Kernel } from './kernel.ts';

/** What waits for one key of one flow, oldest first. */
export interface ParkingRecord {
  readonly id: string;
  readonly flow: string;
  readonly key: string;
  readonly subject: string;
  /** ISO 8601. */
  readonly since: string;
  /** Why the first one is there. */
  readonly error: FailureReason;
  readonly events: readonly Parked[];
  readonly version: number;
}

/** What stands at the head of those that wait. */
export interface ParkedHead {
  readonly error: FailureReason;
  readonly first: Parked | undefined;
}

/** Where parked events are kept. */
export interface Parking {
  /** Which of `keys` have something parked. */
  parked(flow: string, keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Adds events (each id once) behind what is parked already, or begins with `error`. Durable when it resolves. */
  add(flow: string, key: string, subject: string, events: readonly Parked[], error: FailureReason): Promise<void>;
  /** Adds events behind what is parked; undefined, and nothing added, when nothing is parked any more. */
  addBehind(flow: string, key: string, events: readonly Parked[]): Promise<ParkedHead | undefined>;
  read(flow: string, key: string): Promise<ParkingRecord | undefined>;
  /** At most 1 000, oldest first. */
  list(): Promise<readonly ParkingRecord[]>;
  /** How many keys of `flow` have something parked. */
  count(flow: string): Promise<number>;
  /** Forgets one event of `record`. */
  forget(record: ParkingRecord, eventId: string): Promise<void>;
  /** Ends `record`, whose events are forgotten; false when some were added meanwhile (read again). */
  end(record: ParkingRecord): Promise<boolean>;
}

interface Collections {
  readonly records: Collection;
  readonly events: Collection;
}

/** Opens the parking of all flows. */
export async function openParking(kernel: Pick<Kernel, 'store' | 'clock'>): Promise<Parking> {
  const collections: Collections = {
    records: await kernel.store.collection({
      name: 'parked-cases',
      indexes: { 'by-age': ['since'], 'by-flow': ['flow'] },
    }),
    events: await kernel.store.collection({ name: 'parked-events', indexes: { 'in-order': ['record', 'place'] } }),
  };
  const { records, events } = collections;
  return {
    async parked(flow, keys) {
      // Nearly always nothing is: one question instead of one for each key.
      if ((await records.find({ index: 'by-flow', equals: { flow }, limit: 1 })).documents.length === 0)
        return new Set();
      const found = await records.getMany(keys.map((key) => idOf(flow, key)));
      return new Set(keys.filter((_, index) => found[index] !== undefined));
    },
    async add(flow, key, subject, added, error) {
      const head = { _id: idOf(flow, key), flow, key, subject, error: { ...error } };
      while (!(await append(collections, added, head._id, { ...head, since: isoTime(kernel.clock.now()) })));
    },
    addBehind: (flow, key, added) => addBehind(collections, idOf(flow, key), added),
    async read(flow, key) {
      const stored = await records.get(idOf(flow, key));
      return stored && recordOf(events, stored);
    },
    async list() {
      const page = await records.find({ index: 'by-age', limit: 1_000 });
      return Promise.all(page.documents.map((stored) => recordOf(events, stored)));
    },
    count: (flow) => records.count({ index: 'by-flow', equals: { flow } }),
    async forget({ id }, eventId) {
      await events.write([{ op: 'delete', id: eventDocumentId(id, eventId), at: 1 }]);
    },
    async end({ id, version }) {
      const [outcome] = await records.write([{ op: 'delete', id, at: version }]);
      return outcome?.outcome === 'done';
    },
  };
}

function idOf(flow: string, key: string): string {
  return `${flow}/${key}`;
}

function eventDocumentId(record: string, eventId: string): string {
  return derivedId(record, eventId);
}

async function addBehind(
  collections: Collections,
  id: string,
  added: readonly Parked[],
): Promise<ParkedHead | undefined> {
  for (;;) {
    const record = await collections.records.get(id);
    if (!record) {
      // Someone handled all that was parked while we added to it: what we added is handled as if it came now.
      await collections.events.write(
        added.map(({ event }) => ({ op: 'delete', id: eventDocumentId(id, event.id), at: 1 })),
      );
      return undefined;
    }
    if (!(await append(collections, added, id, undefined))) continue;
    const [first] = (await collections.events.find({ index: 'in-order', equals: { record: id }, limit: 1 })).documents;
    return { error: record.error as unknown as FailureReason, first: first && parkedOf(first) };
  }
}

/** Events first, then the record: what a crash leaves between is added again, in the same place. False: read again. */
async function append(
  { records, events }: Collections,
  added: readonly Parked[],
  id: string,
  fresh: NewDocument | undefined,
): Promise<boolean> {
  const before = await records.get(id);
  if (!before && !fresh) return false;
  const next = typeof before?.next === 'number' ? before.next : 0;
  await events.write(
    added.map(({ topic, event }, index) => ({
      op: 'insert',
      doc: { _id: eventDocumentId(id, event.id), record: id, place: next + index, topic, event },
    })),
  );
  const place = { next: next + added.length };
  const write = before
    ? { op: 'replace' as const, doc: { ...before, ...place } as NewDocument, at: before.version }
    : { op: 'insert' as const, doc: { ...fresh, _id: id, ...place } };
  const [outcome] = await records.write([write]);
  return outcome?.outcome === 'done';
}

async function recordOf(events: Collection, stored: StoredDocument): Promise<ParkingRecord> {
  const { _id: id, next: _, ...fields } = stored;
  const waiting: Parked[] = [];
  let after: string | undefined;
  do {
    const page = await events.find({
      index: 'in-order',
      equals: { record: id },
      limit: 1_000,
      ...(after === undefined ? {} : { after }),
    });
    waiting.push(...page.documents.map(parkedOf));
    after = page.cursor;
  } while (after !== undefined);
  return { ...(fields as unknown as Omit<ParkingRecord, 'id' | 'events'>), id, events: waiting };
}

function parkedOf({ topic, event }: StoredDocument): Parked {
  return { topic: String(topic), event: event as Parked['event'] };
}
