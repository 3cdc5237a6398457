/** One address for all services: what a service that runs elsewhere serves is passed on to it. */
import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { GROUPS, type ServiceName, serviceOf } from '@facteur/contracts';
import type { Handler } from '@facteur/http';
import { AppError, messageOf } from '@facteur/primitives';

/** Where services answer. */
export type Peers = Readonly<Partial<Record<ServiceName, string>>>;

/** What every process answers itself. */
const EVERYWHERE =
  /^\/(?:healthz|readyz|metrics|sign-in(?:\.css)?|invitation\/.*|api\/openapi\.json|api\/v1\/(?:status|backup|dead-letters|effects(?:\/release)?|sign-in|sign-out|(?:me|people|invitations)(?:\/.*)?))$/;
const OWNERS: readonly (readonly [path: RegExp, owner: ServiceName])[] = [
  [/^\/api\/v1\/(?:mail|openings)(?:\/|$)/, 'ingest'],
  [/^\/api\/v1\/outbox(?:\/|$)/, 'reply-composer'],
  [/^\/api\/v1\/(?:journeys|bot)(?:\/|$)/, 'journey-orchestrator'],
  [/^\/api\/v1\/nlu(?:\/|$)/, 'intent-classification'],
];
const RELEASE = /^\/api\/v1\/(?:dead-letters|effects)\/([^/]+)\//;
/** They concern one connection (RFC 9110 §7.6.1): each side has its own. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'te', 'trailer', 'proxy-connection'];

/** The service that serves `path`; undefined: any process does. */
export function ownerOf(path: string): ServiceName | undefined {
  if (EVERYWHERE.test(path)) return undefined;
  const flow = RELEASE.exec(path)?.[1];
  const group = GROUPS.find((name) => name === flow);
  if (flow !== undefined) return group && serviceOf(group);
  return OWNERS.find(([pattern]) => pattern.test(path))?.[1] ?? 'human-handoff';
}

/**
 * Passes requests for services that do not run `here` on to their peers, with the caller's own credentials.
 * @throws AppError (to `next`) `NOT_FOUND` naming the service when no peer is configured; `NOT_RUNNING` (retry later) when it does not answer
 */
export function forwarder(here: readonly ServiceName[], peers: Peers): Handler {
  return (request, response, next) => {
    const owner = ownerOf(request.path);
    if (owner === undefined || here.includes(owner)) return next();
    const peer = peers[owner];
    if (peer === undefined) return next(elsewhere(request.path, owner));
    const target = new URL(request.originalUrl, peer);
    const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
    const passed = send(target, { method: request.method, headers: endToEnd(request) }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, endToEnd(answer));
      answer.pipe(response);
      // An answer that breaks off must not look whole.
      answer.once('error', (error) => response.destroy(error));
    });
    passed.once('error', (cause) => {
      if (response.headersSent) response.destroy(cause);
      else next(silent(owner, cause));
    });
    response.once('close', () => passed.destroy());
    request.pipe(passed);
  };
}

function endToEnd({ headers }: IncomingMessage): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)));
}

function elsewhere(path: string, owner: ServiceName): AppError {
  return new AppError(
    'NOT_FOUND',
    `${path} is served by ${owner}, which does not run in this process: ask that one, or set FACTEUR_PEERS (${owner}=http://…)`,
  );
}

function silent(owner: ServiceName, cause: unknown): AppError {
  return new AppError('NOT_RUNNING', `${owner} does not answer (${messageOf(cause)})`, { retry: 'later', cause });
}
