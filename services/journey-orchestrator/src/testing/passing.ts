/** Effects as the kernel does them, and time that passes while something waits for it. */
import { isAppError } from '@facteur/primitives';
import type { FakeClock } from '@facteur/primitives/testing';
import type { EffectRequest, EffectResult, EffectRunner } from '@facteur/runtime';

const MAX_TRIES = 6;

/** As the kernel does an effect: a bounded number of times. Time passes while it is waited for. */
export async function perform(
  call: EffectRunner,
  effect: EffectRequest,
  subject: string,
  clock: FakeClock,
): Promise<EffectResult> {
  for (let tries = 1; ; tries += 1) {
    try {
      const value = await passing(call(effect, { key: subject, subject, signal: new AbortController().signal }), clock);
      return { ok: true, value };
    } catch (error) {
      const [code, message] = isAppError(error) ? [error.code, error.message] : ['INTERNAL', String(error)];
      if (tries >= MAX_TRIES || !isAppError(error) || error.retry === 'never') return { ok: false, code, message };
    }
  }
}

/** Awaits `work`, moving the clock whenever it waits for time. */
export async function passing<T>(work: Promise<T>, clock: FakeClock): Promise<T> {
  let isOver = false;
  const over = (): void => {
    isOver = true;
  };
  work.then(over, over);
  while (!isOver) {
    await new Promise((resolve) => setImmediate(resolve));
    if (clock.pending() > 0) await clock.advance(1_000);
  }
  return work;
}
