/** What happens on the bus, told to everyone who listens: one reader for all of them. */
import type { Bus } from '@facteur/bus';

/** An event as it passes by: which case it is about, its id, and its data, sealed where they are personal. */
export interface Passing {
  readonly topic: string;
  readonly number: string;
  readonly id: string;
  readonly data: unknown;
}

type Listener = (event: Passing) => unknown;

/** Those who listen now. */
export interface Live {
  /** Calls `listener` with what is published from now on, until the function that it resolves with is called. @throws what the bus throws */
  listen(listener: Listener): Promise<() => void>;
}

/** The reader begins with the first listener, and stays until the bus is closed: the next page comes soon. */
export function openLive(bus: Pick<Bus, 'tail'>, topics: readonly string[]): Live {
  const listeners = new Set<Listener>();
  let reading: Promise<unknown> | undefined;
  const read = (): Promise<unknown> => {
    reading ??= bus
      .tail(topics, (topic, { key, value }) => {
        const { id = '', data } = Object(value) as { id?: unknown; data?: unknown };
        for (const listener of listeners) listener({ topic, number: key, id: String(id), data });
      })
      .catch((error: unknown) => {
        reading = undefined;
        throw error;
      });
    return reading;
  };
  return {
    async listen(listener) {
      listeners.add(listener);
      try {
        await read();
      } catch (error) {
        listeners.delete(listener);
        throw error;
      }
      return () => listeners.delete(listener);
    },
  };
}
