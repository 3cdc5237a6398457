/**
 * The SMTP listener (RFC 5321): answers 250 only after the mail has been taken over for good. No AUTH, no relaying, no
 * PROXY protocol; what to accept and where to put it is the caller's.
 */
import type { AddressInfo } from 'node:net';
import { AppError, messageOf } from '@facteur/primitives';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { replyForFailure, type SmtpLog, type SmtpReply, smtpReply } from './replies.ts';

/** One mail, complete. */
export interface SmtpMail {
  /** The bytes after DATA, dots unstuffed, CRLF. */
  readonly raw: Buffer;
  /** The envelope's sender; `''` for bounces. */
  readonly from: string;
  /** The envelope's recipients that were accepted, as given, at least one. */
  readonly to: readonly string[];
  /** IP address of the client. */
  readonly remoteAddress: string;
  /** What the client called itself (EHLO). */
  readonly helo: string;
}

/** Settings of the listener. */
export interface SmtpListenerOptions {
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  /** Name in the greeting. Default `localhost`. */
  readonly name?: string;
  /** Largest mail; said in EHLO (RFC 1870). Default 35 MiB. */
  readonly maxBytes?: number;
  /** Clients at the same time; more are answered 421. Default 100. */
  readonly maxConnections?: number;
  /** Bytes of unfinished mails held in memory, all clients together; beyond it 452. Default 8 × `maxBytes`. */
  readonly maxBytesInFlight?: number;
  /** Time that `close` gives running transactions. Default 30 000. */
  readonly closeTimeoutMs?: number;
  /** STARTTLS is offered only when these are given, both PEM. */
  readonly tls?: { readonly key: string | Buffer; readonly cert: string | Buffer };
  /** Whether a recipient is ours; the address is as the client wrote it. False = 550 5.1.1. */
  accepts(address: string): boolean;
  /**
   * Takes a mail over; resolves once it is durable, and only then is 250 said. An AppError `later` is answered
   * 451 4.3.0 (`DISK_FULL` 452 4.3.1), `never` 554 5.6.0, anything else 451 4.3.0.
   */
  receive(mail: SmtpMail): Promise<void>;
  readonly log?: SmtpLog;
}

/** An open listener. */
export interface SmtpListener {
  /** The port that was bound. */
  readonly port: number;
  /** Stops accepting, lets running transactions end, sends idle clients away (421). */
  close(): Promise<void>;
}

const DEFAULT_MAX_BYTES = 35 * 1024 * 1024;
/** Commands that smtp-server knows and nobody should reach: trusting proxies, and its jokes. */
const NEVER_COMMANDS = ['AUTH', 'XCLIENT', 'XFORWARD', 'WIZ', 'SHELL'];

/**
 * Opens the listener.
 * @throws AppError `PORT_IN_USE` (never)
 */
export async function openSmtpListener(options: SmtpListenerOptions): Promise<SmtpListener> {
  const { host, tls, maxBytes = DEFAULT_MAX_BYTES, log = () => {} } = options;
  const running = new Set<Promise<void>>();
  const take = takingOver(options, maxBytes);
  const server = new SMTPServer({
    ...tls,
    name: options.name ?? 'localhost',
    banner: 'Facteur',
    size: maxBytes,
    maxClients: options.maxConnections ?? 100,
    closeTimeout: options.closeTimeoutMs ?? 30_000,
    authOptional: true,
    useProxy: false,
    disableReverseLookup: true,
    disabledCommands: tls === undefined ? [...NEVER_COMMANDS, 'STARTTLS'] : NEVER_COMMANDS,
    onRcptTo: ({ address }, _session, done) => done(refusalOf(address, options)),
    onData: (stream, session, done) => {
      const transaction = take(stream, session).then(
        () => done(null),
        (error: unknown) => done(replyForFailure(error, log)),
      );
      running.add(transaction);
      void transaction.finally(() => running.delete(transaction));
    },
  });
  server.on('error', (error) => log('SMTP connection failed', { reason: messageOf(error) }));
  const port = await listen(server, host, options.port);
  return { port, close: () => close(server, running) };
}

/** The reply that refuses a recipient; `null` for one of ours. */
function refusalOf(address: string, { accepts, log = () => {} }: SmtpListenerOptions): SmtpReply | null {
  try {
    return accepts(address) ? null : smtpReply(550, '5.1.1 No such mailbox here');
  } catch (error) {
    return replyForFailure(error, log);
  }
}

/** Reads the mail off the stream, within the limits, and hands it to `receive`. */
function takingOver(
  { receive, maxBytesInFlight }: SmtpListenerOptions,
  maxBytes: number,
): (stream: SMTPServerDataStream, session: SMTPServerSession) => Promise<void> {
  const limit = maxBytesInFlight ?? 8 * maxBytes;
  let inFlight = 0;
  return async (stream, session) => {
    let chunks: Buffer[] = [];
    let held = 0;
    let isFull = false;
    const drop = (): void => {
      chunks = [];
      inFlight -= held;
      held = 0;
    };
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        isFull ||= inFlight + chunk.length > limit;
        if (stream.sizeExceeded || isFull) {
          // What follows is read and thrown away: a client listens only after its final dot.
          drop();
          continue;
        }
        chunks.push(chunk);
        held += chunk.length;
        inFlight += chunk.length;
      }
      if (stream.sizeExceeded) throw smtpReply(552, `5.3.4 Message exceeds ${maxBytes} bytes`);
      if (isFull) throw smtpReply(452, '4.3.1 Too much mail at once, try again later');
      await receive({
        raw: Buffer.concat(chunks),
        from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
        to: session.envelope.rcptTo.map(({ address }) => address),
        remoteAddress: session.remoteAddress,
        helo: session.hostNameAppearsAs || '',
      });
    } finally {
      drop();
    }
  };
}

function listen(server: SMTPServer, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = server.listen(port, host);
    const failed = (cause: NodeJS.ErrnoException): void => {
      const inUse = cause.code === 'EADDRINUSE';
      const message = inUse
        ? `SMTP port ${port} on ${host} is in use; choose another with FACTEUR_SMTP_PORT (0 = any free port)`
        : `Cannot listen for SMTP on ${host}:${port}: ${cause.message}`;
      reject(new AppError(inUse ? 'PORT_IN_USE' : 'CONFIG_INVALID', message, { host, port, cause }));
    };
    socket.once('error', failed);
    socket.once('listening', () => {
      socket.off('error', failed);
      resolve((socket.address() as AddressInfo).port);
    });
  });
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
