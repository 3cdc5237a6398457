/** The last things that were asked for, and no more of them than that. */

/** A map that forgets what was not used for longest. */
export interface Recent<Value> {
  /** What is kept under `key`; asking counts as use. */
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

/** Keeps at most `entries` values. */
export function recent<Value>(entries: number): Recent<Value> {
  const values = new Map<string, Value>();
  return {
    get: (key) => {
      const value = values.get(key);
      if (value === undefined) return undefined;
      values.delete(key);
      values.set(key, value);
      return value;
    },
    set: (key, value) => {
      values.delete(key);
      values.set(key, value);
      for (const oldest of values.keys()) {
        if (values.size <= entries) break;
        values.delete(oldest);
      }
    },
  };
}
