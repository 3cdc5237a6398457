/** Mail that leaves by SMTP, over a few kept connections. */
import { connect, type Socket } from 'node:net';
import { AppError } from '@facteur/primitives';
import { createTransport } from 'nodemailer';
import { composeMime } from './compose-mime.ts';
import type { MailOut, OutgoingMail, Refusal } from './mail-out.ts';
import { attemptOf, openRecipients, refusalsOf, type SmtpFailure, type SmtpOutcome } from './smtp-outcome.ts';

/** Settings of the SMTP sender. */
export interface SmtpOutOptions {
  /** `smtp://user:password@host:port` (STARTTLS when offered; `?requireTLS=true`: or nothing leaves) or `smtps://…`; nodemailer's options may follow as query. */
  readonly url: string;
  /** For connecting, and for each answer. Default 30 000. */
  readonly timeoutMs?: number;
}

/** Connections that are kept. */
const MAX_CONNECTIONS = 5;

/** Mails that went to some of their recipients and wait for others: so many are remembered. */
const MOST_REMEMBERED = 1_000;

const NOBODY: ReadonlySet<string> = new Set();

/** Opens the sender; connects at the first mail. @throws AppError `CONFIG_INVALID` when the URL is no SMTP URL */
export function openSmtpOut({ url, timeoutMs = 30_000 }: SmtpOutOptions): MailOut {
  const transport = createTransport(poolUrl(url, timeoutMs));
  Object.assign(transport.transporter, { getSocket: dialling(timeoutMs) });
  const running = new Set<Promise<void>>();
  const taken = new Map<string, ReadonlySet<string>>();
  const submit = (raw: Buffer, from: string, to: readonly string[]): Promise<SmtpOutcome> =>
    transport.sendMail({ raw, envelope: { from, to: [...to] } }).then(
      (info): SmtpOutcome => info as SmtpOutcome,
      (failure: SmtpFailure): SmtpOutcome => ({ failure }),
    );
  const deliver = async (mail: OutgoingMail): Promise<readonly Refusal[]> => {
    const raw = await composeMime(mail);
    const before = taken.get(mail.id) ?? NOBODY;
    const tried = openRecipients(mail, before);
    let outcome = await submit(raw, mail.envelopeFrom ?? mail.from.address, tried);
    for (let others = MAX_CONNECTIONS; isConnectionUsedUp(outcome) && others > 0; others -= 1)
      outcome = await submit(raw, mail.envelopeFrom ?? mail.from.address, tried);
    const attempt = attemptOf(tried, before, outcome);
    taken.delete(mail.id);
    remember(taken, mail.id, attempt.taken);
    const refused = refusalsOf(mail, attempt);
    taken.delete(mail.id);
    return refused;
  };
  return {
    send(mail, told) {
      const sending = deliver(mail)
        .then((refused) => (refused.length > 0 ? told?.(refused) : undefined))
        .finally(() => running.delete(sending));
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
  const defaults = { pool: 'true', maxConnections: String(MAX_CONNECTIONS), maxRequeues: '1' };
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
 * A server may close a connection with 421 at any time (RFC 5321 §3.8), and many do after so many mails. None of a mail was taken then, and
 * another connection will do; each kept one may be used up likewise.
 */
function isConnectionUsedUp({ failure }: SmtpOutcome): boolean {
  return failure?.responseCode === 421 && (failure.code === 'EENVELOPE' || failure.code === 'EMESSAGE');
}

/** The oldest are forgotten: they may then get the same mail twice, with the same Message-ID. */
function remember(taken: Map<string, ReadonlySet<string>>, id: string, by: ReadonlySet<string>): void {
  if (by.size === 0) return;
  const [oldest] = taken.keys();
  if (taken.size >= MOST_REMEMBERED && oldest !== undefined) taken.delete(oldest);
  taken.set(id, by);
}
