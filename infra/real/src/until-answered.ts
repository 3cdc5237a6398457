/** Asking again until there is an answer. */
import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 100;

/**
 * Resolves once `ask` does. `requireHope` may throw between two tries, to give up at once.
 * @throws what `requireHope` threw; Error with the last refusal as cause after `withinMs`
 */
export async function untilAnswered(
  ask: () => Promise<void>,
  withinMs: number,
  requireHope: () => Promise<void> = async () => undefined,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const refusal = await ask().then(
      () => undefined,
      (error: unknown) => error ?? new Error('Refused'),
    );
    // Also after an answer: it may have come from someone else on the same port.
    await requireHope();
    if (refusal === undefined) return;
    if (performance.now() >= deadline) throw new Error(`Not ready in ${withinMs} ms`, { cause: refusal });
    await wait(POLL_MS);
  }
}
