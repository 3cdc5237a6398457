/** The cases with events that had not been handled when a backup was taken. */
import type { GroupPlace, LoggedMessages } from '@facteur/bus';

/** Gathers them while the log passes by. */
export interface Backlog {
  readonly cases: ReadonlySet<string>;
  see(messages: LoggedMessages): void;
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
      if (from === undefined || from >= first + count) return;
      const items = JSON.parse(json) as unknown[];
      // Keys and values take turns; the key of an event is its case.
      for (let index = Math.max(0, from - first); index < count; index += 1) cases.add(String(items[2 * index]));
    },
  };
}
