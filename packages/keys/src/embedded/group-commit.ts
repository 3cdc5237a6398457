/** Group commit: what arrives while a write is under way goes out together in the next one. */

/** Collects items and hands them on in groups, one group at a time, in order. */
export interface GroupCommit<T> {
  /** Resolves when the group that holds `item` is committed; rejects with what the commit threw. */
  add(item: T): Promise<void>;
  /** Resolves when nothing is waiting or being committed. */
  idle(): Promise<void>;
}

/** @param commit writes one group; called again only after it settled. */
export function groupCommit<T>(commit: (items: readonly T[]) => Promise<void>): GroupCommit<T> {
  let waiting: { item: T; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    await Promise.resolve(); // the rest of this turn's items join the first group
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      try {
        await commit(group.map(({ item }) => item));
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    running = undefined;
  }
  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        running ??= run();
      }),
    idle: async () => running,
  };
}
