/** Errors as RFC 9457 problem documents. */
import { AppError, type ErrorCode, isAppError, messageOf } from '@facteur/primitives';
import type { Response } from 'express';
import { ZodError } from 'zod';

/** A problem document; `code` is ours, `errors` says what is wrong where. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors?: readonly { readonly at: string; readonly message: string }[];
}

const STATUS: Partial<Record<ErrorCode, number>> = {
  BAD_INPUT: 400,
  CONFLICT: 409,
  DISK_FULL: 507,
  DOCUMENT_TOO_LARGE: 413,
  EVENT_TOO_LARGE: 413,
  JOURNEY_INVALID: 422,
  KEY_ERASED: 410,
  MAIL_REFUSED: 422,
  MAIL_UNREADABLE: 422,
  NOT_ALLOWED: 403,
  NOT_FOUND: 404,
};

/** What to answer for anything that was thrown; the inside of unexpected errors is not shown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ZodError) return invalid(error);
  if (isRequestError(error)) return problem(error.status, 'BAD_INPUT', error.message);
  if (!isAppError(error)) return problem(500, 'INTERNAL', 'Something went wrong on our side; the log says what.');
  return problem(STATUS[error.code] ?? (error.retry === 'later' ? 503 : 500), error.code, messageOf(error));
}

const PROBLEM = 'application/problem+json';

/** Answers with a problem document; `code` may be one that no error carries, such as `TOO_MANY_REQUESTS`. */
export function sendProblem(response: Response, told: Problem | Pick<Problem, 'status' | 'code' | 'detail'>): void {
  const full = 'type' in told ? told : problem(told.status, told.code, told.detail);
  response.status(full.status).type(PROBLEM).send(JSON.stringify(full));
}

function problem(status: number, code: string, detail: string): Problem {
  return {
    type: `urn:facteur:problem:${code.toLowerCase()}`,
    title: code.toLowerCase().replaceAll('_', ' '),
    status,
    detail,
    code,
  };
}

function invalid(error: ZodError): Problem {
  const errors = error.issues.map(({ path, message }) => ({ at: path.join('.'), message }));
  const detail = errors.map(({ at, message }) => (at ? `${at}: ${message}` : message)).join('; ');
  return { ...problem(400, 'BAD_INPUT', detail), errors };
}

/** What Express throws for a request that it cannot read: a body too large, cut short or not JSON, a bad `%` in the path. */
function isRequestError(error: unknown): error is Error & { status: number } {
  if (!(error instanceof Error) || error instanceof AppError || !('status' in error)) return false;
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500;
}
