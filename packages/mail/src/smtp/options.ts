/** What a listener is told, and what it hands over. */
import type { Place, Protocol } from './bind.ts';
import type { SmtpLog } from './replies.ts';

/** One mail, complete. */
export interface SmtpMail {
  /** The bytes after DATA, dots unstuffed, CRLF. */
  readonly raw: Buffer;
  /** The envelope's sender; `''` for bounces. */
  readonly from: string;
  /** The envelope's recipients that were accepted, as given, at least one. */
  readonly to: readonly string[];
  /** IP address of the client; `''` where none is known: by a socket file, or from a proxy that names none. */
  readonly remoteAddress: string;
  /** What the client called itself (EHLO, LHLO). */
  readonly helo: string;
}

/** Settings of the listener. */
export interface SmtpListenerOptions extends Place {
  /**
   * Default `smtp`. With `lmtp` each recipient gets an answer of its own: `receive` is called with all of them and, when that
   * fails, again with each alone.
   */
  readonly protocol?: Protocol;
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
  readonly tls?: { readonly key: string | Buffer; readonly cert: string | Buffer } | undefined;
  /**
   * IP addresses of proxies. From these, and only these, a connection begins with a PROXY header (version 1), which names the
   * client. Default none: nobody may say for whom he speaks.
   */
  readonly proxies?: readonly string[] | undefined;
  /** Whether a recipient is ours; the address is as the client wrote it. False = 550 5.1.1. */
  accepts(address: string): boolean;
  /**
   * Takes a mail over; resolves once it is durable, and only then is 250 said. An AppError `later` is answered
   * 451 4.3.0 (`DISK_FULL` 452 4.3.1), `never` 554 5.6.0, anything else 451 4.3.0. The same mail may come again.
   */
  receive(mail: SmtpMail): Promise<void>;
  readonly log?: SmtpLog;
}
