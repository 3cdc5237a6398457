/** A bounded number of things at once. */

/** Runs `work` as soon as there is a place. */
export type Places = <T>(work: () => Promise<T>) => Promise<T>;

export function openPlaces(count: number): Places {
  const waiting: (() => void)[] = [];
  let free = count;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
