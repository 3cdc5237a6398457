/** The HTTP adapter of the connector port: a catalogue of operations on one base URL, over a pool of kept-alive connections. */
import { AppError, type Clock, systemClock } from '@facteur/primitives';
import { Pool } from 'undici';
import { unknownOperation } from '../combine-connectors.ts';
import { type CallRequest, type CallResult, type Connector, DEFAULT_TIMEOUT_MS } from '../connector.ts';
import { ExchangeFailure, exchange, type WireAnswer } from './exchange.ts';
import { readAnswer } from './read-answer.ts';
import { compileOperation, type HttpOperation, type WireRequest } from './request-of.ts';

/** What an HTTP connector is made from. */
export interface HttpConnectorOptions {
  /** Shown to operators. Default: the host of `baseUrl`. */
  readonly name?: string;
  /** `http://` or `https://`, with a path prefix or without. */
  readonly baseUrl: string;
  readonly operations: readonly HttpOperation[];
  /** Sent as a bearer token (RFC 6750). */
  readonly token?: string;
  /** Connections kept open at most. Default 16. */
  readonly connections?: number;
  /** Default: the machine's clock. */
  readonly clock?: Clock;
}

/**
 * Calls each operation by its method and path. `Idempotency-Key` carries the key, `X-Customer-Address` the sender's address when it is
 * proven. 403, 404, 409 and 422 problem documents with a declared `code` are refusals; redirects are not followed.
 * @throws AppError `CONFIG_INVALID` for a base URL or a path that cannot be used
 */
export function httpConnector(options: HttpConnectorOptions): Connector {
  const { operations, token, connections = 16, clock = systemClock } = options;
  const base = parseBase(options.baseUrl);
  const prefix = base.pathname.replace(/\/$/, '');
  const pool = new Pool(base.origin, { connections, pipelining: 1 });
  const compiled = new Map(
    operations.map((operation) => [operation.name, { operation, wire: compileOperation(operation) }]),
  );

  const complete = (wire: WireRequest): WireRequest => {
    if (token !== undefined) wire.headers.authorization = `Bearer ${token}`;
    return { ...wire, path: prefix + wire.path };
  };
  const ask = async (wire: WireRequest, { operation, timeoutMs, signal }: CallRequest): Promise<WireAnswer> => {
    try {
      return await exchange(pool, wire, { timeoutMs: timeoutMs ?? DEFAULT_TIMEOUT_MS, signal, clock });
    } catch (cause) {
      throw unreachable(operation, base.origin, cause);
    }
  };
  return {
    name: options.name ?? base.host,
    operations,
    async call(request): Promise<CallResult> {
      const target = compiled.get(request.operation);
      if (target === undefined) throw unknownOperation(request.operation, [...compiled.keys()]);
      return readAnswer(target.operation, await ask(complete(target.wire(request)), request));
    },
    close: () => pool.close(),
  };
}

function parseBase(baseUrl: string): URL {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new AppError('CONFIG_INVALID', `The base URL of a connector begins with http:// or https://, not ${baseUrl}`);
}

function unreachable(operation: string, origin: string, cause: unknown): AppError {
  const sent = cause instanceof ExchangeFailure ? cause.sent : true;
  const why = cause instanceof Error ? cause.message : String(cause);
  return new AppError('CONNECTOR_FAILED', `${operation} failed at ${origin}: ${why}`, {
    retry: 'later',
    operation,
    sent,
    cause,
  });
}
