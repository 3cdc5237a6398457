/** Which events of an outbox must go out. An outbox keeps its events until the next write of its document, published or not. */
import type { OutboxEntry, StateDocument } from './state-document.ts';

/**
 * The events of `doc` to publish, in order; a caller leaves out those it knows to be on the bus. An event that lies there for
 * long was published by a process that is gone, and consumers may have forgotten its id, so that it is published again only
 * when that is sure to be wanted: the document is pending, or the input that led to it has come again.
 * @param isInput whether the document was touched for the input with that id
 * @param inboxMs how long consumers remember ids
 */
export function outboxToPublish(
  { outbox, pending }: Pick<StateDocument<unknown>, 'outbox' | 'pending'>,
  isInput: (id: unknown) => boolean,
  nowMs: number,
  inboxMs: number,
): readonly OutboxEntry[] {
  if (pending !== undefined) return outbox;
  const oldestMs = nowMs - inboxMs / 2;
  return outbox.filter(({ event }) => writtenMs(event) >= oldestMs || isInput(event.causationid));
}

/** When an event of an outbox was written (ms). */
export function writtenMs(event: OutboxEntry['event']): number {
  return Date.parse(String(event.time));
}
