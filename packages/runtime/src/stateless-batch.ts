/** A batch on its way through a flow without state: all at once, and one by one when something in it fails. */
import type { Batch } from '@facteur/bus';
import type { Event } from '@facteur/contracts';
import { backOffMs } from '@facteur/primitives';
import { deadLetterEvents } from './dead-letter.ts';
import { decodeEvent, type Keys, newerError, wireOf } from './event-codec.ts';
import { isOutage, mayRetry, reasonOf, tellable } from './failure.ts';
import { type OutputParts, outputsOf, publishOutputs } from './outputs.ts';
import type { Parking } from './parking.ts';
import type { WireEvent } from './seal-event.ts';
import type { OutboxEntry } from './state-document.ts';

/** What a batch is handled with. */
export interface BatchParts extends OutputParts {
  readonly parking: Parking;
  /** Aborts when the runner stops: what fails goes back to the bus instead of being tried again. */
  readonly signal: AbortSignal;
}

/** A batch under way. */
interface Round extends BatchParts {
  readonly keys: Keys;
  /** Cases with something parked. */
  readonly aside: Set<string>;
}

type Item = { readonly wire: WireEvent } & (
  | { readonly event: Event }
  | { readonly event: undefined; readonly error: unknown }
);

/**
 * Resolves once everything that the batch leads to is on the bus.
 * @throws AppError `EVENT_NEWER` once what came before is handled; what store, bus or keys throw
 */
export async function handleStatelessBatch(parts: BatchParts, batch: Batch): Promise<void> {
  const { kernel, flow, parking } = parts;
  const stop = kernel.metrics.batchDuration.startTimer({ flow: flow.name });
  try {
    const wires = batch.messages.map((message) => wireOf(batch.topic, batch.partition, message));
    const subjects = [...new Set(wires.map(({ subject }) => subject))];
    const keys = await kernel.keys.get(subjects);
    const round = { ...parts, keys, aside: new Set(await parking.parked(flow.name, subjects)) };
    const { items, newer } = readItems(round, wires);
    await publishOutputs(parts, await handleItems(round, items));
    kernel.metrics.lastHandled.set({ flow: flow.name }, kernel.clock.now() / 1000);
    if (newer !== undefined) throw newerError(flow.name, newer);
  } finally {
    stop();
  }
}

function readItems({ flow, kernel, keys }: Round, wires: readonly WireEvent[]): { items: Item[]; newer?: string } {
  const items: Item[] = [];
  for (const wire of wires) {
    const decoded = decodeEvent(wire, flow.definition, keys, kernel.opened);
    if (decoded.kind === 'newer') return { items, newer: decoded.type };
    kernel.metrics.handled.inc({ flow: flow.name, topic: flow.definition.topic, outcome: decoded.kind });
    if (decoded.kind === 'event') items.push({ wire, event: decoded.event });
    if (decoded.kind === 'unreadable') items.push({ wire, event: undefined, error: decoded.error });
  }
  return { items };
}

async function handleItems(round: Round, items: readonly Item[]): Promise<OutboxEntry[]> {
  const { flow, kernel, aside, keys } = round;
  if (items.every(({ wire, event }) => event !== undefined && !aside.has(wire.subject))) {
    try {
      return await outputsOf(
        round,
        items.flatMap(({ event }) => event ?? []),
        keys,
      );
    } catch (error) {
      if (isOutage(error)) throw error;
      kernel.log.warn(
        { flow: flow.name, events: items.length, error: tellable(error) },
        'batch failed, going on one by one',
      );
    }
  }
  const outputs: OutboxEntry[] = [];
  for (const item of items) outputs.push(...(await handleItem(round, item)));
  return outputs;
}

async function handleItem(round: Round, item: Item): Promise<OutboxEntry[]> {
  const { aside, keys } = round;
  if (aside.has(item.wire.subject)) {
    const letters = await parkBehind(round, item.wire);
    if (letters) return letters;
    aside.delete(item.wire.subject);
  }
  if (item.event === undefined) return putAside(round, item.wire, item.error, 1);
  const { kernel, signal } = round;
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await outputsOf(round, [item.event], keys);
    } catch (error) {
      if (isOutage(error) || signal.aborted) throw error;
      if (!mayRetry(error) || attempts >= kernel.limits.handlerAttempts)
        return putAside(round, item.wire, error, attempts);
      kernel.metrics.retries.inc({ flow: round.flow.name, code: reasonOf(error, attempts).code });
      await kernel.clock.wait(backOffMs(attempts, kernel.random, kernel.limits.handlerBackOff), signal);
    }
  }
}

/** Undefined when nothing waits any more: the event is handled as usual. */
async function parkBehind(round: Round, wire: WireEvent): Promise<OutboxEntry[] | undefined> {
  const { flow, parking } = round;
  const parked = { topic: flow.definition.topic, event: wire };
  const head = await parking.addBehind(flow.name, wire.subject, [parked]);
  if (!head) return undefined;
  // Put aside before, and come again: perhaps nobody was told yet.
  return head.first?.event.id === wire.id
    ? deadLetterEvents(flow.name, wire.subject, parked, head.error, letterContext(round))
    : [];
}

async function putAside(round: Round, wire: WireEvent, error: unknown, attempts: number): Promise<OutboxEntry[]> {
  const { flow, kernel, parking, aside } = round;
  const reason = reasonOf(error, attempts);
  const { code, message } = reason;
  kernel.log.warn({ flow: flow.name, case: wire.subject, code, attempts, error: message }, 'event put aside');
  const parked = { topic: flow.definition.topic, event: wire };
  await parking.add(flow.name, wire.subject, wire.subject, [parked], reason);
  aside.add(wire.subject);
  kernel.metrics.deadLetters.inc({ flow: flow.name, code });
  return deadLetterEvents(flow.name, wire.subject, parked, reason, letterContext(round));
}

function letterContext({ kernel, keys }: Round) {
  return { nowMs: kernel.clock.now(), random: kernel.random, keys };
}
