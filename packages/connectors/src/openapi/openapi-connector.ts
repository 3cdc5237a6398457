/** A connector to an HTTP system that an OpenAPI 3 document describes, with guards around it. */
import type { LookupFunction } from 'node:net';
import { type Clock, systemClock } from '@facteur/primitives';
import { type Connector, DEFAULT_TIMEOUT_MS } from '../connector.ts';
import { guardedLookup } from '../guard/addresses.ts';
import { type BreakerOptions, withBreaker } from '../guard/breaker.ts';
import { checkSecrecy, checkUrl, hostList } from '../guard/hosts.ts';
import { type RateOptions, withRateLimit } from '../guard/rate-limit.ts';
import { httpConnector } from '../http/index.ts';
import { openCredentials } from './credentials.ts';
import type { Credentials } from './credentials-config.ts';
import { isDictionary, type OpenApiText, openText, type TextParser } from './read-document.ts';
import { readOperations } from './read-operations.ts';

/** What such a connector is made from. */
export interface OpenApiConnectorOptions {
  /** The system: operations are called `name.operationId`. */
  readonly name: string;
  /** The text of the document: JSON, or what `parse` reads. */
  readonly document: string;
  /** Named in faults. Default `openapi.json`. */
  readonly file?: string;
  readonly parse?: TextParser;
  /** Default: the first server of the document, whose host must then be in `allowHosts`. */
  readonly baseUrl?: string;
  readonly credentials?: Credentials;
  /** `host` or `host:port`. Only these may have a private, loopback or link-local address, or get credentials over plain HTTP. */
  readonly allowHosts?: readonly string[];
  /** Of a call that says nothing else. Default `DEFAULT_TIMEOUT_MS`. */
  readonly timeoutMs?: number;
  readonly breaker?: BreakerOptions;
  /** Default: no limit. */
  readonly rate?: RateOptions;
  /** Default 4 MiB. */
  readonly maxAnswerBytes?: number;
  /** Connections kept open at most. Default 16. */
  readonly connections?: number;
  /** Where `env:` secrets are. Default: none. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Where `file:` secrets are looked for. Default: the working directory. */
  readonly folder?: string;
  readonly clock?: Clock;
  /** Finds addresses; its answers are checked. Default: the machine's resolver. */
  readonly lookup?: LookupFunction;
}

/**
 * Redirects are never followed; addresses are checked when a connection is made.
 * @throws AppError `CONFIG_INVALID` for a document that cannot be used, naming file, line, JSON pointer and remedy of every fault; for a
 *   host that is not allowed; for a secret that is missing
 */
export async function openapiConnector(options: OpenApiConnectorOptions): Promise<Connector> {
  const { name, file = 'openapi.json', env = {}, clock = systemClock, folder, credentials, maxAnswerBytes } = options;
  const text = openText(file, options.document, options.parse);
  const operations = readOperations(text, name);
  const server = options.baseUrl === undefined ? serverOf(text) : undefined;
  text.done();
  const allow = hostList(options.allowHosts ?? []);
  const baseUrl = checkUrl(options.baseUrl ?? server ?? '', `The URL of ${name}`, allow, server === undefined);
  if (credentials !== undefined) checkSecrecy(baseUrl, `The URL of ${name}`, allow);
  const lookup = guardedLookup(allow.hasHost, options.lookup);
  const authorizer =
    credentials && (await openCredentials(credentials, { env, clock, allow, lookup, ...(folder && { folder }) }));
  const connector = httpConnector({
    ...{ name, baseUrl: baseUrl.href, operations, clock, lookup },
    ...(authorizer && { authorizer }),
    ...(maxAnswerBytes !== undefined && { maxAnswerBytes }),
    ...(options.connections !== undefined && { connections: options.connections }),
  });
  const limited = options.rate === undefined ? connector : withRateLimit(connector, { ...options.rate, clock });
  return withTimeout(withBreaker(limited, { ...options.breaker, clock }), options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
}

function withTimeout(connector: Connector, timeoutMs: number): Connector {
  return { ...connector, call: (request) => connector.call({ ...request, timeoutMs: request.timeoutMs ?? timeoutMs }) };
}

/** The first server; undefined, and a fault, when it is not a whole URL. */
function serverOf(text: OpenApiText): string | undefined {
  const servers = isDictionary(text.root) && Array.isArray(text.root.servers) ? text.root.servers : [];
  const url: unknown = isDictionary(servers[0]) ? servers[0].url : undefined;
  if (typeof url === 'string' && /^https?:\/\/[^{}]+$/.test(url)) return url;
  text.fault(['servers', 0, 'url'], 'the address of the system is not told', 'Give `url` in the configuration');
  return undefined;
}
