/** Runs a flow: takes its events from the bus, its commands from HTTP, its timers and effects from its own documents. */

import type { Batch, Subscription } from '@facteur/bus';
import { type Event, type EventDefinition, timerFired } from '@facteur/contracts';
import { AppError, derivedId } from '@facteur/primitives';
import type { Query } from '@facteur/store';
import { openEffectPool } from './effects.ts';
import { asWire, decodeEvent } from './event-codec.ts';
import type { EffectRequest, EffectResult, Flow } from './flow.ts';
import type { Input } from './fold.ts';
import type { Kernel } from './kernel.ts';
import type { Parked, Parking } from './parking.ts';
import { publishedIds } from './published.ts';
import { type Entry, openPump } from './pump.ts';
import { decodeEntry, decodeState, type StateDocument, stateCollection } from './state-document.ts';
import { repeat, timerScan } from './timers.ts';

/** A page of opened state documents. */
export interface StatePage<State> {
  readonly documents: readonly StateDocument<State>[];
  readonly cursor?: string;
}

/** A flow at work. */
export interface Runner<State = unknown> {
  readonly name: string;
  /** Takes up what a dead process left pending, then joins the group. */
  start(): Promise<void>;
  /** Stops taking inputs, lets what runs end, writes what is known. */
  stop(): Promise<void>;
  /**
   * Applies a command; resolves with the handler's answer once the document is durable. `id` makes it take effect once.
   * @throws what the handler throws
   */
  command(about: { key: string; subject?: string; id?: string }, name: string, payload: unknown): Promise<unknown>;
  read(key: string): Promise<StateDocument<State> | undefined>;
  find(query: Query): Promise<StatePage<State>>;
  /** Log entries, opened; those of erased people are left out. */
  findEntries(
    query: Query,
  ): Promise<{ readonly entries: readonly { id: string; content: unknown }[]; readonly cursor?: string }>;
  /** Handles parked events of a key again, in order. Returns how many went through. @throws what the first to fail throws */
  replayParked(key: string): Promise<number>;
  /** Gives up the first parked event of a key for good, then handles the rest. */
  dropParked(key: string): Promise<number>;
  /** True while anything is queued, running or waiting to be tried again. */
  busy(): boolean;
  /** Fires due timers now. */
  fireTimers(): Promise<number>;
}

/** Opens a runner; nothing runs before `start`. */
export async function openRunner<State>(flow: Flow<State>, kernel: Kernel, parking: Parking): Promise<Runner<State>> {
  const collection = await kernel.store.collection(stateCollection(flow.state.collection));
  const entries = flow.state.entries && (await kernel.store.collection(flow.state.entries));
  const stopping = new AbortController();
  const settling = new Map<string, string>();
  const pump = openPump<State>({
    flow,
    kernel,
    collection,
    entries,
    parking,
    published: publishedIds(),
    pool: () => pool,
    settled: (key, subject) => settling.set(key, subject),
    signal: stopping.signal,
  });
  const apply = (key: string, subject: string, input: Input, parked?: Parked): Promise<unknown> =>
    new Promise((resolve, reject) => pump.push([{ key, subject, input, parked, attempts: 0, resolve, reject }]));
  const pool = openEffectPool(flow, kernel, (effect: EffectRequest, result: EffectResult, key, subject) =>
    apply(key, subject, { kind: 'effect', id: `effect/${effect.id}`, effect, result }).then(() => undefined),
  );
  const scan = timerScan(flow.name, kernel, collection);

  /** Clears the pending mark of documents whose outbox is published. */
  const settle = async (): Promise<void> => {
    const entries = [...settling].map(([key, subject]) => apply(key, subject, { kind: 'published' }));
    settling.clear();
    await Promise.all(entries);
  };
  /** Touches every document that has been pending for `olderMs`: what is unpublished is published, what is undone is done. */
  const sweep = async (olderMs: number): Promise<void> => {
    let after: string | undefined;
    do {
      const range = { below: kernel.clock.now() - olderMs + 1 };
      const page = await collection.find({ index: 'kernel-pending', range, limit: 500, ...(after ? { after } : {}) });
      await Promise.all(page.documents.map((doc) => apply(doc._id, String(doc.subject), { kind: 'published' })));
      after = page.cursor;
    } while (after);
  };
  const open = async (
    stored: NonNullable<Awaited<ReturnType<typeof collection.get>>>,
  ): Promise<StateDocument<State> | undefined> => {
    const dataKey = (await kernel.keys.get([String(stored.subject)])).get(String(stored.subject));
    return dataKey && decodeState(flow, stored, dataKey);
  };
  const loops: Promise<void>[] = [];
  let subscription: Subscription | undefined;

  return {
    name: flow.name,
    busy: () => pump.busy() || pool.size() > 0,
    fireTimers: scan,
    async start() {
      await sweep(0);
      const topics = topicsOf(flow);
      subscription = await kernel.bus.subscribe({
        group: flow.name,
        topics,
        handle: (batch) => handleBatch(flow, kernel, batch, pump.push, () => pool.below(1_000)),
      });
      loops.push(
        repeat(kernel, 250, stopping.signal, `${flow.name} settle`, settle),
        repeat(kernel, kernel.limits.sweepMs, stopping.signal, `${flow.name} sweep`, () =>
          sweep(kernel.limits.sweepMs),
        ),
      );
      if (flow.timer)
        loops.push(repeat(kernel, kernel.limits.timerPollMs, stopping.signal, `${flow.name} timers`, scan));
    },
    async stop() {
      await subscription?.close();
      await pool.stop();
      await pump.drained();
      stopping.abort();
      await Promise.all(loops);
      await settle();
    },
    command: ({ key, subject = key, id = derivedId(kernel.random.bytes(16).toString('hex')) }, name, payload) =>
      apply(key, subject, { kind: 'command', id, name, payload }),
    async read(key) {
      const stored = await collection.get(key);
      return stored && open(stored);
    },
    async find(query) {
      const page = await collection.find(query);
      const opened = await Promise.all(page.documents.map(open));
      const documents = opened.filter((doc) => doc !== undefined);
      return page.cursor === undefined ? { documents } : { documents, cursor: page.cursor };
    },
    async findEntries(query) {
      if (!entries) return { entries: [] };
      const page = await entries.find(query);
      const keys = await kernel.keys.get([...new Set(page.documents.map(({ subject }) => String(subject)))]);
      const opened = page.documents.flatMap((doc) => {
        const dataKey = keys.get(String(doc.subject));
        return dataKey ? [decodeEntry(flow, doc, dataKey)] : [];
      });
      return page.cursor === undefined ? { entries: opened } : { entries: opened, cursor: page.cursor };
    },
    replayParked: (key) => replay(flow, kernel, parking, key, 0, (subject, input) => apply(key, subject, input)),
    dropParked: (key) => replay(flow, kernel, parking, key, 1, (subject, input) => apply(key, subject, input)),
  };
}

