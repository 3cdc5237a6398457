/** A clock that stands still until a test moves it. */
import type { Clock } from '../clock.ts';

/** A `Clock` under a test's control. */
export interface FakeClock extends Clock {
  /** Moves time by `ms`, waking every wait that falls due, in order; below zero, the clock is set back. */
  advance(ms: number): Promise<void>;
  /** Waits that have not fallen due. */
  pending(): number;
}

/** @param startMs where time stands at first; default 2026-01-05T09:00:00Z. */
export function fakeClock(startMs = Date.UTC(2026, 0, 5, 9)): FakeClock {
  let now = startMs;
  let sleepers: { due: number; wake: () => void }[] = [];
  /** Lets promises that just woke run before time goes on. */
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    now: () => now,
    pending: () => sleepers.length,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const wake = (): void => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const sleeper = { due: now + ms, wake };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', wake);
      }),
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        await settle();
        const next = sleepers.filter((s) => s.due <= end).sort((a, b) => a.due - b.due)[0];
        if (next === undefined) break;
        now = Math.max(now, next.due);
        next.wake();
      }
      now = end;
      await settle();
    },
  };
}
