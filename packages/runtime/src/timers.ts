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

/** A timer whose time has come. */
interface DueTimer {
  readonly subject: string;
  readonly key: string;
  readonly timer: string;
  /** When it fell due (ms). */
  readonly at: number;
}

/** @param flow whose documents `collection` holds */
export function timerScan(flow: string, kernel: Kernel, collection: Collection): TimerScan {
  const fired = new Map<string, number>();
  const isFresh = ({ key, timer, at }: DueTimer): boolean => !fired.has(causeId(key, timer, at));
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
      const fresh = page.documents.flatMap((doc) => dueTimers(doc, now)).filter(isFresh);
      // Of erased people nothing can be handled: their timers would be fired again and again.
      const keys = await kernel.keys.get([...new Set(fresh.map(({ subject }) => subject))]);
      const due = fresh.filter(({ subject }) => keys.has(subject));
      const events = due.flatMap((one) => eventOf(flow, one, now, kernel));
      if (events.length > 0)
        await kernel.bus.publish(events.map(({ topic, event }) => ({ topic, key: event.subject, value: event })));
      for (const { key, timer, at } of due) fired.set(causeId(key, timer, at), now);
      count += events.length;
      after = page.cursor;
    } while (after);
    return count;
  };
}

function dueTimers(doc: StoredDocument, now: number): DueTimer[] {
  const timers = Object.entries(doc.timers as unknown as Record<string, number>);
  const due = timers.filter(([, at]) => at <= now);
  return due.map(([timer, at]) => ({ subject: String(doc.subject), key: doc._id, timer, at }));
}

function eventOf(flow: string, { subject, key, timer, at }: DueTimer, now: number, kernel: Kernel): OutboxEntry[] {
  const draft = timerFired.about(subject, { flow, key, timer, dueAt: isoTime(at) });
  const cause = { ...causeOf(flow, key, timer, at), nowMs: now, traceparent: undefined };
  return encodeDrafts([draft as never], cause, new Map(), kernel.random);
}

/** The timer and its due time: a second scan, here or elsewhere, publishes the same event. */
function causeOf(flow: string, key: string, timer: string, at: number): { id: string; source: string } {
  return { id: causeId(key, timer, at), source: `${flow}.timer` };
}

function causeId(key: string, timer: string, at: number): string {
  return `${key}/${timer}/${at}`;
}

/** The id of the `timer.fired` of a timer that falls due at `at` (ms). */
export function timerEventId(flow: string, key: string, timer: string, at: number): string {
  const { id, source } = causeOf(flow, key, timer, at);
  return derivedId(source, id, timerFired.topic, '0');
}

/** Of `everyMs`, what is left between two runs however long they take: what works at its limit is not pressed further. */
const LEAST_PAUSE = 0.2;

/**
 * Runs `work` every `everyMs`, counted from one beginning to the next, until `signal` aborts; failures are logged and do not end it.
 * Work that takes longer than most of that begins again after a fifth of it.
 */
export async function repeat(
  kernel: Kernel,
  everyMs: number,
  signal: AbortSignal,
  name: string,
  work: () => Promise<unknown>,
): Promise<void> {
  while (!signal.aborted) {
    const begun = kernel.clock.now();
    try {
      await work();
    } catch (error) {
      kernel.log.error({ task: name, error: tellable(error) }, 'periodic task failed');
    }
    // A clock that was set back must not make the pause longer, nor one that was set forward shorter than the least.
    const took = Math.max(0, kernel.clock.now() - begun);
    await kernel.clock.wait(Math.max(everyMs * LEAST_PAUSE, everyMs - took), signal);
  }
}
