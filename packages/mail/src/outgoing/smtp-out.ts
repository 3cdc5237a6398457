/** Mail that leaves by SMTP, over a few kept connections. */
import { connect, type Socket } from 'node:net';
import { AppError, messageOf } from '@facteur/primitives';
import { createTransport } from 'nodemailer';
import { composeMime } from './compose-mime.ts';
import type { MailOut, OutgoingMail } from './mail-out.ts';

/** Settings of the SMTP sender. */
export interface SmtpOutOptions {
  /** `smtp://user:password@host:port` (STARTTLS when offered) or `smtps://…`; nodemailer's options may follow as query. */
  readonly url: string;
  /** For connecting, and for each answer. Default 30 000. */
  readonly timeoutMs?: number;
}

/** What nodemailer's errors carry. */
interface SmtpFailure {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly recipient?: string;
  readonly rejectedErrors?: readonly SmtpFailure[];
}

/** What came of a mail: `rejectedErrors` when some recipients were refused, `failure` when nobody got it. */
interface SmtpOutcome {
  readonly rejectedErrors?: readonly SmtpFailure[];
  readonly failure?: SmtpFailure;
}

/** Opens the sender; connects at the first mail. @throws AppError `CONFIG_INVALID` when the URL is no SMTP URL */
export function openSmtpOut({ url, timeoutMs = 30_000 }: SmtpOutOptions): MailOut {
  const transport = createTransport(poolUrl(url, timeoutMs));
  Object.assign(transport.transporter, { getSocket: dialling(timeoutMs) });
  const running = new Set<Promise<void>>();
  const deliver = async (mail: OutgoingMail): Promise<void> => {
    const raw = await composeMime(mail);
    const to = mail.to.map(({ address }) => address);
    const all = [...to, ...(mail.cc ?? []).map(({ address }) => address)];
    const envelope = { from: mail.envelopeFrom ?? mail.from.address, to: all };
    const outcome = await transport.sendMail({ raw, envelope }).then(
      (info): SmtpOutcome => info as SmtpOutcome,
      (failure: SmtpFailure): SmtpOutcome => ({ failure }),
    );
    // A refused copy is no reason to send the customer the same mail again.
    const refused = (outcome.rejectedErrors ?? outcome.failure?.rejectedErrors ?? []).filter(({ recipient = '' }) =>
      to.includes(recipient),
    );
    // A recipient that may be accepted later decides over one that never will.
    const worst = refused.find(({ responseCode = 0 }) => responseCode < 500) ?? refused[0] ?? outcome.failure;
    if (worst !== undefined) throw sendFailure(worst, { refused: refused.length, recipients: all.length });
  };
  return {
    send(mail) {
      const sending = deliver(mail).finally(() => running.delete(sending));
      running.add(sending);
      return sending;
    },
    async close() {
      await Promise.allSettled(running);
      transport.close();
    },
  };
}

/**
 * Connects without Nagle's algorithm: a mail ends in a small write of its own, which would wait 40 ms for the server's
 * delayed acknowledgement. nodemailer has no setting for it (measured on the loopback: 100 mails/s with it, 600 without).
 */
function dialling(timeoutMs: number): Dial {
  return ({ host = 'localhost', port, secure = false }, done) => {
    const socket = connect({ host, port: port ?? (secure ? 465 : 587), noDelay: true, timeout: timeoutMs });
    let isDone = false;
    const end = (error: Error | null): void => {
      if (isDone) return;
      isDone = true;
      if (error === null) return done(null, { connection: socket.setTimeout(0) });
      socket.destroy();
      done(error);
    };
    // The listener stays: an error before nodemailer adds its own must not end the process.
    socket.on('error', end);
    socket.once('timeout', () => end(Object.assign(new Error('Connection timeout'), { code: 'ETIMEDOUT' })));
    socket.once('connect', () => end(null));
  };
}

/** How nodemailer asks for a connection. */
type Dial = (
  options: { readonly host?: string; readonly port?: number; readonly secure?: boolean },
  done: (error: Error | null, opened?: { connection: Socket }) => void,
) => void;

/** nodemailer takes its options from the URL alone once there is one. */
function poolUrl(url: string, timeoutMs: number): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || (parsed.protocol !== 'smtp:' && parsed.protocol !== 'smtps:')) {
    throw new AppError('CONFIG_INVALID', 'FACTEUR_SMTP_URL must look like smtp://host:port or smtps://host:port');
  }
  // One more try covers a kept connection that the server closed meanwhile.
  const defaults = { pool: 'true', maxConnections: '5', maxRequeues: '1' };
  const timeouts = ['connectionTimeout', 'greetingTimeout', 'socketTimeout', 'dnsTimeout'];
  for (const [name, value] of [
    ...Object.entries(defaults),
    ...timeouts.map((name) => [name, String(timeoutMs)] as const),
  ]) {
    if (!parsed.searchParams.has(name)) parsed.searchParams.set(name, value);
  }
  return parsed.href;
}

/**
 * A 5xx to the recipient or the content is this mail's fault and final. Everything else, a refused sign-in or greeting
 * included, is the connection's: the mail waits until an operator has mended it.
 */
function sendFailure(error: SmtpFailure, counts: Record<string, number>): AppError {
  const { code = '', responseCode = 0, response = '' } = error;
  const status = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1];
  const details = { ...counts, reply: responseCode, ...(status !== undefined && { status }), cause: error };
  if (responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE')) {
    return new AppError(
      'SMTP_REFUSED',
      `The SMTP server refused the mail: ${responseCode} ${status ?? ''}`.trim(),
      details,
    );
  }
  const reason = responseCode > 0 ? `${responseCode} ${status ?? ''}`.trim() : code || messageOf(error);
  return new AppError('SMTP_UNREACHABLE', `The SMTP server did not take the mail: ${reason}`, {
    ...details,
    retry: 'later',
  });
}
