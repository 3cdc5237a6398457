/** An Express 5 application from routes, and the server that listens for it. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '@facteur/primitives';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { type Caller, includesRole } from './caller.ts';
import { openApiOf } from './open-api.ts';
import { problemOf, sendProblem } from './problem.ts';
import { refuseRole, refuseStranger } from './refusal.ts';
import type { Call, Route } from './route.ts';
import type { SignIn } from './sign-in.ts';
import { SIGN_IN_STYLE } from './sign-in-style.ts';

/** A handler beside the routes. */
export type Handler = express.RequestHandler;

/** What an application is made of. */
export interface AppOptions {
  readonly routes: readonly Route[];
  /** Sees every request before the routes do. */
  readonly before?: Handler;
  readonly signIn: SignIn;
  readonly version: string;
  /** A proxy in front says by X-Forwarded-… who asks, and whether over TLS. Default false: nobody is believed about that. */
  readonly isBehindProxy?: boolean;
  /** Told of failures that are ours (status 500 and above). */
  readonly onError?: (error: unknown, request: Request) => void;
}

const JSON_LIMIT = '10mb';
const CLOSE_TIMEOUT_MS = 2_000;

/** Builds the application: routes, `/sign-in`, `/api/openapi.json`, security headers, problem documents. */
export function buildApp({ routes, before, signIn, version, isBehindProxy = false, onError }: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', isBehindProxy ? 1 : false);
  app.use(securityHeaders);
  if (before) app.use(before);
  app.get('/sign-in', (request, response) => signIn.signIn(request, response));
  app.get('/sign-in.css', (_request, response) => void response.type('css').send(SIGN_IN_STYLE));
  app.get('/api/openapi.json', (_request, response) => {
    response.json(openApiOf(routes, { title: 'Facteur', version }));
  });
  for (const route of routes) app[route.method](route.path, guard(signIn, route), ...bodyReader(route), handler(route));
  app.use((request: Request) => {
    throw new AppError('NOT_FOUND', `There is nothing at ${request.method} ${request.path}`);
  });
  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    const problem = problemOf(error);
    if (problem.status >= 500) onError?.(error, request);
    if (response.headersSent) return next(error);
    sendProblem(response, problem);
  });
  return app;
}

function securityHeaders(_request: Request, response: Response, next: NextFunction): void {
  response.set({
    'Content-Security-Policy':
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  });
  next();
}

/** Lets those through whose role is high enough. */
function guard(signIn: SignIn, { role }: Route) {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    if (role === 'public') return next();
    const caller = await signIn.identify(request);
    if (caller === undefined) return refuseStranger(request, response);
    if (!includesRole(caller.role, role)) return refuseRole(request, response, role);
    response.locals.caller = caller;
    next();
  };
}

function bodyReader(route: Route): express.RequestHandler[] {
  if (route.raw) return [express.raw({ type: () => true, limit: route.raw.maxBytes })];
  return route.body ? [express.json({ limit: JSON_LIMIT })] : [];
}

function handler(route: Route) {
  return async (request: Request, response: Response): Promise<void> => {
    const call = {
      params: route.params?.parse(request.params),
      query: route.query?.parse(request.query),
      body: route.body ? route.body.parse(request.body ?? {}) : (request.body as Buffer),
      caller: response.locals.caller as Caller | undefined,
      request,
      response,
    };
    const answer = await route.handle(call as unknown as Call<never, never, never>);
    if (answer !== undefined && !response.headersSent) response.status(route.status ?? 200).json(answer);
  };
}

/** A server that listens. */
export interface Listening {
  readonly port: number;
  readonly url: string;
  /** Stops accepting, ends idle and streaming connections, lets answers finish. */
  close(): Promise<void>;
}

/**
 * Listens on `host:port` (0 = any free port).
 * @throws AppError `PORT_IN_USE` naming the port and `setting`
 */
export function listen(
  app: Express,
  { host, port, setting }: { host: string; port: number; setting: string },
): Promise<Listening> {
  const server = createServer(app);
  server.keepAliveTimeout = 30_000;
  const answers = openAnswers(server);
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(listenError(cause, host, port, setting)));
    server.listen(port, host, () => {
      const bound = (server.address() as AddressInfo).port;
      resolve({
        port: bound,
        url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
        close: () => closeServer(server, answers),
      });
    });
  });
}

function listenError(cause: NodeJS.ErrnoException, host: string, port: number, setting: string): AppError {
  const remedy = `Stop the other program, or set ${setting} to another port (0 = any free one).`;
  if (cause.code === 'EADDRINUSE')
    return new AppError('PORT_IN_USE', `Port ${port} on ${host} is in use. ${remedy}`, { cause, port });
  return new AppError('PORT_IN_USE', `Cannot listen on ${host}:${port} (${cause.code ?? cause.message}). ${remedy}`, {
    cause,
    port,
  });
}

/** Answers that are being given. */
function openAnswers(server: Server): ReadonlySet<ServerResponse> {
  const answers = new Set<ServerResponse>();
  server.on('request', (_request, response) => {
    answers.add(response);
    response.once('close', () => answers.delete(response));
  });
  return answers;
}

/** Streams have no end of their own and are ended at once; other answers have two seconds. */
function closeServer(server: Server, answers: ReadonlySet<ServerResponse>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const answer of answers) {
      answer.once('close', () => setImmediate(() => server.closeIdleConnections()));
      if (String(answer.getHeader('content-type')).startsWith('text/event-stream')) answer.end();
    }
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), CLOSE_TIMEOUT_MS).unref();
  });
}
