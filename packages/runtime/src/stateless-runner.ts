/** Runs a flow without state: what it answers to an event is stored under the event's id, then published. */
import type { Batch, Subscription } from '@facteur/bus';
import type { Draft, Event } from '@facteur/contracts';
import { AppError, backOffMs, isAppError, messageOf } from '@facteur/primitives';
import type { Collection, NewDocument, StoredDocument } from '@facteur/store';
import { asWire, decodeEvent, encodeDrafts, type Keys } from './event-codec.ts';
import type { StatelessFlow } from './flow.ts';
import type { Kernel } from './kernel.ts';
import { deadLetterEvents, type Parking, parkingError } from './parking.ts';
import type { Runner } from './runner.ts';
import type { WireEvent } from './seal-event.ts';
import type { OutboxEntry } from './state-document.ts';
import { repeat } from './timers.ts';

const PRUNE_EVERY_MS = 3_600_000;

/** What a flow without state can do once opened. */
export type StatelessRunner = Pick<Runner, 'name' | 'start' | 'stop' | 'busy' | 'replayParked' | 'dropParked'>;

/** Opens the runner; nothing runs before `start`. */
export async function openStatelessRunner(
  flow: StatelessFlow,
  kernel: Kernel,
  parking: Parking,
): Promise<StatelessRunner> {
  const outputs = await kernel.store.collection({ name: `${flow.name}-outputs`, indexes: { 'by-age': ['at'] } });
  const stopping = new AbortController();
  const loops: Promise<void>[] = [];
  let subscription: Subscription | undefined;
  let running = 0;
  const handle = async (batch: Batch): Promise<void> => {
    running += 1;
    try {
      await handleBatch(flow, kernel, outputs, parking, batch);
    } finally {
      running -= 1;
    }
  };
  const replay = async (key: string, skip: number): Promise<number> => {
    const record = await parking.read(flow.name, key);
    if (!record) return 0;
    const wires = record.events.slice(skip).map(({ event }) => event);
    const keys = await kernel.keys.get([record.subject]);
    const entries = await outputsOf(flow, kernel, outputs, readAll(flow, wires, keys).events, keys);
    await publish(kernel, entries);
    await parking.remove(record, record.events.length);
    return wires.length;
  };
  return {
    name: flow.name,
    busy: () => running > 0,
    replayParked: (key) => replay(key, 0),
    dropParked: (key) => replay(key, 1),
    async start() {
      subscription = await kernel.bus.subscribe({
        group: flow.name,
        topics: [flow.definition.topic],
        maxBatch: 128,
        handle,
      });
      loops.push(repeat(kernel, PRUNE_EVERY_MS, stopping.signal, `${flow.name} prune`, () => prune(kernel, outputs)));
    },
    async stop() {
      await subscription?.close();
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

interface ReadEvents {
  readonly events: Event[];
  readonly newer: string | undefined;
  readonly unreadable: readonly { wire: WireEvent; error: AppError }[];
}

function readAll(flow: StatelessFlow, wires: readonly WireEvent[], keys: Keys): ReadEvents {
  const events: Event[] = [];
  const unreadable: { wire: WireEvent; error: AppError }[] = [];
  for (const wire of wires) {
    const decoded = decodeEvent(wire, flow.definition, keys);
    if (decoded.kind === 'newer') return { events, newer: decoded.type, unreadable };
    if (decoded.kind === 'event') events.push(decoded.event);
    if (decoded.kind === 'unreadable') unreadable.push({ wire, error: decoded.error });
  }
  return { events, newer: undefined, unreadable };
}

async function handleBatch(
  flow: StatelessFlow,
  kernel: Kernel,
  outputs: Collection,
  parking: Parking,
  batch: Batch,
): Promise<void> {
  const stop = kernel.metrics.batchDuration.startTimer({ flow: flow.name });
  const wires = batch.messages.flatMap(({ value }) => asWire(value) ?? []);
  const keys = await kernel.keys.get([...new Set(wires.map(({ subject }) => subject))]);
  const free = await parkLate(flow, parking, wires);
  const { events, newer, unreadable } = readAll(flow, free, keys);
  const entries = await computeOrPark(flow, kernel, outputs, parking, wires, events, keys);
  for (const { wire, error } of unreadable)
    entries.push(...(await putAside(flow, kernel, parking, wire, undefined, error, 1, keys)));
  await publish(kernel, entries);
  kernel.metrics.handled.inc({ flow: flow.name, topic: batch.topic, outcome: 'event' }, events.length);
  kernel.metrics.lastHandled.set({ flow: flow.name }, kernel.clock.now() / 1000);
  stop();
  if (newer)
    throw new AppError('EVENT_NEWER', `${flow.name} cannot read ${newer}: upgrade this process`, { retry: 'later' });
}

/** Events of cases that wait behind a dead letter wait too; returns the others. */
async function parkLate(flow: StatelessFlow, parking: Parking, wires: readonly WireEvent[]): Promise<WireEvent[]> {
  const parked = await parking.parked(flow.name, [...new Set(wires.map(({ subject }) => subject))]);
  const behind = { code: 'INTERNAL', message: 'behind a dead letter', attempts: 1 };
  for (const subject of parked) {
    const late = wires.filter((wire) => wire.subject === subject);
    await parking.add(
      flow.name,
      subject,
      subject,
      late.map((event) => ({ topic: flow.definition.topic, event })),
      behind,
    );
  }
  return wires.filter(({ subject }) => !parked.has(subject));
}

/** The whole batch at once; when that fails, event by event, so that the one at fault is put aside alone. */
async function computeOrPark(
  flow: StatelessFlow,
  kernel: Kernel,
  outputs: Collection,
  parking: Parking,
  wires: readonly WireEvent[],
  events: readonly Event[],
  keys: Keys,
): Promise<OutboxEntry[]> {
  try {
    return await outputsOf(flow, kernel, outputs, events, keys);
  } catch (error) {
    kernel.log.warn(
      { flow: flow.name, events: events.length, error: messageOf(error) },
      'batch failed, going on one by one',
    );
  }
  const entries: OutboxEntry[] = [];
  for (const event of events) {
    const wire = wires.find(({ id }) => id === event.id);
    if (wire) entries.push(...(await patiently(flow, kernel, outputs, parking, wire, event, keys)));
  }
  return entries;
}

async function patiently(
  flow: StatelessFlow,
  kernel: Kernel,
  outputs: Collection,
  parking: Parking,
  wire: WireEvent,
  event: Event,
  keys: Keys,
): Promise<OutboxEntry[]> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await outputsOf(flow, kernel, outputs, [event], keys);
    } catch (error) {
      const mayRetry = !isAppError(error) || error.retry === 'later';
      if (!mayRetry || attempts >= kernel.limits.handlerAttempts)
        return putAside(flow, kernel, parking, wire, event, error, attempts, keys);
      await kernel.clock.wait(backOffMs(attempts, kernel.random, kernel.limits.handlerBackOff));
    }
  }
}

