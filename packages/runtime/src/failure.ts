/** What a failure means to the kernel: whether trying again can help, and what may be told of it. */
import { AppError, type ErrorCode, isAppError } from '@facteur/primitives';

/** Failures of what everything stands on: they say nothing about the event at hand, so no event is given up for them. */
const OUTAGES: ReadonlySet<ErrorCode> = new Set([
  'BLOB_UNAVAILABLE',
  'BUS_UNAVAILABLE',
  'DISK_FULL',
  'KEYS_UNAVAILABLE',
  'STORE_UNAVAILABLE',
]);

const MAX_TOLD_CHARACTERS = 500;
const FRAME = /^\s+at .*?([^/\\\s(]+:\d+:\d+)\)?$/m;

/** True when bus, store, keys, blobs or disk cannot be had for now. */
export function isOutage(error: unknown): boolean {
  return isAppError(error) && error.retry === 'later' && OUTAGES.has(error.code);
}

/** True when the same work may succeed later: said so, or a fault that nobody foresaw. */
export function mayRetry(error: unknown): boolean {
  return !isAppError(error) || error.retry === 'later';
}

/** The code to count and to show. */
export function codeOf(error: unknown): ErrorCode {
  return isAppError(error) ? error.code : 'INTERNAL';
}

/**
 * What may stand in logs, dead letters and unsealed documents. An `AppError` speaks for itself; of any other error only
 * its kind and its place are told, because its message may quote a mail (`JSON.parse` does).
 */
export function tellable(error: unknown): string {
  if (isAppError(error)) return error.message.slice(0, MAX_TOLD_CHARACTERS);
  if (!(error instanceof Error)) return 'something that is no error was thrown';
  const place = FRAME.exec((error.stack ?? '').replace(error.message, ''))?.[1];
  return place ? `${error.name} at ${place}` : error.name;
}

/** What a caller gets whose work was not begun because the process stops. */
export function stoppingError(flow: string): AppError {
  return new AppError('NOT_RUNNING', `${flow} is stopping`, { retry: 'later' });
}

/** Why an event was put aside. Holds no personal data. */
export interface FailureReason {
  readonly code: string;
  readonly message: string;
  readonly attempts: number;
}

/** Anything thrown, as it is kept with a dead letter. */
export function reasonOf(error: unknown, attempts: number): FailureReason {
  return { code: codeOf(error), message: tellable(error), attempts };
}
