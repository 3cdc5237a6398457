/** The HTTP adapter of the connector port: a catalogue of operations on one base URL, over a pool of kept-alive connections. */
import type { LookupFunction } from 'node:net';
import { AppError, type Clock, isAppError, systemClock } from '@facteur/primitives';
import { Pool } from 'undici';
import { unknownOperation } from '../combine-connectors.ts';
import { type CallRequest, type CallResult, type Connector, DEFAULT_TIMEOUT_MS } from '../connector.ts';
import { ExchangeFailure, exchange, inTime, type WireAnswer } from './exchange.ts';
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
  /** The largest answer that is read. Default 4 MiB. */
  readonly maxAnswerBytes?: number;
  /** Finds the addresses of the host. Default: the machine's resolver. */
  readonly lookup?: LookupFunction;
  /** Where credentials come from that must be fetched. */
  readonly authorizer?: Authorizer;
}

/** Gives the headers that show who calls. */
export interface Authorizer {
  /** @throws AppError `CONNECTOR_FAILED` (later), `sent: false`; its text holds no secret */
  headers(): Promise<Readonly<Record<string, string>>>;
  /** The system did not accept them. */
  refused(): void;
  close(): Promise<void>;
}

/**
 * Calls each operation by its method and path. `Idempotency-Key` carries the key, `X-Customer-Address` the sender's address when it is
 * proven. 403, 404, 409 and 422 problem documents with a declared `code` are refusals; redirects are not followed.
 * @throws AppError `CONFIG_INVALID` for a base URL or a path that cannot be used
 */
export function httpConnector(options: HttpConnectorOptions): Connector {
  const { operations, token, connections = 16, clock = systemClock, lookup, authorizer, maxAnswerBytes } = options;
  const base = parseBase(options.baseUrl);
  const prefix = base.pathname.replace(/\/$/, '');
  const connect = lookup === undefined ? {} : { connect: { lookup } };
  const pool = new Pool(base.origin, { connections, pipelining: 1, ...connect });
  const compiled = new Map(
    operations.map((operation) => [operation.name, { operation, wire: compileOperation(operation) }]),
  );

  const complete = async (wire: WireRequest): Promise<WireRequest> => {
    const own = token === undefined ? {} : { authorization: `Bearer ${token}` };
    return {
      ...wire,
      path: prefix + wire.path,
      headers: { ...wire.headers, ...own, ...(await authorizer?.headers()) },
    };
  };
  const ask = async (wire: WireRequest, { operation, timeoutMs, signal }: CallRequest): Promise<WireAnswer> => {
    const wholeMs = timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const startedMs = clock.now();
    try {
      const request = await inTime(complete(wire), { timeoutMs: wholeMs, signal, clock });
      const limits = { timeoutMs: Math.max(0, wholeMs - (clock.now() - startedMs)), signal, clock };
      return await exchange(pool, request, maxAnswerBytes === undefined ? limits : { ...limits, maxAnswerBytes });
    } catch (cause) {
      throw isAppError(cause) ? cause : unreachable(operation, base.origin, cause);
    }
  };
  return {
    name: options.name ?? base.host,
    operations,
    async call(request): Promise<CallResult> {
      const target = compiled.get(request.operation);
      if (target === undefined) throw unknownOperation(request.operation, [...compiled.keys()]);
      const answer = await ask(target.wire(request), request);
      if (answer.status === 401) authorizer?.refused();
      return readAnswer(target.operation, answer);
    },
    async close() {
      await Promise.all([pool.close(), authorizer?.close()]);
    },
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
