/** A limit on how many calls a system gets: a bucket of tokens that fills evenly. */
import { AppError, type Clock } from '@facteur/primitives';
import { type CallResult, type Connector, DEFAULT_TIMEOUT_MS } from '../connector.ts';

/** How many calls may be made, and how long one waits for its turn. */
export interface RateOptions {
  /** Calls a second, in the long run. */
  readonly perSecond: number;
  /** Calls at once after a pause. Default `perSecond`, at least 1. */
  readonly burst?: number;
  /** Default 2 000; never longer than the call's own time-out. */
  readonly maxWaitMs?: number;
}

/**
 * `connector`, whose calls wait for their turn. One that would wait too long fails with `CONNECTOR_FAILED` (later, `sent: false`,
 * `limited: true`); one that is cancelled while it waits fails the same way.
 */
export function withRateLimit(connector: Connector, options: RateOptions & { readonly clock: Clock }): Connector {
  const { clock, maxWaitMs = 2_000 } = options;
  const reserve = openBucket(options, clock.now());
  return {
    ...connector,
    async call(request): Promise<CallResult> {
      const { timeoutMs = DEFAULT_TIMEOUT_MS, signal, operation } = request;
      const waitMs = reserve(clock.now(), Math.min(maxWaitMs, timeoutMs));
      if (waitMs === undefined) throw limited(operation, `${connector.name} gets no more than its calls a second`);
      if (waitMs === 0) return connector.call(request);
      await clock.wait(waitMs, signal);
      if (signal?.aborted) throw limited(operation, 'the call was cancelled');
      return connector.call({ ...request, timeoutMs: timeoutMs - waitMs });
    },
  };
}

/** Takes a token and gives the milliseconds until it is there; takes none when that is longer than `maxWaitMs`. */
function openBucket({ perSecond, burst }: RateOptions, startMs: number) {
  const size = burst ?? Math.max(1, perSecond);
  let tokens = size;
  let atMs = startMs;
  return (nowMs: number, maxWaitMs: number): number | undefined => {
    tokens = Math.min(size, tokens + (Math.max(0, nowMs - atMs) * perSecond) / 1_000);
    atMs = nowMs;
    const waitMs = Math.max(0, Math.ceil(((1 - tokens) * 1_000) / perSecond));
    if (waitMs > maxWaitMs) return undefined;
    tokens -= 1;
    return waitMs;
  };
}

function limited(operation: string, why: string): AppError {
  return new AppError('CONNECTOR_FAILED', `${operation} was not sent: ${why}`, {
    retry: 'later',
    operation,
    sent: false,
    limited: true,
  });
}