function topicsOf<State>(flow: Flow<State>): string[] {
  return [...new Set([...flow.events.keys(), ...(flow.timer ? [timerFired.topic] : [])])];
}

function definitionOf<State>(flow: Flow<State>, topic: string): EventDefinition | undefined {
  return topic === timerFired.topic ? (timerFired as EventDefinition) : flow.events.get(topic)?.definition;
}

/** Which document an event of the bus is about; undefined: none of this flow's. */
function keyOf<State>(flow: Flow<State>, event: Event): string | undefined {
  if (event.type !== timerFired.type) return (flow.state.keyOf ?? (({ subject }) => subject))(event);
  const data = event.data as { flow: string; key: string };
  return data.flow === flow.name ? data.key : undefined;
}

/** Hands a batch to the pump and waits for all of it, so that its offset is committed only then. */
async function handleBatch<State>(
  flow: Flow<State>,
  kernel: Kernel,
  batch: Batch,
  push: (entries: Entry[]) => void,
  room: () => Promise<void>,
): Promise<void> {
  await room();
  const definition = definitionOf(flow, batch.topic);
  if (!definition) return;
  const wires = batch.messages.flatMap(({ value }) => asWire(value) ?? []);
  const keys = await kernel.keys.get([...new Set(wires.map(({ subject }) => subject))]);
  const settled: Promise<unknown>[] = [];
  const entries: Entry[] = [];
  let newer: string | undefined;
  const count = (outcome: string): void => kernel.metrics.handled.inc({ flow: flow.name, topic: batch.topic, outcome });
  for (const wire of wires) {
    const decoded = decodeEvent(wire, definition, keys);
    if (decoded.kind === 'newer') {
      newer = decoded.type;
      break;
    }
    count(decoded.kind);
    if (decoded.kind === 'erased') continue;
    const event = decoded.kind === 'event' ? decoded.event : (wire as unknown as Event);
    const key = decoded.kind === 'event' ? keyOf(flow, event) : wire.subject;
    if (key === undefined) {
      await flow.prepare?.([event]);
      continue;
    }
    const input: Input =
      decoded.kind === 'event'
        ? { kind: 'event', id: wire.id, event, topic: batch.topic }
        : { kind: 'unreadable', id: wire.id, error: decoded.error };
    settled.push(
      new Promise((resolve, reject) =>
        entries.push({
          key,
          subject: wire.subject,
          input,
          parked: { topic: batch.topic, event: wire },
          attempts: 0,
          resolve,
          reject,
        }),
      ),
    );
  }
  push(entries);
  await Promise.all(settled);
  if (newer)
    throw new AppError(
      'EVENT_NEWER',
      `${flow.name} cannot read ${newer}: a newer version publishes it; upgrade this process`,
      { retry: 'later' },
    );
}

type Apply = (subject: string, input: Input) => Promise<unknown>;

async function replay<State>(
  flow: Flow<State>,
  kernel: Kernel,
  parking: Parking,
  key: string,
  skip: number,
  apply: Apply,
): Promise<number> {
  let count = 0;
  for (let drop = skip; ; ) {
    const record = await parking.read(flow.name, key);
    if (!record) return count;
    const first = record.events[0];
    if (first && drop === 0) {
      await replayOne(flow, kernel, first, apply, record.subject);
      count += 1;
    }
    if (await parking.remove(record, 1)) drop = 0;
  }
}

async function replayOne<State>(
  flow: Flow<State>,
  kernel: Kernel,
  { topic, event: wire }: Parked,
  apply: Apply,
  subject: string,
): Promise<void> {
  const definition = definitionOf(flow, topic);
  if (!definition) throw new AppError('NOT_FOUND', `${flow.name} no longer consumes ${topic}: drop the event instead`);
  const decoded = decodeEvent(wire, definition, await kernel.keys.get([subject]));
  if (decoded.kind === 'unreadable') throw decoded.error;
  if (decoded.kind === 'event') await apply(subject, { kind: 'event', id: wire.id, event: decoded.event, topic });
}
