/** Work that is done in rounds and may fail for long. */

/** Rounds between two attempts, at most. */
const MOST_ROUNDS = 60;

/**
 * `work`, to be called in every round: after each failure in a row twice as many rounds are left out, up to 60, since a training that
 * fails takes a processor for as long as one that does not. @throws what `work` throws
 */
export function patiently(work: () => Promise<void>): () => Promise<void> {
  let [failures, left] = [0, 0];
  return async () => {
    left -= 1;
    if (left > 0) return;
    failures += 1;
    left = Math.min(2 ** failures, MOST_ROUNDS);
    await work();
    [failures, left] = [0, 0];
  };
}
