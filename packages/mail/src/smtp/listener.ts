/**
 * The SMTP listener (RFC 5321), which also speaks LMTP (RFC 2033): answers 250 only after the mail has been taken over for
 * good. No AUTH, no relaying; what to accept and where to put it is the caller's.
 */
import { messageOf } from '@facteur/primitives';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { bind } from './bind.ts';
import type { SmtpListenerOptions } from './options.ts';
import { replyForFailure, type SmtpReply, smtpReply } from './replies.ts';
import { acceptedRecipients, takingOver } from './take-over.ts';

/** An open listener. */
export interface SmtpListener {
  /** The port that was bound; 0 for a socket file. */
  readonly port: number;
  /** Stops accepting, lets running transactions end, sends idle clients away (421). */
  close(): Promise<void>;
}

const DEFAULT_MAX_BYTES = 35 * 1024 * 1024;
/** Commands that smtp-server knows and nobody should reach: trusting proxies, and its jokes. */
const NEVER_COMMANDS = ['AUTH', 'XCLIENT', 'XFORWARD', 'WIZ', 'SHELL'];

/**
 * Opens the listener.
 * @throws AppError `PORT_IN_USE` (never); `CONFIG_INVALID` when it cannot listen there, or a proxy is no IP address
 */
export async function openSmtpListener(options: SmtpListenerOptions): Promise<SmtpListener> {
  const { maxBytes = DEFAULT_MAX_BYTES, log = () => {} } = options;
  const running = new Set<Promise<void>>();
  const accepted = acceptedRecipients();
  const take = takingOver({ ...options, maxBytes, accepted, log });
  const server = new SMTPServer({
    ...serverOptions(options, maxBytes),
    onRcptTo: ({ address }, { envelope }, done) => {
      const refusal = refusalOf(address, options);
      if (refusal === null) accepted.add(envelope, address);
      done(refusal);
    },
    onData: (stream, session, done) => {
      const transaction = take(stream, session).then(
        (answers) => done(null, answers),
        (error: unknown) => done(replyForFailure(error, log)),
      );
      running.add(transaction);
      void transaction.finally(() => running.delete(transaction));
    },
  });
  server.on('error', (error) => log('SMTP connection failed', { reason: messageOf(error) }));
  const port = await bind(server, options, options.protocol ?? 'smtp');
  return { port, close: () => close(server, running) };
}

function serverOptions(options: SmtpListenerOptions, maxBytes: number): SMTPServerOptions {
  const { tls, proxies = [] } = options;
  return {
    ...tls,
    lmtp: options.protocol === 'lmtp',
    name: options.name ?? 'localhost',
    banner: 'Facteur',
    size: maxBytes,
    maxClients: options.maxConnections ?? 100,
    closeTimeout: options.closeTimeoutMs ?? 30_000,
    authOptional: true,
    // Whoever promises notices of success (RFC 3461) must send them: left to the server that hands the mail over.
    hideDSN: true,
    useProxy: proxies.length > 0 && [...proxies],
    disableReverseLookup: true,
    disabledCommands: tls === undefined ? [...NEVER_COMMANDS, 'STARTTLS'] : NEVER_COMMANDS,
  };
}

/** The reply that refuses a recipient; `null` for one of ours. */
function refusalOf(address: string, { accepts, log = () => {} }: SmtpListenerOptions): SmtpReply | null {
  try {
    return accepts(address) ? null : smtpReply(550, '5.1.1 No such mailbox here');
  } catch (error) {
    return replyForFailure(error, log);
  }
}

async function close(server: SMTPServer, running: ReadonlySet<Promise<void>>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(resolve));
  await Promise.race([Promise.allSettled(running), closed]);
  for (const connection of server.connections) {
    connection.send(421, 'Closing', false);
    connection.close();
  }
  await closed;
}
