/** Work on the same thing one after the other, on different things side by side. */

/** Runs `work` when all earlier work of `key` has ended, well or not. */
export type Turns = <T>(key: string, work: () => Promise<T>) => Promise<T>;

export function openTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const turn = (last.get(key) ?? Promise.resolve()).then(work);
    const quiet = turn.catch(() => undefined).finally(() => last.get(key) === quiet && last.delete(key));
    last.set(key, quiet);
    return turn;
  };
}