async function putAside(
  flow: StatelessFlow,
  kernel: Kernel,
  parking: Parking,
  wire: WireEvent,
  event: Event | undefined,
  error: unknown,
  attempts: number,
  keys: Keys,
): Promise<OutboxEntry[]> {
  const reason = parkingError(error, attempts);
  const parked = { topic: flow.definition.topic, event: wire };
  await parking.add(flow.name, wire.subject, wire.subject, [parked], reason);
  kernel.metrics.deadLetters.inc({ flow: flow.name, code: reason.code });
  return deadLetterEvents(flow.name, wire.subject, parked, event, reason, kernel, keys);
}

/** Stored outputs where there are some; computes and stores the others. */
async function outputsOf(
  flow: StatelessFlow,
  kernel: Kernel,
  outputs: Collection,
  events: readonly Event[],
  keys: Keys,
): Promise<OutboxEntry[]> {
  const stored = await outputs.getMany(events.map(({ id }) => id));
  const fresh = events.filter((_, index) => stored[index] === undefined);
  const drafts = fresh.length > 0 ? await flow.handle(fresh as Event<never>[]) : [];
  const computed = fresh.map((event, index) => outputDocument(flow, kernel, event, drafts[index] ?? [], keys));
  const outcomes = computed.length > 0 ? await outputs.write(computed.map((doc) => ({ op: 'insert', doc }))) : [];
  const taken = computed.filter((_, index) => outcomes[index]?.outcome === 'duplicate');
  // Another process computed it meanwhile: what is stored counts, not what we found.
  const winners = taken.length > 0 ? await outputs.getMany(taken.map(({ _id }) => _id)) : [];
  const byId = new Map<string, NewDocument | StoredDocument>();
  for (const doc of [...stored, ...computed, ...winners]) if (doc) byId.set(doc._id, doc);
  return events.flatMap(({ id }) => (byId.get(id)?.outbox ?? []) as unknown as OutboxEntry[]);
}

function outputDocument(
  flow: StatelessFlow,
  kernel: Kernel,
  event: Event,
  drafts: readonly Draft[],
  keys: Keys,
): NewDocument {
  const nowMs = kernel.clock.now();
  const cause = { id: event.id, source: flow.name, nowMs, traceparent: event.traceparent };
  const outbox = encodeDrafts(drafts, cause, keys, kernel.random);
  return { _id: event.id, at: nowMs, outbox: outbox as unknown as NewDocument[string] };
}

async function publish(kernel: Kernel, entries: readonly OutboxEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await kernel.bus.publish(entries.map(({ topic, event }) => ({ topic, key: event.subject, value: event })));
}

/** Forgets outputs older than any redelivery. */
async function prune(kernel: Kernel, outputs: Collection): Promise<void> {
  for (;;) {
    const page = await outputs.find({
      index: 'by-age',
      range: { below: kernel.clock.now() - kernel.limits.inboxMs },
      limit: 1_000,
    });
    if (page.documents.length === 0) return;
    await outputs.write(page.documents.map(({ _id, version }) => ({ op: 'delete', id: _id, at: version })));
  }
}
