/** What a flow without state answered to each event: stored once under the event's id, published from there. */
import type { Draft, Event } from '@facteur/contracts';
import type { Collection, NewDocument, StoredDocument } from '@facteur/store';
import { encodeDrafts, type Keys } from './event-codec.ts';
import type { StatelessFlow } from './flow.ts';
import type { Kernel } from './kernel.ts';
import type { OutboxEntry } from './state-document.ts';

/** What the answers are made with, and kept in. */
export interface OutputParts {
  readonly flow: StatelessFlow;
  readonly kernel: Kernel;
  readonly outputs: Collection;
}

/** Stored outputs where there are some; computes and stores the others. In the order of `events`. */
export async function outputsOf(parts: OutputParts, events: readonly Event[], keys: Keys): Promise<OutboxEntry[]> {
  const { flow, outputs } = parts;
  const stored = await outputs.getMany(events.map(({ id }) => id));
  const fresh = events.filter((_, index) => stored[index] === undefined);
  const drafts = fresh.length > 0 ? await flow.handle(fresh as Event<never>[]) : [];
  const computed = fresh.map((event, index) => outputDocument(parts, event, drafts[index] ?? [], keys));
  const outcomes = computed.length > 0 ? await outputs.write(computed.map((doc) => ({ op: 'insert', doc }))) : [];
  const taken = computed.filter((_, index) => outcomes[index]?.outcome === 'duplicate');
  // Another process computed it meanwhile: what is stored counts, not what we found.
  const winners = taken.length > 0 ? await outputs.getMany(taken.map(({ _id }) => _id)) : [];
  const byId = new Map<string, NewDocument | StoredDocument>();
  for (const doc of [...stored, ...computed, ...winners]) if (doc) byId.set(doc._id, doc);
  return events.flatMap(({ id }) => (byId.get(id)?.outbox ?? []) as unknown as OutboxEntry[]);
}

function outputDocument(
  { flow, kernel }: OutputParts,
  event: Event,
  drafts: readonly Draft[],
  keys: Keys,
): NewDocument {
  const nowMs = kernel.clock.now();
  const cause = { id: event.id, source: flow.name, nowMs, traceparent: event.traceparent };
  const outbox = encodeDrafts(drafts, cause, keys, kernel.random);
  return { _id: event.id, at: nowMs, outbox: outbox as unknown as NewDocument[string] };
}

/** Publishes in order. @throws what the bus throws */
export async function publishOutputs(
  { kernel, flow }: Pick<OutputParts, 'kernel' | 'flow'>,
  entries: readonly OutboxEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  await kernel.bus.publish(entries.map(({ topic, event }) => ({ topic, key: event.subject, value: event })));
  for (const { topic } of entries) kernel.metrics.published.inc({ flow: flow.name, topic });
}
