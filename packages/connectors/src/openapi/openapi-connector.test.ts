import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { type FakeClock, fakeClock } from '@facteur/primitives/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CallRequest, Connector } from '../connector.ts';
import { type OpenApiConnectorOptions, openapiConnector } from './openapi-connector.ts';
import { ERP } from './testing/erp.ts';

const SECRET = 'hunter2-very-secret';
const sender = { address: 'claire@client.example', proven: true };
const find: CallRequest = { operation: 'erp.findOrder', input: { number: 'A 1', lang: 'fr', 'X-Shop': 'web' }, sender };
const credit: CallRequest = {
  operation: 'erp.credit',
  input: { number: 'A1', amount: { minor: 5, currency: 'EUR' }, dry: true },
  idempotencyKey: 'k1',
  sender,
};

interface Seen {
  readonly request: IncomingMessage;
  readonly body: string;
}

let server: Server;
let url: string;
let seen: Seen[];
let answer: RequestListener;
let connector: Connector | undefined;
let clock: FakeClock;

const json =
  (status: number, body: unknown): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

beforeEach(async () => {
  clock = fakeClock();
  seen = [];
  answer = json(200, { fine: true });
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.push({ request, body });
    answer(request, response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
});
afterEach(async () => {
  server.closeAllConnections();
  await connector?.close();
  connector = undefined;
  server.close();
});

async function open(options: Partial<OpenApiConnectorOptions> = {}): Promise<Connector> {
  const common = { name: 'erp', document: JSON.stringify(ERP), baseUrl: url, allowHosts: ['127.0.0.1'], clock };
  connector = await openapiConnector({ ...common, ...options });
  return connector;
}

describe('a connector to a described system', () => {
  it('puts each input where the document says, and tells the sender only where it asks', async () => {
    const erp = await open();
    expect(await erp.call(find)).toEqual({ ok: true, output: { fine: true } });
    expect(seen[0]?.request).toMatchObject({ method: 'GET', url: '/api/orders/A%201?lang=fr' });
    expect(seen[0]?.request.headers).toMatchObject({ 'x-shop': 'web', 'x-customer-address': sender.address });
    await erp.call(credit);
    expect(seen[1]?.request).toMatchObject({ method: 'POST', url: '/api/orders/A1/credits?dry=true' });
    expect(seen[1]?.request.headers).toMatchObject({ 'idempotency-key': '"k1"' });
    expect(seen[1]?.request.headers).not.toHaveProperty('x-customer-address');
    expect(JSON.parse(seen[1]?.body ?? '')).toEqual({ amount: { minor: 5, currency: 'EUR' } });
  });

  it.each([
    { name: 'a code of a problem document', status: 404, body: { code: 'not-yours', detail: 'No' }, code: 'not-yours' },
    { name: 'a status that means a code', status: 410, body: {}, code: 'gone' },
  ])('takes $name as a refusal', async ({ status, body, code }) => {
    const erp = await open();
    answer = json(status, body);
    expect(await erp.call(find)).toMatchObject({ ok: false, code });
  });

  it.each([
    { name: 'a redirect', respond: ((_q, r) => void r.writeHead(302, { location: '/x' }).end()) as RequestListener },
    {
      name: 'a redirect to a private address',
      respond: ((_q, r) => void r.writeHead(307, { location: 'http://169.254.169.254/' }).end()) as RequestListener,
    },
    { name: 'an answer that is too large', respond: json(200, { text: 'x'.repeat(2_000) }) },
  ])('does not take $name', async ({ respond }) => {
    const erp = await open({ maxAnswerBytes: 1_000 });
    answer = respond;
    await expect(erp.call(find)).rejects.toMatchObject({ code: 'CONNECTOR_FAILED', details: { sent: true } });
    expect(seen).toHaveLength(1);
  });

  it('has its own time-out for calls that name none', async () => {
    const erp = await open({ timeoutMs: 1_000 });
    let arrive = (): void => undefined;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    answer = () => arrive();
    const call = expect(erp.call(credit)).rejects.toThrow('no answer in 1000 ms');
    await arrived;
    await clock.advance(1_000);
    await call;
  });

  it('leaves a system alone that fails again and again, and keeps to its rate', async () => {
    const erp = await open({
      breaker: { failures: 2, restMs: 60_000 },
      rate: { perSecond: 1, burst: 2, maxWaitMs: 1 },
    });
    answer = json(503, {});
    await expect(erp.call(find)).rejects.toMatchObject({ details: { status: 503 } });
    await expect(erp.call(find)).rejects.toMatchObject({ details: { status: 503 } });
    await expect(erp.call(find)).rejects.toThrow('left alone');
    answer = json(200, {});
    await clock.advance(60_000);
    await erp.call(find);
    await erp.call(find);
    await expect(erp.call(find)).rejects.toMatchObject({ details: { sent: false, limited: true } });
    expect(seen).toHaveLength(4);
  });
});

describe('the hosts of a described system', () => {
  it.each([
    { name: 'the loopback that is not listed', options: { allowHosts: [] }, says: 'private address' },
    {
      name: 'a host of the document that is not listed',
      options: { baseUrl: undefined },
      says: 'erp.example, which is not listed',
    },
    {
      name: 'credentials in the clear',
      options: { baseUrl: 'http://erp.example', credentials: { type: 'bearer', token: 'env:TOKEN' } },
      says: 'in the clear',
    },
  ])('are refused: $name', async ({ options, says }) => {
    const { baseUrl = url, ...others } = { baseUrl: url, ...options } as Partial<OpenApiConnectorOptions>;
    const base = 'baseUrl' in options && options.baseUrl === undefined ? {} : { baseUrl };
    const given = { name: 'erp', document: JSON.stringify(ERP), clock, env: { TOKEN: SECRET }, ...base, ...others };
    await expect(openapiConnector(given)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(says),
    });
  });

  it('takes the first server of the document when its host is listed', async () => {
    const given = { name: 'erp', document: JSON.stringify(ERP), clock, allowHosts: ['erp.example'] };
    connector = await openapiConnector(given);
    expect(connector.operations.map(({ name }) => name)).toEqual(['erp.findOrder', 'erp.credit', 'erp.creditState']);
  });

  it('are checked when a connection is made: a name that leads to the loopback gets nothing', async () => {
    const { port } = new URL(url);
    const lookup: OpenApiConnectorOptions['lookup'] = (_host, options, given) =>
      options.all ? given(null, [{ address: '127.0.0.1', family: 4 }], undefined) : given(null, '127.0.0.1', 4);
    const baseUrl = `http://rebound.example:${port}`;
    const erp = await open({ baseUrl, allowHosts: [], lookup });
    await expect(erp.call(credit)).rejects.toMatchObject({
      code: 'CONNECTOR_FAILED',
      message: expect.stringContaining('private address'),
      details: { sent: false },
    });
    expect(seen).toHaveLength(0);
    await erp.close();
    const listed = await open({ baseUrl, allowHosts: ['rebound.example'], lookup });
    expect(await listed.call(credit)).toMatchObject({ ok: true });
  });
});

