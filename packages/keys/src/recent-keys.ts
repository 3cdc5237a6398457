/** What was used last, by scope, so that the hot path asks neither disk nor database. */

/** A bounded map that forgets what was used least recently. */
export interface RecentKeys<T> {
  get(scope: string): T | undefined;
  set(scope: string, key: T): void;
  delete(scope: string): void;
}

/** @param limit how many are kept at most. */
export function createRecentKeys<T>(limit: number): RecentKeys<T> {
  const keys = new Map<string, T>(); // a Map iterates in order of insertion: the first is the least recent
  return {
    get(scope) {
      const key = keys.get(scope);
      if (key === undefined) return undefined;
      keys.delete(scope);
      keys.set(scope, key);
      return key;
    },
    set(scope, key) {
      keys.delete(scope);
      keys.set(scope, key);
      if (keys.size <= limit) return;
      for (const oldest of keys.keys()) {
        keys.delete(oldest);
        return;
      }
    },
    delete: (scope) => void keys.delete(scope),
  };
}
