/** What a reader throws. */
import { AppError } from '@facteur/primitives';

/** A thread ended while it held what was not read. */
export class ThreadEnded extends Error {
  /** Nothing else was under way in it: it died of that. */
  readonly wasAlone: boolean;

  constructor(message: string, cause: unknown, wasAlone: boolean) {
    super(message, { cause });
    this.wasAlone = wasAlone;
  }
}

/** Mails were not read; another attempt may do. */
export function unread(why: string, cause?: unknown): AppError {
  return new AppError('UNDERSTANDING_UNAVAILABLE', `Mails were not understood: ${why}`, { retry: 'later', cause });
}
