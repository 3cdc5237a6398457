/** Tokens by OAuth 2.0 client credentials (RFC 6749 §4.4): fetched once for all calls, renewed before they end. */
import type { LookupFunction } from 'node:net';
import { AppError, type Clock, isAppError } from '@facteur/primitives';
import { Pool } from 'undici';
import { type Authorizer, exchange, type WireAnswer } from '../http/index.ts';

const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 64 * 1024;
/** A token that says nothing of its end is kept so long. */
const DEFAULT_LIFE_S = 300;
/** Renewed so long before its end, so that it does not end on its way. */
const MARGIN_MS = 30_000;

export interface OAuth2Options {
  readonly tokenUrl: URL;
  readonly authorization: string;
  readonly scope: string | undefined;
  readonly clock: Clock;
  readonly lookup: LookupFunction;
}

export function openOAuth2({ tokenUrl, authorization, scope, clock, lookup }: OAuth2Options): Authorizer {
  const pool = new Pool(tokenUrl.origin, { connections: 1, pipelining: 1, connect: { lookup } });
  let current: Promise<Token> | undefined;

  const fetchToken = async (): Promise<Token> => {
    const form = new URLSearchParams({ grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) });
    const headers = { accept: 'application/json', authorization, 'content-type': 'application/x-www-form-urlencoded' };
    const path = tokenUrl.pathname + tokenUrl.search;
    const limits = { timeoutMs: TIMEOUT_MS, signal: undefined, clock, maxAnswerBytes: MAX_ANSWER_BYTES };
    try {
      return readToken(
        await exchange(pool, { method: 'POST', path, headers, body: form.toString() }, limits),
        clock.now(),
      );
    } catch (cause) {
      throw isAppError(cause) ? cause : noToken(cause instanceof Error ? cause.message : 'no answer');
    }
  };
  const fetchAnew = (): Promise<Token> => {
    const fetching = fetchToken();
    current = fetching;
    fetching.catch(() => {
      if (current === fetching) current = undefined;
    });
    return fetching;
  };
  return {
    async headers() {
      const asked = current ?? fetchAnew();
      const known = await asked;
      if (clock.now() < known.untilMs) return { authorization: `Bearer ${known.text}` };
      // Another caller may have begun to renew it meanwhile.
      const { text } = await (current === undefined || current === asked ? fetchAnew() : current);
      return { authorization: `Bearer ${text}` };
    },
    refused() {
      current = undefined;
    },
    close: () => pool.close(),
  };
}

interface Token {
  readonly text: string;
  readonly untilMs: number;
}

function readToken({ status, body }: WireAnswer, nowMs: number): Token {
  if (status !== 200) throw noToken(`it answered ${status}`, status);
  const answer = parse(body);
  const { access_token: text, expires_in: lifeS } = answer;
  if (typeof text !== 'string' || !/^[\x21-\x7e]+$/.test(text)) throw noToken('its answer holds no token');
  const seconds = typeof lifeS === 'number' && lifeS > 0 ? lifeS : DEFAULT_LIFE_S;
  return { text, untilMs: nowMs + Math.max(seconds * 500, seconds * 1_000 - MARGIN_MS) };
}

function parse(body: string): { readonly access_token?: unknown; readonly expires_in?: unknown } {
  try {
    return (JSON.parse(body) ?? {}) as object;
  } catch {
    return {};
  }
}

/** Says nothing of what the token server answered: it may hold secrets. */
function noToken(why: string, status?: number): AppError {
  const details = status === undefined ? {} : { tokenStatus: status };
  return new AppError('CONNECTOR_FAILED', `No token from the authorization server: ${why}`, {
    retry: 'later',
    sent: false,
    ...details,
  });
}
