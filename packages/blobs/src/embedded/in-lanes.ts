/** Bounded parallelism. */

/**
 * Runs `work` on every item, at most `lanes` at a time. Resolves when all are done; after a failure begins no more,
 * waits for those under way, and rejects with the first error, so that nothing goes on behind the caller's back.
 */
export async function inLanes<T>(items: readonly T[], lanes: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const errors: unknown[] = [];
  const lane = async (): Promise<void> => {
    for (const item of left) {
      if (errors.length > 0) return;
      await work(item).catch((error: unknown) => void errors.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, lane));
  if (errors.length > 0) throw errors[0];
}
