/**
 * A kafkajs consumer that lasts: whatever it dies of, a new one takes its place. kafkajs restarts some crashes by itself
 * and not others, and a client that lost its only broker may fail for ever, or fall silent, so that nothing is left to it.
 */
import { AppError, backOffMs } from '@facteur/primitives';
import { closedError } from './failures.ts';
import type { LastingOptions } from './lasting-options.ts';
import { beginLife, joinWithinMs, type Life } from './life.ts';
import { unlessAborted } from './within.ts';

const BACK_OFF = { baseMs: 100, maxMs: 5_000 };

/** A consumer in place, whichever it is. */
export interface LastingConsumer {
  /** Leaves the group. Running batches must have ended. */
  close(): Promise<void>;
}

/** Resolves once it has joined the group. @throws AppError `BUS_UNAVAILABLE` when that takes too long, or is not wanted any more */
export async function openLastingConsumer(options: LastingOptions): Promise<LastingConsumer> {
  const { clock, random, config, stopping, beforeJoin, onCrash } = options;
  const closing = new AbortController();
  const { signal } = closing;
  const joining = new AbortController();
  let life: Life | undefined;
  let lastError: unknown;
  let attempt = 0;

  const live = async (): Promise<void> => {
    life = beginLife(options, () => {
      attempt = 0;
      joining.abort();
    });
    const died = life.died.then((error) => ({ error }));
    const crash = await unlessAborted(signal, died, () => undefined);
    if (crash === undefined || signal.aborted) return;
    lastError = crash.error;
    attempt += 1;
    onCrash(crash.error, attempt);
    await beforeJoin();
    await life.end();
    await clock.wait(backOffMs(attempt, random, BACK_OFF), signal);
  };
  const run = async (): Promise<void> => {
    while (!signal.aborted) await live();
  };
  const running = run();
  const close = async (): Promise<void> => {
    closing.abort();
    await running;
    await life?.end();
  };

  const timeoutMs = joinWithinMs(config);
  const join = clock.wait(timeoutMs, joining.signal);
  await unlessAborted(stopping, join, () => undefined);
  if (joining.signal.aborted) return { close };
  await close();
  if (stopping.aborted) throw closedError();
  const text = `No place in group ${config.groupId} in ${timeoutMs} ms`;
  throw new AppError('BUS_UNAVAILABLE', text, { retry: 'later', cause: lastError });
}