describe('credentials', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'facteur-credentials-'));
    await writeFile(join(folder, 'key'), `${SECRET}\n`);
  });
  afterEach(() => rm(folder, { recursive: true }));
  const env = { TOKEN: SECRET, USER_NAME: 'facteur' };

  it.each([
    {
      name: 'bearer',
      credentials: { type: 'bearer', token: 'env:TOKEN' },
      header: 'authorization',
      value: `Bearer ${SECRET}`,
    },
    {
      name: 'api-key',
      credentials: { type: 'api-key', header: 'X-Api-Key', key: 'file:key' },
      header: 'x-api-key',
      value: SECRET,
    },
    {
      name: 'basic',
      credentials: { type: 'basic', user: 'env:USER_NAME', password: 'file:key' },
      header: 'authorization',
      value: `Basic ${Buffer.from(`facteur:${SECRET}`).toString('base64')}`,
    },
  ] as const)('are sent as $name', async ({ credentials, header, value }) => {
    const erp = await open({ credentials, env, folder });
    await erp.call(find);
    expect(seen[0]?.request.headers[header]).toBe(value);
  });

  it.each([
    { name: 'a variable that is not set', credentials: { type: 'bearer', token: 'env:MISSING' }, says: 'env:MISSING' },
    { name: 'a file that is not there', credentials: { type: 'bearer', token: 'file:nothing' }, says: 'file:nothing' },
    { name: 'a secret that no header can hold', credentials: { type: 'bearer', token: 'env:BAD' }, says: 'env:BAD' },
  ] as const)('tell of $name by its reference alone', async ({ credentials, says }) => {
    const opening = open({ credentials, env: { BAD: `${SECRET}\r\nx: y` }, folder });
    await expect(opening).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(says) });
    await opening.catch((error: unknown) => expect(inspect(error, { depth: 9 })).not.toContain(SECRET));
  });

  it.each([
    { name: 'a refusal to let in', respond: json(401, {}) },
    { name: 'a broken connection', respond: ((request) => void request.socket.destroy()) as RequestListener },
  ])('stand in no error of $name', async ({ respond }) => {
    const erp = await open({ credentials: { type: 'bearer', token: 'env:TOKEN' }, env });
    answer = respond;
    const error: unknown = await erp.call(find).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'CONNECTOR_FAILED' });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(SECRET);
  });
});

