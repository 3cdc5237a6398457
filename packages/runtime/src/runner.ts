/** Runs a flow: takes its events from the bus, its commands from HTTP, its timers and effects from its own documents. */

import type { Subscription } from '@facteur/bus';
import { AppError, derivedId, isAppError } from '@facteur/primitives';
import { definitionOf, handleBatch, topicsOf } from './consume.ts';
import type { Parked } from './dead-letter.ts';
import { openEffectPool } from './effects.ts';
import { stoppingError, tellable } from './failure.ts';
import type { EffectRequest, EffectResult, Flow } from './flow.ts';
import { effectInputId, type Input } from './fold.ts';
import { openHoldGate } from './hold-gate.ts';
import type { Kernel } from './kernel.ts';
import type { Parking } from './parking.ts';
import { publishedIds } from './published.ts';
import { openPump } from './pump.ts';
import { pendingPages, type Queries, type QueryParts, queries, readDocument } from './queries.ts';
import { recent } from './recent.ts';
import { readParked, replayAll } from './replay.ts';
import { type StateDocument, stateCollection } from './state-document.ts';
import { repeat, timerScan } from './timers.ts';
import { newEntry } from './work.ts';

/** Documents kept in memory after they were written: a case's inputs come close together. */
const REMEMBERED_DOCUMENTS = 500;

/** Effects under way above which no further events are taken. */
const MOST_EFFECTS = 1_000;

/** A flow at work. */
export interface Runner<State = unknown> extends Queries<State> {
  readonly name: string;
  /** Takes up what a dead process left pending, then joins the group. */
  start(): Promise<void>;
  /**
   * Takes nothing new, lets what runs end, writes what is known. What fails meanwhile is not tried again: it goes back to the
   * bus, and effects that were not done stay written. Doing it twice is fine.
   */
  stop(): Promise<void>;
  /**
   * Applies a command; resolves with the handler's answer once the document is durable. `id` makes it take effect once.
   * Done before under the same `id`: resolves with undefined.
   * @throws what the handler throws; AppError `KEY_ERASED` when the case has no data key; `NOT_RUNNING` (retry later) once
   *   stopped; `STORE_UNAVAILABLE`… (retry later): it may have taken effect, which the same `id` settles
   */
  command(about: { key: string; subject?: string; id?: string }, name: string, payload: unknown): Promise<unknown>;
  /** Handles parked events of a key again, in order. Returns how many went through. @throws what the first to fail throws */
  replayParked(key: string): Promise<number>;
  /** Gives up the first parked event of a key for good (a timer with it), then handles the rest. */
  dropParked(key: string): Promise<number>;
  /** Takes up what a document still wants done or published, such as effects that are no longer held. */
  resume(key: string, subject: string): Promise<void>;
  /** The same for all documents. */
  resumeAll(): Promise<void>;
  /**
   * Goes on as if an effect had been run, with the result that someone tells.
   * @throws AppError `NOT_FOUND` when the document does not want it any more; `BAD_INPUT` for a result that does not fit
   */
  tellResult(key: string, effectId: string, result: unknown): Promise<void>;
  /** True while anything is queued, running or waiting to be tried again. */
  busy(): boolean;
  /** Fires due timers now. */
  fireTimers(): Promise<number>;
}

/** How long a pending mark may outlive its reason: most are cleared by the next write of their document, for nothing. */
const SETTLE_MS = 2_000;

