/** Waits that keep the process alive: while the cluster is away, no socket does, and whoever awaits us must not be cut off. */
import type { Clock } from '@facteur/primitives';

/** Node's longest timer, about 25 days; it never comes to an end. */
const LONGEST_MS = 2 ** 31 - 1;

/** `clock`, whose pending waits alone would let the process end. */
export function awakeClock(clock: Clock): Clock {
  return {
    now: () => clock.now(),
    wait: async (ms, signal) => {
      const awake = setInterval(() => undefined, LONGEST_MS);
      await clock.wait(ms, signal);
      clearInterval(awake);
    },
  };
}
