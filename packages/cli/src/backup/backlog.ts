/** The events that had not been handled by every group when a backup was taken, and the cases that they are about. */
import type { GroupPlace, LoggedMessages, Message } from '@facteur/bus';

/** Finds them while the log passes by. */
export interface Backlog {
  readonly cases: ReadonlySet<string>;
  /** Those among `messages`, in their order. */
  see(messages: LoggedMessages): readonly Message[];
}

/** @param places of all groups: an event is handled once every group is past it */
export function createBacklog(places: readonly GroupPlace[]): Backlog {
  const handled = new Map<string, number>();
  for (const { topic, partition, offset } of places) {
    const at = `${topic}/${partition}`;
    handled.set(at, Math.min(handled.get(at) ?? offset, offset));
  }
  const cases = new Set<string>();
  return {
    cases,
    see({ topic, partition, first, count, json }) {
      const from = handled.get(`${topic}/${partition}`);
      if (from === undefined || from >= first + count) return [];
      const items = JSON.parse(json) as Message['value'][];
      const unhandled: Message[] = [];
      for (let index = Math.max(0, from - first); index < count; index += 1) {
        // Keys and values take turns; the key of an event is its case.
        const key = String(items[2 * index]);
        cases.add(key);
        unhandled.push({ topic, key, value: items[2 * index + 1] ?? null });
      }
      return unhandled;
    },
  };
}
