/** What a reader throws. */
import { AppError } from '@facteur/primitives';

/** Mails were not read; another attempt may do. */
export function unread(why: string, cause?: unknown): AppError {
  return new AppError('UNDERSTANDING_UNAVAILABLE', `Mails were not understood: ${why}`, { retry: 'later', cause });
}
