/** The application as a client sees it: validation, problems, sign-in, pages for browsers, and how it stops. */
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { AppError } from '@facteur/primitives';
import { afterEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { CallerRole } from './caller.ts';
import { type Route, route } from './route.ts';
import { buildApp, type Listening, listen } from './server.ts';
import { type Sessions, tokenSignIn } from './sign-in.ts';

const TOKEN = 'un jeton; 100%2B+/=';
const HOST = { host: '127.0.0.1', port: 0, setting: 'FACTEUR_HTTP_PORT' };

const ROUTES: Route[] = [
  route({
    ...{ method: 'get', path: '/api/v1/things/:id', summary: 'A thing', role: 'reader' },
    params: z.object({ id: z.string().max(5) }),
    query: z.object({ limit: z.coerce.number().int().min(1).default(10), tag: z.string().optional() }),
    handle: async ({ params, query }) => ({ ...params, ...query }),
  }),
  route({
    ...{ method: 'post', path: '/api/v1/things', summary: 'Make one', role: 'admin', status: 201 },
    body: z.object({ name: z.string(), size: z.object({ width: z.number() }) }),
    handle: async ({ body }) => body,
  }),
  route({
    ...{ method: 'post', path: '/raw', summary: 'Bytes', role: 'public' },
    raw: { type: 'message/rfc822', maxBytes: 10 },
    handle: async ({ body }) => ({ bytes: Buffer.isBuffer(body) ? body.length : 0 }),
  }),
  route({
    ...{ method: 'get', path: '/fails/:how', summary: 'Fails', role: 'public' },
    params: z.object({ how: z.string() }),
    handle: async ({ params }) => {
      if (params.how === 'later') throw new AppError('STORE_UNAVAILABLE', 'The store is away', { retry: 'later' });
      if (params.how === 'known') throw new AppError('CONFLICT', 'Too late');
      throw new TypeError('secret inside');
    },
  }),
  ...(['reader', 'advisor', 'author', 'supervisor', 'admin'] as const).map((role) =>
    route({
      ...{ method: 'post', path: `/for/${role}`, summary: 'Who calls', role, undocumented: true },
      handle: async ({ caller }) => caller,
    }),
  ),
  route({
    ...{ method: 'get', path: '/stream', summary: 'For ever', role: 'public', undocumented: true },
    handle: async ({ response }) => {
      response.set('Content-Type', 'text/event-stream').write('retry: 1\n\n');
      return undefined;
    },
  }),
];

/** A session is called as its person's role; the link `for-lea` opens one. */
const PEOPLE: Sessions = {
  identify: async (value) =>
    value in NAMES ? { id: `p-${value}`, name: 'Léa', role: value as CallerRole } : undefined,
  openLink: async (token) => (token === 'for-lea' ? { value: 'advisor', maxAgeMs: 60_000 } : undefined),
};
const NAMES = { reader: 1, advisor: 2, author: 3, supervisor: 4, admin: 5 };

const open: Listening[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function start(onError?: (error: unknown) => void, isBehindProxy = false): Promise<Listening> {
  const signIn = tokenSignIn(TOKEN, PEOPLE);
  const app = buildApp({ routes: ROUTES, signIn, version: '1', isBehindProxy, ...(onError ? { onError } : {}) });
  const server = await listen(app, HOST);
  open.push(server);
  return server;
}

interface Call {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

/** One call as it is written; `fetch` would neither send `Sec-Fetch-Site` nor a bad path as they stand. */
async function call(path: string, { method = 'GET', headers = {}, body }: Call = {}) {
  const { port } = open[0] ?? (await start());
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest({ host: '127.0.0.1', port, path, method, headers, agent: false }, resolve)
      .once('error', reject)
      .end(body);
  });
  let text = '';
  for await (const chunk of response) text += String(chunk);
  const type = response.headers['content-type'] ?? '';
  return {
    status: response.statusCode,
    type,
    headers: response.headers,
    text,
    json: type.includes('json') && text !== '' ? JSON.parse(text) : undefined,
  };
}

const bearer = { authorization: `Bearer ${TOKEN}` };
const json = { ...bearer, 'content-type': 'application/json' };

describe('a route', () => {
  it('answers what its handler returns, with defaults filled in', async () => {
    expect((await call('/api/v1/things/a?tag=b', { headers: bearer })).json).toEqual({ id: 'a', limit: 10, tag: 'b' });
    const made = { name: 'n', size: { width: 2 } };
    const answer = await call('/api/v1/things', { method: 'POST', headers: json, body: JSON.stringify(made) });
    expect(answer).toMatchObject({ status: 201, json: made });
  });

  it.each([
    { name: 'a query out of bounds', path: '/api/v1/things/a?limit=0', status: 400, at: 'limit' },
    { name: 'a query given twice', path: '/api/v1/things/a?tag=1&tag=2', status: 400, at: 'tag' },
    { name: 'a parameter that does not fit', path: '/api/v1/things/abcdef', status: 400, at: 'id' },
    { name: 'a body without a field', body: '{"name":"n","size":{}}', status: 400, at: 'size.width' },
    { name: 'a body that is no JSON', body: '{"name"', status: 400 },
    { name: 'no body', status: 400, path: '/api/v1/things', at: 'name' },
    { name: 'a body above the limit', body: `{"name":"${'n'.repeat(11e6)}"}`, status: 413 },
    { name: 'raw bytes above the limit', path: '/raw', body: 'more than ten', status: 413 },
    { name: 'a broken escape in the path', path: '/api/v1/things/%E0%A4%A', status: 400 },
  ])('answers $status for $name', async ({ path = '/api/v1/things', body, status, at }) => {
    const method = path.includes('things/') ? 'GET' : 'POST';
    const answer = await call(path, { method, headers: json, ...(body === undefined ? {} : { body }) });
    expect(answer).toMatchObject({ status, json: { status, code: 'BAD_INPUT', title: 'bad input' } });
    expect(answer.type).toContain('application/problem+json');
    if (at !== undefined) expect(answer.json.errors.map((error: { at: string }) => error.at)).toContain(at);
  });

  it('takes exactly the bytes that it allows', async () => {
    expect((await call('/raw', { method: 'POST', body: '0123456789' })).json).toEqual({ bytes: 10 });
  });

  it.each([
    { path: '/nothing', method: 'GET', status: 404, code: 'NOT_FOUND', told: 0 },
    { path: '/raw', method: 'DELETE', status: 404, code: 'NOT_FOUND', told: 0 },
    { path: '/fails/known', method: 'GET', status: 409, code: 'CONFLICT', told: 0 },
    { path: '/fails/later', method: 'GET', status: 503, code: 'STORE_UNAVAILABLE', told: 1 },
    { path: '/fails/bug', method: 'GET', status: 500, code: 'INTERNAL', told: 1 },
  ])('answers $method $path with $status', async ({ path, method, status, code, told }) => {
    const errors: unknown[] = [];
    await start((error) => errors.push(error));
    const answer = await call(path, { method });
    expect(answer).toMatchObject({ status, json: { status, code, type: `urn:facteur:problem:${code.toLowerCase()}` } });
    expect(answer.text).not.toContain('secret');
    expect(errors).toHaveLength(told);
  });

  it('lets no browser run, frame or keep anything', async () => {
    const { headers } = await call('/nothing');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    expect(headers['x-powered-by']).toBeUndefined();
  });
});

describe('signing in', () => {
  const cookieOf = async (): Promise<string> => {
    const { headers } = await call(`/sign-in?token=${encodeURIComponent(TOKEN)}`);
    expect(headers.location).toBe('/');
    expect(headers['set-cookie']?.[0]).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
    return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  };

  it('by the link gives a cookie that reads', async () => {
    const cookie = await cookieOf();
    for (const sent of [cookie, `lang=fr; ${cookie}`, `lang=fr;${cookie}; a=b`])
      expect((await call('/api/v1/things/a', { headers: { cookie: sent } })).status).toBe(200);
    expect((await call('/api/v1/things/a', { method: 'HEAD', headers: { cookie } })).status).toBe(200);
  });

  it.each([
    { name: 'one of our pages', headers: { 'sec-fetch-site': 'same-origin' }, status: 400 },
    { name: 'another site', headers: { 'sec-fetch-site': 'cross-site' }, status: 401 },
    { name: 'a neighbour', headers: { 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1' }, status: 401 },
    { name: 'an old browser on our page', headers: { host: 'h:1', origin: 'http://h:1' }, status: 400 },
    { name: 'an old browser elsewhere', headers: { host: 'h:1', origin: 'http://evil.example' }, status: 401 },
    { name: 'a sandbox', headers: { origin: 'null' }, status: 401 },
    { name: 'who knows where', headers: {}, status: 401 },
  ])('lets the cookie change something only from our pages: $name', async ({ headers, status }) => {
    const cookie = await cookieOf();
    expect((await call('/api/v1/things', { method: 'POST', headers: { ...headers, cookie } })).status).toBe(status);
  });

  it.each([
    { name: 'nothing', headers: {} },
    { name: 'a wrong token', headers: { authorization: 'Bearer wrong' } },
    { name: 'an empty token', headers: { authorization: 'Bearer ' } },
    { name: 'a password', headers: { authorization: 'Basic dTpw' } },
    { name: 'a wrong cookie', headers: { cookie: 'facteur_session=wrong' } },
    { name: 'a cookie that cannot be decoded', headers: { cookie: 'facteur_session=%E0%A4%A' } },
    { name: 'a wrong token beside nothing else', headers: { authorization: 'Bearer x', cookie: 'facteur_session=' } },
  ])('is needed: $name', async ({ headers }) => {
    const answer = await call('/api/v1/things/a', { headers });
    expect(answer).toMatchObject({ status: 401, json: { status: 401, code: 'NOT_ALLOWED' } });
    expect(answer.headers['www-authenticate']).toContain('Bearer');
  });

  it.each(['?token=', '?token=wrong', '?token=a&token=b'])('is refused by /sign-in%s', async (query) => {
    const answer = await call(`/sign-in${query}`);
    expect(answer.status).toBe(403);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });
});

describe('a person', () => {
  const ours = { 'sec-fetch-site': 'same-origin' };

  it.each(Object.keys(NAMES))('who is %s may what that role and those below may, and nothing above', async (role) => {
    const cookie = `facteur_session=${role}`;
    const answers = await Promise.all(
      Object.keys(NAMES).map((needed) => call(`/for/${needed}`, { method: 'POST', headers: { ...ours, cookie } })),
    );
    const rank = Object.keys(NAMES).indexOf(role);
    expect(answers.map(({ status }) => status)).toEqual(Object.keys(NAMES).map((_, at) => (at <= rank ? 200 : 403)));
    expect(answers[0]?.json).toEqual({ id: `p-${role}`, name: 'Léa', role });
  });

  it.each([
    { language: 'fr', detail: 'Il faut le rôle « superviseur ».' },
    { language: 'en-GB', detail: 'This takes the role “supervisor”.' },
  ])('is told in $language which role it takes', async ({ language, detail }) => {
    const headers = { ...ours, cookie: 'facteur_session=author', 'accept-language': language };
    const answer = await call('/for/supervisor', { method: 'POST', headers });
    expect(answer).toMatchObject({ status: 403, json: { code: 'NOT_ALLOWED', status: 403, detail } });
    const page = await call('/for/supervisor', { method: 'POST', headers: { ...headers, accept: 'text/html' } });
    expect(page).toMatchObject({ status: 403, type: 'text/html; charset=utf-8' });
  });

  it('cannot use a session as a bearer token', async () => {
    const answer = await call('/for/reader', { method: 'POST', headers: { authorization: 'Bearer admin' } });
    expect(answer.status).toBe(401);
  });

  it('comes in by a link that opens a session', async () => {
    const { status, headers } = await call('/sign-in?token=for-lea');
    expect({ status, location: headers.location }).toEqual({ status: 303, location: '/' });
    expect(headers['set-cookie']?.[0]).toMatch(
      /^facteur_session=advisor; Max-Age=60; Path=\/; .*HttpOnly; SameSite=Strict$/,
    );
  });

  it.each([
    { name: 'when the proxy that is believed says TLS', isBehindProxy: true, proto: 'https', isSecure: true },
    { name: 'not when that proxy says plain HTTP', isBehindProxy: true, proto: 'http', isSecure: false },
    { name: 'not when anybody says so', isBehindProxy: false, proto: 'https', isSecure: false },
  ])('gets a cookie for TLS alone $name', async ({ isBehindProxy, proto, isSecure }) => {
    await start(undefined, isBehindProxy);
    const { headers } = await call('/sign-in?token=for-lea', { headers: { 'x-forwarded-proto': proto } });
    expect(headers['set-cookie']?.[0]?.includes('; Secure')).toBe(isSecure);
  });

  it('is the administrator with the token, and nobody on a public route', async () => {
    const admin = await call('/for/admin', { method: 'POST', headers: bearer });
    expect(admin.json).toEqual({ id: 'admin', name: 'Administrateur', role: 'admin' });
  });
});

describe('a visitor who is not signed in', () => {
  const FIREFOX = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
  it.each([
    {
      who: 'a French browser',
      headers: { accept: FIREFOX, 'accept-language': 'fr-FR,fr;q=0.9' },
      shown: 'Connexion nécessaire',
    },
    { who: 'an English browser', headers: { accept: FIREFOX, 'accept-language': 'en-GB' }, shown: 'Please sign in' },
    { who: 'a German browser', headers: { accept: FIREFOX, 'accept-language': 'de' }, shown: 'Connexion nécessaire' },
    { who: 'a browser without a language', headers: { accept: FIREFOX }, shown: 'Connexion nécessaire' },
  ])('gets a page: $who', async ({ headers, shown }) => {
    const answer = await call('/api/v1/things/a', { headers });
    expect(answer.status).toBe(401);
    expect(answer.type).toBe('text/html; charset=utf-8');
    expect(answer.text).toContain(`<h1>${shown}</h1>`);
    // The security policy allows no style or script inside the page.
    expect(answer.text).not.toMatch(/<style|<script|style=/);
  });

  it.each([
    { from: '/cases/A?lang=fr', to: '/cases/A?lang=fr' },
    { from: '/sign-in', to: undefined },
    { from: '/api/v1/things/a', to: undefined },
  ])('comes back to $to from $from', async ({ from, to }) => {
    const { text } = await call(from === '/cases/A?lang=fr' ? `/sign-in?to=${encodeURIComponent(from)}` : from, {
      headers: { accept: FIREFOX },
    });
    expect(/name="to" value="([^"]*)"/.exec(text)?.[1]).toBe(to);
    expect(text).toContain('action="/sign-in"');
  });

  it('gets the style of the form', async () => {
    expect(await call('/sign-in.css')).toMatchObject({ status: 200, type: 'text/css; charset=utf-8' });
  });

  it.each([
    { who: 'curl', headers: { accept: '*/*' } },
    { who: 'a program that says nothing', headers: {} },
    { who: 'a program that takes JSON', headers: { accept: 'application/json, text/html;q=0.5' } },
    { who: 'a live page', headers: { accept: 'text/event-stream' } },
  ])('gets a problem document: $who', async ({ headers }) => {
    expect((await call('/api/v1/things/a', { headers })).type).toContain('application/problem+json');
  });
});

describe('the OpenAPI document', () => {
  it('says of each documented route what it takes and gives', async () => {
    const { json: document } = await call('/api/openapi.json');
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(['/api/v1/things/{id}', '/api/v1/things', '/raw', '/fails/{how}']);
    const { get } = document.paths['/api/v1/things/{id}'];
    expect(
      get.parameters.map(({ name, in: place, required }: Record<string, unknown>) => [name, place, required]),
    ).toEqual([
      ['id', 'path', true],
      ['limit', 'query', false],
      ['tag', 'query', false],
    ]);
    expect(get.parameters[1].schema).toMatchObject({ type: 'integer', minimum: 1, default: 10 });
    const { post } = document.paths['/api/v1/things'];
    expect(post.requestBody.content['application/json'].schema.required).toEqual(['name', 'size']);
    expect(Object.keys(post.responses)).toEqual(['201', 'default']);
    expect(get['x-role']).toBe('reader');
    expect(document.paths['/raw'].post.security).toEqual([]);
    expect(document.paths['/raw'].post.requestBody.content).toHaveProperty('message/rfc822');
  });
});

describe('the server', () => {
  it('says that its port is in use, and which setting changes it', async () => {
    const { port } = await start();
    const app = buildApp({ routes: [], signIn: tokenSignIn(TOKEN), version: '1' });
    const second = listen(app, { ...HOST, port });
    await expect(second).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: expect.stringContaining('FACTEUR_HTTP_PORT'),
    });
    await expect(second).rejects.toMatchObject({ message: expect.stringContaining(String(port)) });
  });

  it('says where it listens', async () => {
    const { url, port } = await start();
    expect(url).toBe(`http://127.0.0.1:${port}`);
  });

  it('closes at once though a page listens to the stream', async () => {
    const { port, close } = await start();
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      httpRequest({ host: '127.0.0.1', port, path: '/stream' }, resolve).once('error', reject).end();
    });
    // Rejects when the connection is cut instead.
    const ended = once(response.resume(), 'end');
    open.splice(0);
    const began = performance.now();
    await close();
    await ended;
    // Well before answers that hang are cut off.
    expect(performance.now() - began).toBeLessThan(1_500);
  });
});
