/** How one part of the bus wakes another: no polling, no lost wake-up when `next` is taken before the state is looked at. */

/** Wakes everyone who waits. */
export interface Bell {
  /** Resolves at the next `ring`. */
  next(): Promise<void>;
  ring(): void;
}

/** A bell that nobody has rung. */
export function createBell(): Bell {
  let wake: () => void = () => undefined;
  let waiting: Promise<void> | undefined;
  return {
    next: () => {
      waiting ??= new Promise((resolve) => {
        wake = resolve;
      });
      return waiting;
    },
    ring: () => {
      waiting = undefined;
      wake();
    },
  };
}
