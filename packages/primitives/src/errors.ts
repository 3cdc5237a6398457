/** The one error type of the product and its closed list of codes. */

/** Every code an `AppError` may carry; a new failure adds its code here first. */
export type ErrorCode =
  | 'BAD_INPUT'
  | 'BLOB_MISSING'
  | 'BLOB_UNAVAILABLE'
  | 'BUS_UNAVAILABLE'
  | 'CONFIG_INVALID'
  | 'CONFLICT'
  | 'CONNECTOR_FAILED'
  | 'DATA_FOLDER_LOCKED'
  | 'DATA_FOLDER_NEWER'
  | 'DATA_FOLDER_UNUSABLE'
  | 'DISK_FULL'
  | 'DOCUMENT_TOO_LARGE'
  | 'EMBEDDER_UNAVAILABLE'
  | 'EVENT_NEWER'
  | 'EVENT_TOO_LARGE'
  | 'EVENT_UNREADABLE'
  | 'IMAP_LOGIN_REFUSED'
  | 'IMAP_REFUSED'
  | 'IMAP_UNREACHABLE'
  | 'INTERNAL'
  | 'JOURNEY_INVALID'
  | 'JOURNEY_MISSING'
  | 'KEY_ERASED'
  | 'KEYS_UNAVAILABLE'
  | 'MAIL_REFUSED'
  | 'MAIL_UNREADABLE'
  | 'MODEL_INVALID'
  | 'NOT_ALLOWED'
  | 'NOT_FOUND'
  | 'NOT_RUNNING'
  | 'PORT_IN_USE'
  | 'SMTP_REFUSED'
  | 'SMTP_UNREACHABLE'
  | 'STORE_UNAVAILABLE'
  | 'TEMPLATE_INVALID'
  | 'UNDERSTANDING_UNAVAILABLE';

/** Whether trying the same work again can help. */
export type RetryAdvice = 'later' | 'never';

/** Details that help an operator; never secrets, addresses or mail bodies. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** Thrown only when work could not be done; says whether trying again can help (default `never`). */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly retry: RetryAdvice;
  readonly details: ErrorDetails;

  constructor(
    code: ErrorCode,
    message: string,
    options: { retry?: RetryAdvice; cause?: unknown } & Record<string, unknown> = {},
  ) {
    const { retry = 'never', cause, ...details } = options;
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
    this.retry = retry;
    this.details = details;
  }
}

/** True when `error` is an `AppError`, of `code` when one is given. */
export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}

/** The text to show for anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
