/** Tells when signs of life are overdue. */
import type { Clock } from '@facteur/primitives';

/** Watches for signs of several kinds. */
export interface Watchdog<Sign extends string> {
  /** From now on these are the signs to come, each again and again, never more than `ms` apart. */
  expect(signs: readonly Sign[], ms: number): void;
  /** A sign; nothing unless it is expected. */
  saw(sign: Sign): void;
  /** Resolves with the first sign that is overdue, and never when it is stopped before. */
  readonly overdue: Promise<Sign>;
  stop(): void;
}

/** Expects nothing yet. */
export function createWatchdog<Sign extends string>(clock: Clock): Watchdog<Sign> {
  let bark: (sign: Sign) => void = () => undefined;
  const overdue = new Promise<Sign>((resolve) => {
    bark = resolve;
  });
  let withinMs = 0;
  let dueAt = new Map<Sign, number>();
  let watching = new AbortController();

  const watch = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      const [sign, at] = [...dueAt].reduce((first, one) => (one[1] < first[1] ? one : first));
      if (clock.now() >= at) return bark(sign);
      await clock.wait(at - clock.now(), signal);
    }
  };

  return {
    overdue,
    expect: (signs, ms) => {
      watching.abort();
      watching = new AbortController();
      withinMs = ms;
      dueAt = new Map(signs.map((sign) => [sign, clock.now() + ms]));
      if (dueAt.size > 0) void watch(watching.signal);
    },
    saw: (sign) => {
      if (dueAt.has(sign)) dueAt.set(sign, clock.now() + withinMs);
    },
    stop: () => watching.abort(),
  };
}
