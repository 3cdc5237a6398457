/** A circuit breaker: a system that fails again and again is left alone for a while, then tried by one call. */
import { AppError, type Clock, isAppError } from '@facteur/primitives';
import type { CallRequest, CallResult, Connector } from '../connector.ts';

/** When a breaker opens, and for how long. */
export interface BreakerOptions {
  /** Failures in a row that open it. Default 5. */
  readonly failures?: number;
  /** How long it stays open before a call is let through. Default 30 000. */
  readonly restMs?: number;
}

type Outcome = 'well' | 'badly' | 'undecided';

/** A call that was let through must be told of, once. */
interface Pass {
  leave(outcome: Outcome): void;
}

/**
 * `connector`, whose calls fail at once with `CONNECTOR_FAILED` (later, `sent: false`) while it is open. Time-outs, unreachable systems,
 * 5xx and 429 count as failures; refusals and calls that are wrong or cancelled do not.
 */
export function withBreaker(connector: Connector, options: BreakerOptions & { readonly clock: Clock }): Connector {
  const { failures = 5, restMs = 30_000, clock } = options;
  let inARow = 0;
  let openedAtMs: number | undefined;
  let isProbing = false;

  const settle = (isProbe: boolean, outcome: Outcome): void => {
    // Calls that began before it opened say nothing new.
    if (openedAtMs !== undefined && !isProbe) return;
    if (isProbe) isProbing = false;
    if (outcome === 'undecided') return;
    inARow = outcome === 'well' ? 0 : inARow + 1;
    openedAtMs = inARow >= failures ? clock.now() : undefined;
  };
  const enter = (): Pass | undefined => {
    const isProbe = openedAtMs !== undefined;
    if (openedAtMs !== undefined && (isProbing || clock.now() - openedAtMs < restMs)) return undefined;
    isProbing = isProbe;
    return { leave: (outcome) => settle(isProbe, outcome) };
  };
  return {
    ...connector,
    async call(request): Promise<CallResult> {
      const pass = enter();
      if (pass === undefined) throw isResting(connector, request);
      try {
        const result = await connector.call(request);
        pass.leave('well');
        return result;
      } catch (error) {
        pass.leave(outcomeOf(error, request));
        throw error;
      }
    },
  };
}

function outcomeOf(error: unknown, { signal }: CallRequest): Outcome {
  if (signal?.aborted || !isAppError(error, 'CONNECTOR_FAILED') || error.details.limited === true) return 'undecided';
  const { status } = error.details;
  return typeof status === 'number' && status < 500 && status !== 429 ? 'well' : 'badly';
}

function isResting({ name }: Connector, { operation }: CallRequest): AppError {
  return new AppError(
    'CONNECTOR_FAILED',
    `${operation} was not sent: ${name} failed too often and is left alone for now`,
    {
      retry: 'later',
      operation,
      sent: false,
    },
  );
}
