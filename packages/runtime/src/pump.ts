/**
 * The heart of a flow: takes inputs in turns, and for each turn reads, folds, writes, publishes, then starts effects.
 * One turn at a time per process, so that only another process can cause a version conflict.
 */
import type { Event } from '@facteur/contracts';
import { AppError, backOffMs, isAppError, messageOf } from '@facteur/primitives';
import type { Collection, Write } from '@facteur/store';
import type { EffectPool } from './effects.ts';
import type { Keys } from './event-codec.ts';
import type { Flow, LogEntry } from './flow.ts';
import { type FoldContext, type Folded, fold, type Input } from './fold.ts';
import type { Kernel } from './kernel.ts';
import { deadLetterEvents, type Parked, type Parking, parkingError } from './parking.ts';
import type { PublishedIds } from './published.ts';
import {
  decodeState,
  encodeEntry,
  encodeState,
  newStateDocument,
  type OutboxEntry,
  type StateDocument,
} from './state-document.ts';

/** An input on its way. */
export interface Entry {
  readonly key: string;
  readonly subject: string;
  readonly input: Input;
  /** The event as it came, for events from the bus: what is parked when it cannot be handled. */
  readonly parked: Parked | undefined;
  attempts: number;
  /** `published`: what it led to is on the bus as well. */
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Takes inputs and sees them through. */
export interface Pump {
  push(entries: readonly Entry[]): void;
  /** True while something is queued, being handled, or waiting to be tried again. */
  busy(): boolean;
  /** Resolves when nothing is queued or being handled. */
  drained(): Promise<void>;
}

/** What the pump works with. */
export interface PumpParts<State> {
  readonly flow: Flow<State>;
  readonly kernel: Kernel;
  readonly collection: Collection;
  /** Where log entries go, for flows that write some. */
  readonly entries: Collection | undefined;
  readonly parking: Parking;
  readonly published: PublishedIds;
  readonly pool: () => EffectPool;
  /** Told of documents that are pending for no more than a published outbox. */
  readonly settled: (key: string, subject: string) => void;
  readonly signal: AbortSignal;
}

/** One key's work in a turn. */
interface Work<State> {
  readonly key: string;
  readonly subject: string;
  readonly entries: readonly Entry[];
  readonly before: StateDocument<State>;
  doc: StateDocument<State>;
  readonly answers: { entry: Entry; answer: unknown }[];
  readonly log: LogEntry[];
  failure: { entry: Entry; error: unknown; rest: readonly Entry[] } | undefined;
}

/** Opens the pump of one flow. */
export function openPump<State>(parts: PumpParts<State>): Pump {
  const { kernel, flow, signal } = parts;
  let queue: Entry[] = [];
  const held = new Map<string, Entry[]>();
  let loop: Promise<void> | undefined;

  const run = async (): Promise<void> => {
    while (queue.length > 0) {
      const entries = queue.slice(0, kernel.limits.maxTurn);
      queue = queue.slice(entries.length);
      const ready = entries.filter((entry) => !holdBack(held, entry));
      if (ready.length > 0) await turn(parts, ready, { again: (more) => queue.unshift(...more), hold });
    }
    loop = undefined;
  };
  const wake = (): void => {
    // A turn never rejects: failures are settled entry by entry.
    loop ??= Promise.resolve().then(run);
  };
  const hold = (entries: readonly Entry[], waitMs: number): void => {
    const key = entries[0]?.key ?? '';
    held.set(key, [...entries, ...(held.get(key) ?? [])]);
    void kernel.clock.wait(waitMs, signal).then(() => {
      const released = held.get(key) ?? [];
      held.delete(key);
      queue.unshift(...released);
      wake();
    });
  };
  return {
    push(entries) {
      queue.push(...entries);
      if (entries.length > 0) wake();
    },
    busy: () => loop !== undefined || held.size > 0,
    async drained() {
      while (loop) await loop;
      if (held.size > 0) kernel.log.debug({ flow: flow.name, held: held.size }, 'inputs wait to be tried again');
    },
  };
}

/** Keeps an input behind an earlier one of its key that waits to be tried again. */
function holdBack(held: Map<string, Entry[]>, entry: Entry): boolean {
  const waiting = held.get(entry.key);
  waiting?.push(entry);
  return waiting !== undefined;
}

interface Requeue {
  again(entries: readonly Entry[]): void;
  hold(entries: readonly Entry[], waitMs: number): void;
}

async function turn<State>(parts: PumpParts<State>, entries: readonly Entry[], requeue: Requeue): Promise<void> {
  const { kernel, flow } = parts;
  const stop = kernel.metrics.batchDuration.startTimer({ flow: flow.name });
  try {
    const keys = await kernel.keys.get([...new Set(entries.map(({ subject }) => subject))]);
    const works = await prepareWork(parts, entries, keys);
    const context = foldContext(parts, keys);
    for (const work of works) foldWork(flow, work, context);
    await writeEntries(parts, works, keys);
    const written = await writeAll(parts, works, keys, requeue);
    for (const { answers } of written)
      for (const { entry, answer } of answers) if (entry.input.kind !== 'event') entry.resolve(answer);
    const letters = await settleFailures(parts, written, keys, requeue);
    await publish(parts, [...written.flatMap(({ doc }) => doc.outbox), ...letters]);
    for (const work of written) finish(parts, work);
  } catch (error) {
    await retryTurn(parts, entries, error, requeue);
  } finally {
    kernel.metrics.lastHandled.set({ flow: flow.name }, kernel.clock.now() / 1000);
    stop();
  }
}

/** The store, the bus or the keys cannot be had: nothing of the turn is settled, all of it comes again. */
async function retryTurn<State>(
  { kernel, flow, signal }: PumpParts<State>,
  entries: readonly Entry[],
  error: unknown,
  requeue: Requeue,
): Promise<void> {
  kernel.log.error(
    { flow: flow.name, error: messageOf(error), code: isAppError(error) ? error.code : 'INTERNAL' },
    'turn failed, trying again',
  );
  for (const entry of entries.filter(({ input }) => input.kind === 'command')) entry.reject(error);
  const rest = entries.filter(({ input }) => input.kind !== 'command');
  if (signal.aborted) {
    for (const entry of rest) entry.reject(error);
    return;
  }
  await kernel.clock.wait(backOffMs(2, kernel.random, kernel.limits.handlerBackOff), signal);
  requeue.again(rest);
}

function foldContext<State>({ kernel, published }: PumpParts<State>, keys: Keys): FoldContext {
  const { random, limits, clock } = kernel;
  return { nowMs: clock.now(), keys, random, isPublished: published.has, inboxMs: limits.inboxMs };
}

/** Groups by key, parks what must wait behind a dead letter, drops what concerns erased people, and reads the documents. */
async function prepareWork<State>(
  parts: PumpParts<State>,
  entries: readonly Entry[],
  keys: Keys,
): Promise<Work<State>[]> {
  const { flow, collection, parking } = parts;
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (!keys.has(entry.subject)) entry.resolve(undefined);
    else groups.set(entry.key, [...(groups.get(entry.key) ?? []), entry]);
  }
  await parkLate(parts, groups, await parking.parked(flow.name, [...groups.keys()]));
  const ids = [...groups.keys()];
  const events = [...groups.values()].flat().flatMap(({ input }) => (input.kind === 'event' ? [input.event] : []));
  await flow.prepare?.(events);
  const stored = await collection.getMany(ids);
  return ids.map((key, index) => {
    const group = groups.get(key) ?? [];
    const subject = group[0]?.subject ?? key;
    const dataKey = keys.get(subject);
    const found = stored[index];
    const before = found && dataKey ? decodeState(flow, found, dataKey) : newStateDocument(flow, key, subject);
    return { key, subject, entries: group, before, doc: before, answers: [], log: [], failure: undefined };
  });
}

