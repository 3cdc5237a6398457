import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '@facteur/primitives';
import { fakeClock } from '@facteur/primitives/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { CallRequest, Connector } from '../connector.ts';
import { MAX_ANSWER_BYTES } from './exchange.ts';
import { type HttpConnectorOptions, httpConnector } from './http-connector.ts';
import type { HttpOperation } from './request-of.ts';

const operations: readonly HttpOperation[] = [
  {
    name: 'shop.item',
    effect: 'none',
    inputs: { id: { required: true }, lang: { required: false } },
    errors: ['not-found', 'gone'],
    idempotent: true,
    method: 'GET',
    path: '/items/{id}',
  },
  {
    name: 'shop.pay',
    effect: 'money',
    inputs: { id: { required: true }, amount: { required: true } },
    errors: ['refused'],
    idempotent: true,
    method: 'POST',
    path: '/items/{id}/pay',
  },
];

interface Seen {
  request: IncomingMessage;
  body: string;
}

let server: Server | undefined;
let connector: Connector | undefined;

/** A server that answers as told, and what it saw. */
async function serve(
  answer: RequestListener,
  options: Partial<HttpConnectorOptions> = {},
): Promise<{ seen: Seen[]; shop: Connector }> {
  const seen: Seen[] = [];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.push({ request, body });
    answer(request, response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
  connector = httpConnector({ baseUrl, operations, ...options });
  return { seen, shop: connector };
}
const json =
  (status: number, body: JsonObject | string): RequestListener =>
  (_request, response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(typeof body === 'string' ? body : JSON.stringify(body));
const item: CallRequest = { operation: 'shop.item', input: { id: 'a' } };
const pay: CallRequest = {
  operation: 'shop.pay',
  input: { id: 'a', amount: { minor: 1, currency: 'EUR' } },
  idempotencyKey: 'k"1',
};

afterEach(async () => {
  server?.closeAllConnections();
  await connector?.close();
  server?.close();
  server = undefined;
  connector = undefined;
});

describe('what is sent', () => {
  it('fills the path and the query, and nothing more for a read', async () => {
    const { seen, shop } = await serve(json(200, { fine: true }), { token: 't0k' });
    const answer = await shop.call({
      ...item,
      input: { id: 'é/../x', lang: 'fr&b' },
      sender: { address: 'a@b.example', proven: false },
    });
    expect(answer).toEqual({ ok: true, output: { fine: true } });
    expect(seen[0]?.request).toMatchObject({ method: 'GET', url: '/api/items/%C3%A9%2F..%2Fx?lang=fr%26b' });
    expect(seen[0]?.request.headers).toMatchObject({ accept: 'application/json', authorization: 'Bearer t0k' });
    expect(seen[0]?.request.headers).not.toHaveProperty('x-customer-address');
    expect(seen[0]?.body).toBe('');
  });

  it('sends the key, the proven address and a JSON body for an effect', async () => {
    const { seen, shop } = await serve(json(200, {}));
    await shop.call({ ...pay, sender: { address: 'a@b.example', proven: true } });
    expect(seen[0]?.request).toMatchObject({ method: 'POST', url: '/api/items/a/pay' });
    expect(seen[0]?.request.headers).toMatchObject({
      'content-type': 'application/json',
      'idempotency-key': '"k\\"1"',
      'x-customer-address': 'a@b.example',
    });
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ amount: { minor: 1, currency: 'EUR' } });
  });

  it('sends no address that cannot stand in a header', async () => {
    const { seen, shop } = await serve(json(200, {}));
    await shop.call({ ...item, sender: { address: 'zoé@b.example\r\nx: y', proven: true } });
    expect(seen[0]?.request.headers).not.toHaveProperty('x-customer-address');
  });

  it('keeps connections alive', async () => {
    const { seen, shop } = await serve(json(200, {}));
    for (let n = 0; n < 20; n += 1) await shop.call(n % 2 === 0 ? item : pay);
    expect(new Set(seen.map(({ request }) => request.socket)).size).toBeLessThanOrEqual(2);
  });

  it.each([
    { name: 'an unknown operation', call: { operation: 'shop.none', input: {} } },
    { name: 'a missing input', call: { operation: 'shop.item', input: {} } },
    { name: 'an undeclared input', call: { operation: 'shop.item', input: { id: 'a', other: 1 } } },
    { name: 'an empty path segment', call: { operation: 'shop.item', input: { id: '' } } },
    { name: 'a path segment that climbs', call: { operation: 'shop.item', input: { id: '..' } } },
    { name: 'an object in the path', call: { operation: 'shop.item', input: { id: {} } } },
    { name: 'half a character', call: { operation: 'shop.item', input: { id: '\ud800' } } },
    { name: 'an effect without a key', call: { operation: 'shop.pay', input: { id: 'a', amount: 1 } } },
    { name: 'a key that no header can hold', call: { ...pay, idempotencyKey: 'a\nb' } },
  ])('refuses $name and sends nothing', async ({ call }) => {
    const { seen, shop } = await serve(json(200, {}));
    await expect(shop.call(call)).rejects.toMatchObject({ code: 'BAD_INPUT', retry: 'never' });
    expect(seen).toHaveLength(0);
  });
});

