/** What imapflow throws, as the product's errors: by codes, because the commands in it hold passwords. */
import { AppError } from '@facteur/primitives';
import type { ImapFlowError } from 'imapflow';

/** Where the error comes from, for its message. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** The error as the product's. Its cause is left out: it quotes what was sent. */
export function imapFailure(error: unknown, { host, port }: Endpoint, isUsable: boolean): AppError {
  if (error instanceof AppError) return error;
  const failure = (error ?? {}) as ImapFlowError;
  const details = { host, port, retry: 'later' } as const;
  const code = wordsOf(failure.serverResponseCode ?? failure.code);
  if (failure.authenticationFailed) {
    const message = `${host} refuses the sign-in${code}: is the user right, and the password or token?`;
    return new AppError('IMAP_LOGIN_REFUSED', message, details);
  }
  if (failure.tlsFailed) return new AppError('IMAP_UNREACHABLE', `No TLS with ${host}:${port}${code}`, details);
  if (isUsable) {
    return new AppError('IMAP_REFUSED', `${host} refuses what is asked of it${code}${textOf(failure)}`, details);
  }
  return new AppError('IMAP_UNREACHABLE', `No connection to ${host}:${port}${code}`, details);
}

function wordsOf(code: string | undefined): string {
  return code === undefined ? '' : ` (${code.replace(/[^\w-]/g, '').slice(0, 60)})`;
}

/** What the server says about a folder, a quota…: after the sign-in it knows no secret. */
function textOf({ responseText }: ImapFlowError): string {
  return responseText === undefined ? '' : `: ${responseText.slice(0, 200)}`;
}