async function parkLate<State>(
  { flow, parking }: PumpParts<State>,
  groups: Map<string, Entry[]>,
  parkedKeys: ReadonlySet<string>,
): Promise<void> {
  for (const key of parkedKeys) {
    const group = groups.get(key) ?? [];
    const late = group.filter(({ parked }) => parked !== undefined);
    if (late.length === 0) continue;
    const events = late.flatMap(({ parked }) => (parked ? [parked] : []));
    await parking.add(flow.name, key, late[0]?.subject ?? key, events, {
      code: 'INTERNAL',
      message: 'behind a dead letter',
      attempts: 1,
    });
    for (const entry of late) entry.resolve(undefined);
    groups.set(
      key,
      group.filter(({ parked }) => parked === undefined),
    );
  }
}

function foldWork<State>(flow: Flow<State>, work: Work<State>, context: FoldContext): void {
  for (const [index, entry] of work.entries.entries()) {
    try {
      const folded: Folded<State> = fold(flow, work.doc, entry.input, context);
      if (folded.changed) work.doc = folded.doc;
      work.log.push(...(folded.entries ?? []));
      work.answers.push({ entry, answer: folded.answer });
    } catch (error) {
      if (entry.input.kind === 'command') {
        entry.reject(error);
        continue;
      }
      work.failure = { entry, error, rest: work.entries.slice(index + 1) };
      return;
    }
  }
}

