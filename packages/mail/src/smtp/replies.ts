/** What the listener answers when a mail is not taken (RFC 5321 §4.2, RFC 3463). */
import { isAppError, messageOf } from '@facteur/primitives';

/** Told of refusals and faults; the details hold no addresses. */
export type SmtpLog = (message: string, details: Readonly<Record<string, unknown>>) => void;

/** An error that smtp-server turns into this reply line. */
export interface SmtpReply extends Error {
  readonly responseCode: number;
}

/** The reply `code text`; the text begins with its enhanced status code. */
export function smtpReply(code: number, text: string): SmtpReply {
  return Object.assign(new Error(text), { responseCode: code });
}

/** The reply for what was thrown while a mail was taken over. Tells the client nothing of the inside. */
export function replyForFailure(error: unknown, log: SmtpLog): SmtpReply {
  if (error instanceof Error && 'responseCode' in error) return error as SmtpReply;
  log('mail not taken', { code: isAppError(error) ? error.code : 'INTERNAL', reason: messageOf(error) });
  if (isAppError(error, 'DISK_FULL')) return smtpReply(452, '4.3.1 Storage full, try again later');
  if (isAppError(error) && error.retry === 'never') return smtpReply(554, '5.6.0 Message refused');
  return smtpReply(451, '4.3.0 Not taken, try again later');
}
