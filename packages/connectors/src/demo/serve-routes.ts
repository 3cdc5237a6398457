/** The HTTP side: reads a request, finds its route, writes the answer, plays the faults that a test asks for. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type Clock, isAppError, type JsonObject } from '@facteur/primitives';
import { problem, refuse, wireOf } from './answers.ts';
import type { Fault, FaultPlan } from './faults.ts';
import { findRoute, type Incoming, type Route } from './routes.ts';

const MAX_BODY_BYTES = 64 * 1024;
type Wire = ReturnType<typeof problem>;

/** Answers requests by `routes`; whatever goes wrong becomes a problem document. */
export function serveRoutes(routes: readonly Route[], clock: Clock, faults: FaultPlan | undefined): RequestListener {
  let count = 0;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path = '', search = ''] = (request.url ?? '').split('?', 2);
    const found = findRoute(routes, request.method ?? '', path);
    if (found === undefined) return write(response, wireOf(refuse('not-found', 'No such path')));
    const { route, id } = found;
    const query = Object.fromEntries(new URLSearchParams(search));
    const incoming = await readRequest(request, route, { id, query });
    if ('status' in incoming) return write(response, incoming);
    count += 1;
    const key = incoming.key === '' ? undefined : incoming.key;
    const fault = faults?.({ operation: route.operation, key, nth: count });
    if (fault?.kind === 'delay') await clock.wait(fault.ms);
    if (isFault(fault, 'before', response)) return;
    const wire = wireOf(await route.handle(incoming));
    if (isFault(fault, 'after', response)) return;
    write(response, wire);
  };
  return (request, response) => {
    serve(request, response).catch((error: unknown) => {
      const retry = isAppError(error) && error.retry === 'later';
      write(response, problem(retry ? 503 : 500, 'failed', 'The back office could not do this'));
    });
  };
}

/** Plays the fault if it belongs to this moment. */
function isFault(fault: Fault | undefined, moment: 'before' | 'after', response: ServerResponse): boolean {
  if (fault?.kind === `error-${moment}`) {
    write(response, problem(500, 'failed', 'A fault that was asked for'));
    return true;
  }
  if (fault?.kind === (moment === 'before' ? 'drop-before' : 'drop-answer')) {
    response.destroy();
    return true;
  }
  return false;
}

async function readRequest(
  request: IncomingMessage,
  route: Route,
  place: Pick<Incoming, 'id' | 'query'>,
): Promise<Incoming | Wire> {
  const address = request.headers['x-customer-address'];
  const sender = typeof address === 'string' ? address : undefined;
  if (route.method === 'GET') return { ...place, sender, key: '', body: {} };
  const key = route.effect ? readKey(request.headers['idempotency-key']) : '';
  if (key === undefined) return wireOf(refuse('key-missing', 'This operation needs the header Idempotency-Key'));
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) {
    return problem(415, 'bad-input', 'The body must be application/json');
  }
  const body = await readBody(request);
  return body === undefined
    ? wireOf(refuse('bad-input', 'The body must be a small JSON object'))
    : { ...place, sender, key, body };
}

/** A structured-field string, or the bare text that many clients send. */
function readKey(header: string | string[] | undefined): string | undefined {
  if (typeof header !== 'string') return undefined;
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(header)?.[1];
  const key = quoted === undefined ? header : quoted.replace(/\\(["\\])/g, '$1');
  return key.length >= 1 && key.length <= 255 ? key : undefined;
}

async function readBody(request: IncomingMessage): Promise<JsonObject | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk as Buffer);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return bytes <= MAX_BODY_BYTES && isObject ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

function write(response: ServerResponse, { status, type, body }: Wire): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
}
