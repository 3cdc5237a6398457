/** The keys used last, so that the hot path never reads the disk. */
import type { KeyObject } from 'node:crypto';

/** A bounded map that forgets what was used least recently. */
export interface RecentKeys {
  get(scope: string): KeyObject | undefined;
  set(scope: string, key: KeyObject): void;
  delete(scope: string): void;
}

/** @param limit how many keys are kept at most. */
export function createRecentKeys(limit: number): RecentKeys {
  const keys = new Map<string, KeyObject>(); // a Map iterates in order of insertion: the first is the least recent
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
