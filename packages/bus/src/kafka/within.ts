/** Bounds for promises of kafkajs, some of which never settle. */
import type { Clock } from '@facteur/primitives';

/**
 * What `work` comes to, if that is within `ms`. What it comes to later is ignored: it is not stopped.
 * @throws Error after `ms`; `activity` completes "Kafka did not …"
 */
export async function within<T>(clock: Clock, ms: number, activity: string, work: Promise<T>): Promise<T> {
  const settled = new AbortController();
  const overdue = clock.wait(ms, settled.signal).then((): never => {
    throw new Error(`Kafka did not ${activity} in ${ms} ms`);
  });
  try {
    return await Promise.race([work, overdue]);
  } finally {
    settled.abort();
  }
}

/** Resolves once `work` has settled, however, or after `ms`. */
export async function settledWithin(clock: Clock, ms: number, work: Promise<unknown>): Promise<void> {
  await within(clock, ms, 'settle', work).catch(() => undefined);
}

/** Resolves once one of the signals aborts, and leaves nothing behind on the others. */
export async function untilAborted(...signals: readonly AbortSignal[]): Promise<void> {
  const over = new AbortController();
  await new Promise<void>((resolve) => {
    for (const signal of signals) {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true, signal: over.signal });
    }
  });
  over.abort();
}

/**
 * What `work` comes to, unless `signal` aborts before; then `instead`, which may throw. Leaves nothing behind on a signal
 * that lives long, as a race with a promise of its end would, call after call.
 */
export async function unlessAborted<T, U>(signal: AbortSignal, work: Promise<T>, instead: () => U): Promise<T | U> {
  const settled = new AbortController();
  const unlessSettled = async (): Promise<T | U> => {
    await untilAborted(signal, settled.signal);
    return signal.aborted ? instead() : work;
  };
  try {
    return await Promise.race([work, unlessSettled()]);
  } finally {
    settled.abort();
  }
}
