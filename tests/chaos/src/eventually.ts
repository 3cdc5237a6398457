/** Waiting for what happens in its own time: asked again until it is so, never longer than a deadline. */
import { systemClock } from '@facteur/primitives';

const ASK_AGAIN_MS = 50;

/**
 * Resolves with the first answer of `ask` that is not undefined.
 * @throws Error naming `what` when `withinMs` have passed
 */
export async function eventually<T>(
  what: string,
  withinMs: number,
  ask: () => Promise<T | undefined>,
  askAgainMs: number = ASK_AGAIN_MS,
): Promise<T> {
  const until = systemClock.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (systemClock.now() > until) throw new Error(`${what}: not so after ${withinMs} ms`);
    await systemClock.wait(askAgainMs);
  }
}