describe('what is answered', () => {
  it.each([404, 403, 409, 422])('takes a declared code with status %d as a refusal', async (status) => {
    const { shop } = await serve(json(status, { code: 'gone', detail: 'No more', title: 'Gone' }));
    expect(await shop.call(item)).toEqual({ ok: false, code: 'gone', message: 'No more' });
  });

  it('takes 204 as an empty output', async () => {
    const { shop } = await serve((_request, response) => void response.writeHead(204).end());
    expect(await shop.call(pay)).toEqual({ ok: true, output: {} });
  });

  it.each([
    { name: 'an undeclared code', status: 409, body: { code: 'other' }, retry: 'later' },
    { name: '404 without a code', status: 404, body: {}, retry: 'later' },
    { name: 'a bad request', status: 400, body: { code: 'gone' }, retry: 'never' },
    { name: 'a server error', status: 500, body: { code: 'gone' }, retry: 'later' },
    { name: 'a redirect', status: 302, body: {}, retry: 'later' },
    { name: 'text instead of JSON', status: 200, body: 'fine', retry: 'later' },
    { name: 'an array', status: 200, body: '[]', retry: 'later' },
    { name: 'an endless answer', status: 200, body: ' '.repeat(MAX_ANSWER_BYTES + 1), retry: 'later' },
  ])('throws on $name', async ({ status, body, retry }) => {
    const { shop } = await serve(json(status, body));
    await expect(shop.call(item)).rejects.toMatchObject({
      code: 'CONNECTOR_FAILED',
      retry,
      details: { operation: 'shop.item', sent: true },
    });
  });
});

describe('when no answer comes', () => {
  it('knows that nothing was sent to a port where nobody listens', async () => {
    const { shop } = await serve(json(200, {}));
    await new Promise((resolve) => server?.close(resolve));
    await expect(shop.call(pay)).rejects.toMatchObject({
      code: 'CONNECTOR_FAILED',
      retry: 'later',
      details: { sent: false },
    });
  });

  it('does not know when the connection is cut after the request', async () => {
    const { shop } = await serve((request) => void request.socket.destroy());
    await expect(shop.call(pay)).rejects.toMatchObject({
      code: 'CONNECTOR_FAILED',
      retry: 'later',
      details: { sent: true },
    });
  });

  it('gives up after the time-out', async () => {
    const clock = fakeClock();
    let arrive = (): void => undefined;
    const seen = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const { shop } = await serve(() => arrive(), { clock });
    const call = expect(shop.call({ ...pay, timeoutMs: 2_000 })).rejects.toMatchObject({
      message: expect.stringContaining('no answer in 2000 ms'),
      retry: 'later',
      details: { sent: true },
    });
    await seen;
    await clock.advance(1_999);
    expect(clock.pending()).toBe(1);
    await clock.advance(1);
    await call;
  });

  it('leaves no timer behind when the answer comes', async () => {
    const clock = fakeClock();
    const { shop } = await serve(json(200, {}), { clock });
    await shop.call(item);
    expect(clock.pending()).toBe(0);
  });

  it('sends nothing when it was cancelled before, nor what waits for a connection when it times out', async () => {
    const clock = fakeClock();
    const waiting: ServerResponse[] = [];
    const hold: RequestListener = (_request, response) => void waiting.push(response);
    const { seen, shop } = await serve(hold, { clock, connections: 1 });
    await expect(shop.call({ ...pay, signal: AbortSignal.abort() })).rejects.toMatchObject({
      details: { sent: false },
    });
    const first = shop.call({ ...item, timeoutMs: 60_000 });
    const second = expect(shop.call({ ...pay, timeoutMs: 1_000 })).rejects.toMatchObject({ details: { sent: false } });
    while (waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(1_000);
    await second;
    waiting[0]?.writeHead(204).end();
    await first;
    expect(seen).toHaveLength(1);
  });

  it('stops waiting when it is cancelled', async () => {
    const caller = new AbortController();
    const { shop } = await serve(() => caller.abort());
    await expect(shop.call({ ...pay, signal: caller.signal })).rejects.toMatchObject({ details: { sent: true } });
  });
});

describe('httpConnector', () => {
  it.each([
    { name: 'a base URL of another kind', options: { baseUrl: 'ftp://x.example', operations } },
    {
      name: 'a path with an unknown input',
      options: { baseUrl: 'http://x.example', operations: operations.map((one) => ({ ...one, path: '/{nope}' })) },
    },
  ])('refuses $name', ({ options }) => {
    expect(() => httpConnector(options)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });
});
