/**
 * One HTTP exchange on a pool, by undici's `dispatch`: it says when a request begins to be written, which is how the caller learns
 * whether an effect can be in doubt, and it costs less than `request`. Redirects are not followed.
 */
import type { Clock } from '@facteur/primitives';
import type { Dispatcher, Pool } from 'undici';
import type { WireRequest } from './request-of.ts';

/** The largest answer that is read unless the connector says otherwise. */
export const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** Status and body of an answer. */
export interface WireAnswer {
  readonly status: number;
  readonly body: string;
}

/** Why there is no answer; `sent` is false only when nothing was written to the system. */
export class ExchangeFailure extends Error {
  readonly sent: boolean;

  constructor(message: string, sent: boolean, cause?: unknown) {
    super(message, { cause });
    this.name = 'ExchangeFailure';
    this.sent = sent;
  }
}

/** How long to wait, and what may end the wait early. */
export interface ExchangeLimits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  readonly clock: Clock;
  /** Default `MAX_ANSWER_BYTES`. */
  readonly maxAnswerBytes?: number;
}

/** @throws ExchangeFailure */
export function exchange(pool: Pool, request: WireRequest, limits: ExchangeLimits): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const over = new AbortController();
    let controller: Dispatcher.DispatchController | undefined;
    const isOver = (): boolean => over.signal.aborted;
    const stopWaiting = (): void => {
      over.abort();
      limits.signal?.removeEventListener('abort', onAbort);
    };
    const fail = (message: string, cause?: unknown): void => {
      if (isOver()) return;
      const failure = new ExchangeFailure(message, controller !== undefined, cause);
      stopWaiting();
      controller?.abort(failure);
      reject(failure);
    };
    const onAbort = (): void => fail('the call was cancelled');

    if (limits.signal?.aborted) return onAbort();
    limits.signal?.addEventListener('abort', onAbort, { once: true });
    void limits.clock.wait(limits.timeoutMs, over.signal).then(() => fail(`no answer in ${limits.timeoutMs} ms`));
    const start = (started: Dispatcher.DispatchController): void => {
      if (isOver()) return started.abort(new Error('given up before it was sent'));
      controller = started;
    };
    const finish = (answer: WireAnswer): void => {
      if (isOver()) return;
      stopWaiting();
      resolve(answer);
    };
    pool.dispatch(
      { ...request, headersTimeout: 0, bodyTimeout: 0 },
      collect({ start, finish, fail }, limits.maxAnswerBytes ?? MAX_ANSWER_BYTES),
    );
  });
}

/**
 * What must be had before anything is sent, such as a token.
 * @throws ExchangeFailure not sent, when it takes too long or the call is cancelled
 */
export async function inTime<T>(work: Promise<T>, { timeoutMs, signal, clock }: ExchangeLimits): Promise<T> {
  const over = new AbortController();
  const stop = (): void => over.abort();
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  try {
    const late = clock.wait(timeoutMs, over.signal).then(() => {
      throw new ExchangeFailure(over.signal.aborted ? 'the call was cancelled' : `no answer in ${timeoutMs} ms`, false);
    });
    return await Promise.race([work, late]);
  } finally {
    signal?.removeEventListener('abort', stop);
    stop();
  }
}

interface Listeners {
  start(controller: Dispatcher.DispatchController): void;
  finish(answer: WireAnswer): void;
  fail(message: string, cause?: unknown): void;
}

/** Gathers an answer; `start` is called just before the request is written. */
function collect({ start, finish, fail }: Listeners, maxBytes: number): Dispatcher.DispatchHandler {
  const chunks: Buffer[] = [];
  let status = 0;
  let bytes = 0;
  return {
    onRequestStart: start,
    onResponseStart(_controller, statusCode) {
      status = statusCode;
    },
    onResponseData(_controller, chunk) {
      bytes += chunk.length;
      if (bytes > maxBytes) return fail(`an answer of more than ${maxBytes} bytes`);
      chunks.push(chunk);
    },
    onResponseEnd: () => finish({ status, body: Buffer.concat(chunks).toString('utf8') }),
    onResponseError(_controller, error) {
      fail(error.message === '' ? ((error as NodeJS.ErrnoException).code ?? error.name) : error.message, error);
    },
  };
}