/** Opens a runner; nothing runs before `start`, but commands are taken. */
export async function openRunner<State>(flow: Flow<State>, kernel: Kernel, parking: Parking): Promise<Runner<State>> {
  const collection = await kernel.store.collection(stateCollection(flow.state.collection));
  const entries = flow.state.entries && (await kernel.store.collection(flow.state.entries));
  const stopping = new AbortController();
  const { signal } = stopping;
  const settling = new Map<string, string>();
  const written = recent<StateDocument<State>>(REMEMBERED_DOCUMENTS);
  const asked = { flow, kernel, collection, entries, written };
  const pump = openPump<State>({
    flow,
    kernel,
    collection,
    entries,
    parking,
    published: publishedIds(),
    written,
    pool: () => pool,
    settled: (key, subject) => settling.set(key, subject),
    signal,
    startedMs: kernel.clock.now(),
  });
  const apply = (key: string, subject: string, input: Input): Promise<unknown> => {
    const { entry, done } = newEntry({ key, subject, input, parked: undefined });
    pump.push([entry]);
    return done;
  };
  const gate = await openHoldGate(flow, kernel);
  const pool = openEffectPool(flow, kernel, gate, async (effect: EffectRequest, result: EffectResult, key, subject) => {
    await apply(key, subject, { kind: 'effect', id: effectInputId(effect.id), effect, result });
  });
  const scan = timerScan(flow.name, kernel, collection);
  /** Touches documents: what of them is not published is published, what is not done is done, what is done is not pending. */
  const touch = async (pending: Iterable<readonly [key: string, subject: string]>): Promise<void> => {
    const touched = [...pending].map(([key, subject]) => apply(key, subject, { kind: 'published' }));
    const outcomes = await Promise.allSettled(touched);
    const failed = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [tellable(outcome.reason)] : []));
    if (failed.length > 0 && !signal.aborted)
      kernel.log.warn({ flow: flow.name, documents: failed.length, error: failed[0] }, 'some stay pending');
  };
  const settle = async (): Promise<void> => {
    const pending = [...settling];
    settling.clear();
    await touch(pending);
  };
  const sweep = async (olderMs: number): Promise<void> => {
    for await (const page of pendingPages(collection, kernel.clock.now() - olderMs)) {
      await touch(page.map((doc) => [doc._id, String(doc.subject)] as const));
    }
  };
  const watch = async (): Promise<void> => {
    await sweep(kernel.limits.sweepMs);
    await countParked();
  };
  const countParked = async (): Promise<void> =>
    kernel.metrics.parkedCases.set({ flow: flow.name }, await parking.count(flow.name));
  const replay = async (key: string, skip: number): Promise<number> => {
    try {
      return await replayAll(parking, flow.name, key, skip, {
        handle: async (parked, subject) => {
          const { event, topic } = await readAgain(flow, kernel, parked, subject);
          if (event) await apply(key, subject, { kind: 'event', id: event.id, event, topic });
        },
        drop: async (parked, subject) => {
          await apply(key, subject, { kind: 'dropped', id: parked.event.id, parked });
        },
      });
    } finally {
      await countParked();
    }
  };
  const loops: Promise<void>[] = [];
  let subscription: Subscription | undefined;
  const stop = async (): Promise<void> => {
    stopping.abort();
    const closed = subscription?.close();
    await pool.stop();
    await closed;
    await Promise.all(loops);
    await settle();
    await pump.drained();
  };
  let stopped: Promise<void> | undefined;

  return {
    name: flow.name,
    busy: () => pump.busy() || pool.size() > 0,
    fireTimers: scan,
    async start() {
      await sweep(kernel.limits.startSweepMs);
      await countParked();
      subscription = await kernel.bus.subscribe({
        group: flow.name,
        topics: topicsOf(flow),
        handle: async (batch) => {
          await pool.below(MOST_EFFECTS);
          await handleBatch(flow, kernel, batch, pump.push);
        },
      });
      loops.push(
        repeat(kernel, SETTLE_MS, signal, `${flow.name} settle`, settle),
        repeat(kernel, kernel.limits.sweepMs, signal, `${flow.name} sweep`, watch),
      );
      if (flow.timer) loops.push(repeat(kernel, kernel.limits.timerPollMs, signal, `${flow.name} timers`, scan));
    },
    stop() {
      stopped ??= stop();
      return stopped;
    },
    async command({ key, subject = key, id = derivedId(kernel.random.bytes(16).toString('hex')) }, name, payload) {
      if (signal.aborted) throw stoppingError(flow.name);
      return apply(key, subject, { kind: 'command', id, name, payload });
    },
    resume: (key, subject) => touch([[key, subject]]),
    resumeAll: () => sweep(0),
    async tellResult(key, effectId, told) {
      const found = await effectIn(asked, key, effectId);
      const { effect, subject } = found;
      const record = flow.effects.get(effect.kind)?.traits?.record;
      const value = record ? await record(effect, told, { key, subject }) : told;
      const input = { kind: 'effect', id: effectInputId(effect.id), effect, isTold: true } as const;
      await apply(key, subject, { ...input, result: { ok: true, value } }).catch(unfit);
    },
    ...queries(asked),
    replayParked: (key) => replay(key, 0),
    dropParked: (key) => replay(key, 1),
  };
}

async function readAgain<State>(flow: Flow<State>, kernel: Kernel, parked: Parked, subject: string) {
  const { topic } = parked;
  const definition = definitionOf(flow, topic);
  if (!definition) throw new AppError('NOT_FOUND', `${flow.name} no longer consumes ${topic}: drop the event instead`);
  return { topic, event: readParked(flow.name, parked, definition, await kernel.keys.get([subject])) };
}

async function effectIn<State>(
  parts: QueryParts<State>,
  key: string,
  effectId: string,
): Promise<{ effect: EffectRequest; subject: string }> {
  const doc = await readDocument(parts, key);
  const effect = doc?.effects.find(({ id }) => id === effectId);
  if (doc && effect) return { effect, subject: doc.subject };
  throw new AppError('NOT_FOUND', `${parts.flow.name}/${key} does not want effect ${effectId} any more`);
}

/** @throws AppError `BAD_INPUT`, without what other errors may quote */
function unfit(error: unknown): never {
  if (isAppError(error)) throw error;
  throw new AppError('BAD_INPUT', `The result does not fit the effect: ${tellable(error)}`, { cause: error });
}