describe('OAuth 2 client credentials', () => {
  let tokens: Seen[];
  let tokenAnswer: RequestListener;
  beforeEach(() => {
    tokens = [];
    tokenAnswer = (request, response) =>
      json(200, { access_token: `token-${tokens.length}`, expires_in: 100 })(request, response);
    answer = (request, response) => {
      if (request.url !== '/token') return json(200, {})(request, response);
      tokens.push(seen.pop() as Seen);
      tokenAnswer(request, response);
    };
  });
  const openWith = () =>
    open({
      env: { ID: 'id:1', SECRET },
      credentials: {
        ...{ type: 'oauth2', 'token-url': url.replace('/api', '/token') },
        ...{ 'client-id': 'env:ID', 'client-secret': 'env:SECRET', scope: 'orders' },
      },
    });
  const bearers = () => seen.map(({ request }) => request.headers.authorization);

  it('fetch one token for all calls, and another before it ends', async () => {
    const erp = await openWith();
    await Promise.all([erp.call(find), erp.call(find), erp.call(find)]);
    expect(tokens).toHaveLength(1);
    expect(tokens[0]?.body).toBe('grant_type=client_credentials&scope=orders');
    expect(tokens[0]?.request.headers.authorization).toBe(
      `Basic ${Buffer.from(`id%3A1:${SECRET}`).toString('base64')}`,
    );
    await clock.advance(69_000);
    await erp.call(find);
    await clock.advance(1_000);
    await Promise.all([erp.call(find), erp.call(find)]);
    expect(tokens).toHaveLength(2);
    expect(bearers()).toEqual([...Array(4).fill('Bearer token-1'), 'Bearer token-2', 'Bearer token-2']);
  });

  it('fetch another one after the system refused it', async () => {
    const erp = await openWith();
    const usual = answer;
    answer = (request, response) =>
      request.headers.authorization === 'Bearer token-1' ? json(401, {})(request, response) : usual(request, response);
    await expect(erp.call(find)).rejects.toMatchObject({ code: 'CONNECTOR_FAILED', details: { status: 401 } });
    expect(await erp.call(find)).toMatchObject({ ok: true });
  });

  it.each([
    { name: 'it answers an error', respond: json(400, { error: 'invalid_client', error_description: SECRET }) },
    { name: 'its answer holds no token', respond: json(200, { token: SECRET }) },
    { name: 'its token cannot be sent', respond: json(200, { access_token: `${SECRET}\n` }) },
    {
      name: 'it redirects',
      respond: ((_q, r) => void r.writeHead(302, { location: '/token2' }).end()) as RequestListener,
    },
    { name: 'it breaks off', respond: ((request) => void request.socket.destroy()) as RequestListener },
  ])('send nothing when $name', async ({ respond }) => {
    const erp = await openWith();
    tokenAnswer = respond;
    const error: unknown = await erp.call(credit).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'CONNECTOR_FAILED', retry: 'later', details: { sent: false } });
    expect(inspect(error, { depth: 9 })).not.toContain(SECRET);
    expect(seen).toHaveLength(0);
    tokenAnswer = json(200, { access_token: 'late' });
    expect(await erp.call(credit)).toMatchObject({ ok: true });
  });

  it('count the token as part of the call’s time', async () => {
    const erp = await openWith();
    let arrive = (): void => undefined;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    tokenAnswer = () => arrive();
    const call = expect(erp.call({ ...credit, timeoutMs: 1_000 })).rejects.toMatchObject({
      code: 'CONNECTOR_FAILED',
      details: { sent: false },
    });
    await arrived;
    await clock.advance(1_000);
    await call;
  });

  it('leaves the call what remains of its time', async () => {
    const erp = await openWith();
    const usual = answer;
    let arrive = (): void => undefined;
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    answer = (request, response) => (request.url === '/token' ? usual(request, response) : arrive());
    tokenAnswer = (request, response) =>
      void clock.advance(400).then(() => json(200, { access_token: 'slow' })(request, response));
    const call = expect(erp.call({ ...credit, timeoutMs: 1_000 })).rejects.toMatchObject({
      message: expect.stringContaining('no answer in 600 ms'),
      details: { sent: true },
    });
    await arrived;
    await clock.advance(600);
    await call;
  });
});
