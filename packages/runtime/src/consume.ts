/** From a batch of the bus to the pump: reads the events, and waits until all of them have had their effect. */
import type { Batch } from '@facteur/bus';
import { type Event, type EventDefinition, timerFired } from '@facteur/contracts';
import { decodeEvent, type Keys, newerError, wireOf } from './event-codec.ts';
import type { Flow } from './flow.ts';
import type { Kernel } from './kernel.ts';
import type { WireEvent } from './seal-event.ts';
import { type Entry, newEntry } from './work.ts';

/** The topics of a flow. */
export function topicsOf<State>(flow: Flow<State>): string[] {
  return [...new Set([...flow.events.keys(), ...(flow.timer ? [timerFired.topic] : [])])];
}

/** What events of `topic` are; undefined when the flow does not consume it. */
export function definitionOf<State>(flow: Flow<State>, topic: string): EventDefinition | undefined {
  return topic === timerFired.topic ? (timerFired as EventDefinition) : flow.events.get(topic)?.definition;
}

/** Which document an event of the bus is about; undefined: none of this flow's. */
function keyOf<State>(flow: Flow<State>, event: Event): string | undefined {
  if (event.type !== timerFired.type) return (flow.state.keyOf ?? (({ subject }) => subject))(event);
  const data = event.data as { flow: string; key: string };
  return data.flow === flow.name ? data.key : undefined;
}

/**
 * Hands a batch to the pump and waits for all of it, so that its offset is committed only then.
 * @throws AppError `EVENT_NEWER` once what came before is handled; whatever an entry was refused for
 */
export async function handleBatch<State>(
  flow: Flow<State>,
  kernel: Kernel,
  batch: Batch,
  push: (entries: readonly Entry[]) => void,
): Promise<void> {
  const definition = definitionOf(flow, batch.topic);
  if (!definition) return;
  const wires = batch.messages.map((message) => wireOf(batch.topic, batch.partition, message));
  const keys = await kernel.keys.get([...new Set(wires.map(({ subject }) => subject))]);
  const { entries, done, newer } = await readWires(flow, kernel, definition, batch.topic, wires, keys);
  push(entries);
  const outcomes = await Promise.allSettled(done);
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  if (newer !== undefined) throw newerError(flow.name, newer);
}

interface ReadWires {
  readonly entries: Entry[];
  readonly done: Promise<unknown>[];
  /** The type of the first event that this version cannot read; what follows it is not read. */
  newer: string | undefined;
}

async function readWires<State>(
  flow: Flow<State>,
  kernel: Kernel,
  definition: EventDefinition,
  topic: string,
  wires: readonly WireEvent[],
  keys: Keys,
): Promise<ReadWires> {
  const read: ReadWires = { entries: [], done: [], newer: undefined };
  for (const wire of wires) {
    const decoded = decodeEvent(wire, definition, keys, kernel.opened);
    if (decoded.kind === 'newer') {
      read.newer = decoded.type;
      return read;
    }
    kernel.metrics.handled.inc({ flow: flow.name, topic, outcome: decoded.kind });
    if (decoded.kind === 'erased') continue;
    const isEvent = decoded.kind === 'event';
    const key = isEvent ? keyOf(flow, decoded.event) : wire.subject;
    if (key === undefined) {
      if (isEvent && topic !== timerFired.topic) await flow.prepare?.([decoded.event]);
      continue;
    }
    const input = isEvent
      ? ({ kind: 'event', id: wire.id, event: decoded.event, topic } as const)
      : ({ kind: 'unreadable', id: wire.id, error: decoded.error } as const);
    const { entry, done } = newEntry({ key, subject: wire.subject, input, parked: { topic, event: wire } });
    read.entries.push(entry);
    read.done.push(done);
  }
  return read;
}