/** Entries come first: a crash before the state is written writes them again, under the same ids, to no effect. */
async function writeEntries<State>(
  { flow, entries }: PumpParts<State>,
  works: readonly Work<State>[],
  keys: Keys,
): Promise<void> {
  const writes = works.flatMap(({ log, subject }) =>
    log.map((entry): Write => ({ op: 'insert', doc: encodeEntry(flow, entry, subject, keys.get(subject)) })),
  );
  if (writes.length > 0) await entries?.write(writes);
}

/** Writes every changed document at its version; returns the works that stand, and queues again those that lost a race. */
async function writeAll<State>(
  { flow, kernel, collection }: PumpParts<State>,
  works: readonly Work<State>[],
  keys: Keys,
  requeue: Requeue,
): Promise<Work<State>[]> {
  const changed = works.filter(({ doc, before }) => doc !== before);
  const writes = changed.map(({ doc, subject }): Write => {
    const dataKey = keys.get(subject);
    if (!dataKey) throw new AppError('KEY_ERASED', `The key of ${subject} is gone`);
    const encoded = encodeState(flow, doc, dataKey);
    return doc.version === 0 ? { op: 'insert', doc: encoded } : { op: 'replace', doc: encoded, at: doc.version };
  });
  const outcomes = writes.length > 0 ? await collection.write(writes) : [];
  const lost = new Set(changed.filter((_, index) => outcomes[index]?.outcome !== 'done'));
  for (const work of lost) {
    kernel.metrics.conflicts.inc({ flow: flow.name });
    requeue.again(work.entries);
  }
  return works.filter((work) => !lost.has(work));
}

/** Failed inputs are tried again later, or put aside for good; returns what tells people of the latter. */
async function settleFailures<State>(
  parts: PumpParts<State>,
  works: readonly Work<State>[],
  keys: Keys,
  requeue: Requeue,
): Promise<OutboxEntry[]> {
  const letters: OutboxEntry[] = [];
  for (const { failure, key, subject } of works) {
    if (!failure) continue;
    const { entry, error, rest } = failure;
    entry.attempts += 1;
    const { kernel, flow, parking } = parts;
    const reason = parkingError(error, entry.attempts);
    const mayRetry = !isAppError(error) || error.retry === 'later';
    kernel.log.warn(
      { flow: flow.name, case: subject, code: reason.code, attempts: entry.attempts, error: reason.message },
      'handler failed',
    );
    if (mayRetry && entry.attempts < kernel.limits.handlerAttempts) {
      kernel.metrics.retries.inc({ flow: flow.name, code: reason.code });
      requeue.hold([entry, ...rest], backOffMs(entry.attempts, kernel.random, kernel.limits.handlerBackOff));
      continue;
    }
    requeue.again(rest);
    if (!entry.parked) {
      entry.reject(error);
      continue;
    }
    await parking.add(flow.name, key, subject, [entry.parked], reason);
    kernel.metrics.deadLetters.inc({ flow: flow.name, code: reason.code });
    const event: Event | undefined = entry.input.kind === 'event' ? entry.input.event : undefined;
    letters.push(...deadLetterEvents(flow.name, subject, entry.parked, event, reason, kernel, keys));
    entry.resolve(undefined);
  }
  return letters;
}

/** Publishes what is not known to be on the bus, in order; does not return before it is, unless the process stops. */
async function publish<State>(
  { kernel, published, flow, signal }: PumpParts<State>,
  outbox: readonly OutboxEntry[],
): Promise<void> {
  const fresh = outbox.filter(({ event }) => !published.has(event.id));
  if (fresh.length === 0) return;
  const messages = fresh.map(({ topic, event }) => ({ topic, key: event.subject, value: event }));
  for (let attempt = 1; ; attempt += 1) {
    try {
      await kernel.bus.publish(messages);
      break;
    } catch (error) {
      if (!isAppError(error) || error.retry === 'never' || signal.aborted) throw error;
      kernel.log.warn({ flow: flow.name, code: error.code, attempt }, 'bus unavailable, publishing again');
      await kernel.clock.wait(backOffMs(attempt, kernel.random, kernel.limits.handlerBackOff), signal);
    }
  }
  for (const { topic, event } of fresh) {
    published.add(event.id);
    kernel.metrics.published.inc({ flow: flow.name, topic });
  }
}

function finish<State>({ pool, settled }: PumpParts<State>, { doc, key, subject, answers }: Work<State>): void {
  for (const effect of doc.effects) pool().start(effect, key, subject);
  if (doc.pending !== undefined && doc.effects.length === 0) settled(key, subject);
  for (const { entry, answer } of answers) if (entry.input.kind === 'event') entry.resolve(answer);
}
