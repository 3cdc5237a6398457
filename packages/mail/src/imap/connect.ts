/** A session by imapflow. The library is loaded with the first connection: most processes read no mailbox. */
import type { ImapFlow, ImapFlowOptions } from 'imapflow';
import { type Endpoint, imapFailure } from './failure.ts';
import { sessionOf } from './imapflow-session.ts';
import type { ImapSession } from './session.ts';

/** `implicit`: TLS from the first byte (port 993); `starttls`: required after the greeting; `none`: in clear. */
export type ImapTls = 'implicit' | 'starttls' | 'none';

/** Where to connect, and as whom. */
export interface ImapAccount extends Endpoint {
  readonly tls: ImapTls;
  /** PEM of the authority to trust besides the system's. */
  readonly ca?: string;
  readonly user: string;
  /** Read at each connection, so that a token or a password may change meanwhile. */
  readonly credential: () => Promise<ImapCredential>;
  /** Without an answer for so long a connection is lost. Default 60 000. */
  readonly timeoutMs?: number;
}

/** What proves the user: the password, or an OAuth 2.0 access token (XOAUTH2, OAUTHBEARER). */
export type ImapCredential = { readonly password: string } | { readonly accessToken: string };

const CONNECT_TIMEOUT_MS = 30_000;
/** A server that announces more than this for one answer is broken: mails above the source's limit are not fetched. */
const MAX_RESPONSE_BYTES = 256 * 1024 * 1024;

/**
 * Connects and signs in; gives up when `signal` aborts.
 * @throws AppError `IMAP_UNREACHABLE`, `IMAP_LOGIN_REFUSED` (both later), and what `credential` throws
 */
export async function connectImap(account: ImapAccount, signal?: AbortSignal): Promise<ImapSession> {
  const credential = await account.credential();
  const { ImapFlow: Client } = await import('imapflow');
  const client = new Client(optionsOf(account, credential));
  // Without a listener an error would end the process; whoever waits for an answer gets it too.
  client.on('error', () => undefined);
  const giveUp = (): void => client.close();
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    if (signal?.aborted) giveUp();
    await client.connect();
  } catch (error) {
    closeQuietly(client);
    throw imapFailure(error, account, false);
  } finally {
    signal?.removeEventListener('abort', giveUp);
  }
  return sessionOf(client, account);
}

function optionsOf(account: ImapAccount, credential: ImapCredential): ImapFlowOptions {
  const { host, port, tls, ca, user, timeoutMs = 60_000 } = account;
  const secret = 'password' in credential ? { pass: credential.password } : { accessToken: credential.accessToken };
  return {
    host,
    port,
    secure: tls === 'implicit',
    doSTARTTLS: tls === 'implicit' ? undefined : tls === 'starttls',
    ...(ca === undefined ? {} : { tls: { ca } }),
    auth: { user, ...secret },
    // Its own log would hold addresses and subjects.
    logger: false,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: timeoutMs,
    maxLiteralSize: MAX_RESPONSE_BYTES,
    maxResponseSize: 2 * MAX_RESPONSE_BYTES,
    clientInfo: { name: 'Facteur' },
  };
}

function closeQuietly(client: ImapFlow): void {
  try {
    client.close();
  } catch {
    // Closed already.
  }
}
