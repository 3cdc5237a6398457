/** Waiting for what the product does in its own time: asked again until it is so, never a fixed pause. */
import { type Clock, systemClock } from '@facteur/primitives';

const ASK_AGAIN_MS = 20;

/**
 * Resolves with the first answer of `ask` that is not undefined.
 * @throws Error naming `what` when `timeoutMs` (default 20 000) have passed
 */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  { timeoutMs = 20_000, clock = systemClock }: { timeoutMs?: number; clock?: Clock } = {},
): Promise<T> {
  const until = clock.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (clock.now() > until) throw new Error(`${what}: not so after ${timeoutMs} ms`);
    await clock.wait(ASK_AGAIN_MS);
  }
}
