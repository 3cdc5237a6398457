/** Durable timers: looks for state documents whose due time has come and publishes `timer.fired`; whoever handles it decides. */
import { timerFired } from '@facteur/contracts';
import { derivedId, isoTime } from '@facteur/primitives';
import type { Collection, StoredDocument } from '@facteur/store';
import { encodeDrafts } from './event-codec.ts';
import { tellable } from './failure.ts';
import type { Kernel } from './kernel.ts';
import type { OutboxEntry } from './state-document.ts';

/** How long a timer may stay unhandled before it is published again (ms). */
const FIRE_AGAIN_MS = 60_000;

/** Fires what is due; call it as often as timers should be precise. Returns how many were published. */
export type TimerScan = () => Promise<number>;

/** @param flow whose documents `collection` holds */
export function timerScan(flow: string, kernel: Kernel, collection: Collection): TimerScan {
  const fired = new Map<string, number>();
  return async () => {
    const now = kernel.clock.now();
    for (const [id, at] of fired) if (at < now - FIRE_AGAIN_MS) fired.delete(id);
    let count = 0;
    let after: string | undefined;
    do {
      const page = await collection.find({
        index: 'kernel-due',
        range: { below: now + 1 },
        limit: 500,
        ...(after ? { after } : {}),
      });
      // Of erased people nothing can be handled: their timers would be fired again and again.
      const keys = await kernel.keys.get([...new Set(page.documents.map(({ subject }) => String(subject)))]);
      const events = page.documents
        .filter(({ subject }) => keys.has(String(subject)))
        .flatMap((doc) => dueTimers(flow, doc, now, kernel))
        .filter(({ event }) => !fired.has(event.id));
      if (events.length > 0)
        await kernel.bus.publish(events.map(({ topic, event }) => ({ topic, key: event.subject, value: event })));
      for (const { event } of events) fired.set(event.id, now);
      count += events.length;
      after = page.cursor;
    } while (after);
    return count;
  };
}

function dueTimers(flow: string, doc: StoredDocument, now: number, kernel: Kernel): OutboxEntry[] {
  const timers = doc.timers as unknown as Record<string, number>;
  const due = Object.entries(timers).filter(([, at]) => at <= now);
  return due.flatMap(([timer, at]) => {
    const draft = timerFired.about(String(doc.subject), { flow, key: doc._id, timer, dueAt: isoTime(at) });
    const cause = { ...causeOf(flow, doc._id, timer, at), nowMs: now, traceparent: undefined };
    return encodeDrafts([draft as never], cause, new Map(), kernel.random);
  });
}

/** The timer and its due time: a second scan, here or elsewhere, publishes the same event. */
function causeOf(flow: string, key: string, timer: string, at: number): { id: string; source: string } {
  return { id: `${key}/${timer}/${at}`, source: `${flow}.timer` };
}

/** The id of the `timer.fired` of a timer that falls due at `at` (ms). */
export function timerEventId(flow: string, key: string, timer: string, at: number): string {
  const { id, source } = causeOf(flow, key, timer, at);
  return derivedId(source, id, timerFired.topic, '0');
}

/** Runs `work` every `everyMs` until `signal` aborts; failures are logged and do not end it. */
export async function repeat(
  kernel: Kernel,
  everyMs: number,
  signal: AbortSignal,
  name: string,
  work: () => Promise<unknown>,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await work();
    } catch (error) {
      kernel.log.error({ task: name, error: tellable(error) }, 'periodic task failed');
    }
    await kernel.clock.wait(everyMs, signal);
  }
}
