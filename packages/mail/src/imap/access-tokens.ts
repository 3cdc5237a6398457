/**
 * Access tokens of OAuth 2.0, fetched with a refresh token (RFC 6749 §6) before they run out, once for all who share the grant. No
 * secret is ever part of an error.
 */
import { AppError, type Clock, isAppError } from '@facteur/primitives';

/** What entitles to tokens. */
export interface TokenGrant {
  /** `https:`, or `http:` of this machine. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly scope?: string;
  /** Read at each request, so that they may change meanwhile. A public client has no secret of its own. */
  readonly secrets: () => Promise<TokenSecrets>;
}

/** The secret part of a grant. */
export interface TokenSecrets {
  readonly refreshToken: string;
  readonly clientSecret?: string;
}

/** How tokens are fetched. */
export interface AccessTokenOptions {
  readonly grant: TokenGrant;
  readonly clock: Clock;
  /** The server gave another refresh token. It is kept in memory alone, and used until the configured one changes. */
  readonly rotated: () => void;
  /** Default 10 000. */
  readonly timeoutMs?: number;
}

/** Tokens of one grant. */
export interface AccessTokens {
  /**
   * One that is good for a while.
   * @throws AppError `IMAP_LOGIN_REFUSED` when the grant is refused, `IMAP_UNREACHABLE` without a usable answer (both later); and
   *   what `secrets` throws
   */
  token(): Promise<string>;
  /** Whoever was shown `token` refused it: the next one is fetched anew. */
  refused(token: string): void;
}

const MAX_ANSWER_BYTES = 64 * 1024;
/** A token is not used any more when less than this is left, or a fifth of its life. */
const MARGIN_MS = 120_000;
/** Where the server does not say how long a token is good (RFC 6749 §5.1 only recommends that). */
const DEFAULT_LIFE_S = 300;
/** RFC 6749 §5.2: other words could repeat what was sent. */
const REFUSALS = [
  ...['invalid_request', 'invalid_client', 'invalid_grant'],
  ...['unauthorized_client', 'unsupported_grant_type', 'invalid_scope'],
];
/** What can stand in the SASL message that carries it. */
const TOKEN = /^[\x21-\x7e]{1,32768}$/;

/** Opens the tokens of a grant; nothing is fetched before `token`. */
export function openAccessTokens(options: AccessTokenOptions): AccessTokens {
  const { grant, clock, rotated } = options;
  let current: { readonly token: string; readonly untilMs: number } | undefined;
  let fetching: Promise<string> | undefined;
  /** A refresh token that replaces `instead`, the configured one. */
  let renewed: { readonly refreshToken: string; readonly instead: string } | undefined;

  async function fetchToken(): Promise<string> {
    const secrets = await grant.secrets();
    const isRenewed = renewed?.instead === secrets.refreshToken;
    const refreshToken = isRenewed && renewed ? renewed.refreshToken : secrets.refreshToken;
    try {
      const answer = await ask(options, { ...secrets, refreshToken });
      const lifeMs = answer.lifeS * 1_000;
      current = { token: answer.token, untilMs: clock.now() + lifeMs - Math.min(MARGIN_MS, lifeMs / 5) };
      if (answer.refreshToken !== undefined && answer.refreshToken !== refreshToken) {
        renewed = { refreshToken: answer.refreshToken, instead: secrets.refreshToken };
        rotated();
      }
      return answer.token;
    } catch (error) {
      // The configured one may be good again.
      if (isAppError(error, 'IMAP_LOGIN_REFUSED')) renewed = undefined;
      throw error;
    }
  }

  return {
    async token() {
      if (current !== undefined && clock.now() < current.untilMs) return current.token;
      fetching ??= fetchToken().finally(() => {
        fetching = undefined;
      });
      return fetching;
    },
    refused(token) {
      if (current?.token === token) current = undefined;
    },
  };
}

interface Answer {
  readonly token: string;
  readonly lifeS: number;
  readonly refreshToken: string | undefined;
}

async function ask(options: AccessTokenOptions, secrets: TokenSecrets): Promise<Answer> {
  const { grant, clock, timeoutMs = 10_000 } = options;
  const { host } = new URL(grant.tokenUrl);
  const [late, answered] = [new AbortController(), new AbortController()];
  const limit = clock.wait(timeoutMs, answered.signal).then(() => late.abort());
  try {
    const { status, text } = await post(grant, secrets, late.signal);
    return answerOf(host, status, text);
  } catch (error) {
    if (error instanceof AppError) throw error;
    // Its cause is left out: it may quote what was sent.
    const why = late.signal.aborted ? `in ${timeoutMs} ms` : 'that can be used';
    throw new AppError('IMAP_UNREACHABLE', `No answer ${why} from the token server ${host}`, { retry: 'later', host });
  } finally {
    answered.abort();
    await limit;
  }
}

async function post(
  { tokenUrl, clientId, scope }: TokenGrant,
  { refreshToken, clientSecret }: TokenSecrets,
  signal: AbortSignal,
): Promise<{ status: number; text: string }> {
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: clientId,
    ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
    ...(scope === undefined ? {} : { scope }),
  });
  // Somewhere else, secrets would be shown to whoever answers there.
  const response = await fetch(tokenUrl, {
    ...{ method: 'POST', body, signal, redirect: 'error' },
    headers: { accept: 'application/json' },
  });
  return { status: response.status, text: await textOf(response) };
}

async function textOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) throw new Error('too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** @throws AppError as `token`; anything else when the answer is none */
function answerOf(host: string, status: number, text: string): Answer {
  if (status >= 500 || status === 429) throw unreachable(host, status);
  const read = JSON.parse(text) as Record<string, unknown> | null;
  if (status >= 400) {
    const named = REFUSALS.find((word) => word === read?.error) ?? `status ${status}`;
    const message = `The token server ${host} refuses the grant (${named}): is the refresh token still good, and the client?`;
    throw new AppError('IMAP_LOGIN_REFUSED', message, { retry: 'later', host });
  }
  const { access_token: token, refresh_token: refreshToken } = read ?? {};
  if (status !== 200 || typeof token !== 'string' || !TOKEN.test(token)) throw unreachable(host, status);
  const lifeS = Number(read?.expires_in ?? DEFAULT_LIFE_S);
  return {
    token,
    lifeS: Number.isFinite(lifeS) && lifeS > 0 ? lifeS : DEFAULT_LIFE_S,
    refreshToken: typeof refreshToken === 'string' && refreshToken !== '' ? refreshToken : undefined,
  };
}

function unreachable(host: string, status: number): AppError {
  return new AppError('IMAP_UNREACHABLE', `The token server ${host} answers without a token (status ${status})`, {
    ...{ retry: 'later', host, status },
  });
}
