/** The HTTP API from outside: who may, what it says when something is wrong, what it documents. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call } from './api.ts';
import { eventually } from './eventually.ts';
import { closeShops, openShop, type Shop } from './shop.ts';
import { refund, whereIs } from './texts.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(closeShops);

interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
}

describe('The API', () => {
  it.each([
    { method: 'GET', path: '/api/v1/cases' },
    { method: 'GET', path: '/api/v1/cases/UVMU-9A4U-F' },
    { method: 'GET', path: '/api/v1/reviews' },
    { method: 'GET', path: '/api/v1/outbox' },
    { method: 'GET', path: '/api/v1/status' },
    { method: 'GET', path: '/api/v1/stream' },
    { method: 'GET', path: '/api/v1/dead-letters' },
    { method: 'POST', path: '/api/v1/mail' },
    { method: 'POST', path: '/api/v1/mail/batch' },
    { method: 'POST', path: '/api/v1/reviews/x.y/decide' },
    { method: 'GET', path: '/api/v1/desk' },
  ])('says 401 to $method $path without a token, or with a wrong one', async ({ method, path }) => {
    for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: `Basic ${shop.product.token}` }]) {
      const { status, type, body } = await call<Problem>(shop.product.http, path, { method, headers });
      expect({ status, type, code: body.code }).toEqual({
        status: 401,
        type: expect.stringContaining('application/problem+json'),
        code: 'NOT_ALLOWED',
      });
    }
  });

  it.each([
    { name: 'an unknown path', path: '/api/v1/nothing', status: 404 },
    { name: 'an unknown case', path: '/api/v1/cases/UVMU-9A4U-F', status: 404 },
    { name: 'a number that is none', path: '/api/v1/cases/hello', status: 400 },
    { name: 'a limit that is none', path: '/api/v1/cases?limit=many', status: 400 },
    { name: 'a limit out of bounds', path: '/api/v1/reviews?limit=100000', status: 400 },
    { name: 'a cursor that is none', path: '/api/v1/cases?after=%00%FF', status: 400 },
  ])('says what is wrong in a problem document: $name', async ({ path, status }) => {
    const answer = await shop.product.get<Problem>(path);
    expect({ status: answer.status, type: answer.type }).toEqual({
      status,
      type: expect.stringContaining('application/problem+json'),
    });
    expect(answer.body).toMatchObject({ status, type: expect.any(String), title: expect.any(String) });
    expect(answer.body.detail.length).toBeGreaterThan(5);
  });

  it.each([
    { name: 'no decision', body: {}, status: 400 },
    { name: 'an unknown kind', body: { decision: { kind: 'perhaps' } }, status: 400 },
    { name: 'an option that is not offered', body: { decision: { kind: 'option', option: 'payer' } }, status: 400 },
    { name: 'an empty reply', body: { decision: { kind: 'reply', text: '' } }, status: 400 },
  ])('refuses a decision that makes no sense, and the item stays open: $name', async ({ body, status }) => {
    const { address, small } = shop.next();
    await shop.product.send({ from: address, subject: 'Bonjour', text: `${whereIs(small)}\n${refund(small)}` });
    await shop.product.idle();
    const [review] = (await shop.product.casesOf(address)).flatMap(({ reviews }) => reviews);
    const path = `/api/v1/reviews/${review?.reviewId}/decide`;
    expect((await shop.product.post(path, body)).status).toBe(status);
    expect((await shop.product.reviews()).map(({ reviewId }) => reviewId)).toContain(review?.reviewId);
  });

  it('lets one advisor at a time work on an item', async () => {
    const { address, small } = shop.next();
    await shop.product.send({ from: address, subject: 'Bonjour', text: `${whereIs(small)}\n${refund(small)}` });
    await shop.product.idle();
    const [review] = (await shop.product.casesOf(address)).flatMap(({ reviews }) => reviews);
    const act = async (name: string, id: string) =>
      (await shop.product.post(`/api/v1/reviews/${review?.reviewId}/${name}`, { advisor: { id } })).status;
    expect(await act('claim', 'ana')).toBe(200);
    expect(await act('claim', 'bob')).toBe(409);
    const decision = { advisor: { id: 'bob' }, decision: { kind: 'close', outcome: 'spam' } };
    expect((await shop.product.post(`/api/v1/reviews/${review?.reviewId}/decide`, decision)).status).toBe(409);
    expect(await act('release', 'ana')).toBe(200);
    expect(await act('claim', 'bob')).toBe(200);
  });

  it('takes many mails at once, and tells what became of each', async () => {
    const { address, small } = shop.next();
    const mail = Buffer.from(
      `From: ${address}\r\nTo: sav@boutique.example\r\nSubject: Colis\r\nMessage-ID: <batch@courriel.example>\r\n\r\n${whereIs(small)}\r\n`,
    ).toString('base64');
    const other = Buffer.from(`From: ${address}\r\nTo: sav@boutique.example\r\n\r\n${refund(small)}\r\n`).toString(
      'base64',
    );
    const { status, body } = await shop.product.post<{ results: readonly object[] }>('/api/v1/mail/batch', {
      mails: [mail, other, mail],
    });
    expect(status).toBe(201);
    const isMail = { caseNumber: expect.any(String), mailId: expect.any(String) };
    expect(body.results).toEqual([
      { ...isMail, isNew: true },
      { ...isMail, isNew: true },
      { ...body.results[0], isNew: false },
    ]);
    const elsewhere = await shop.product.post<{ results: readonly object[] }>(
      '/api/v1/mail/batch?mailbox=nobody@boutique.example',
      { mails: [mail] },
    );
    expect(elsewhere.body.results).toEqual([{ code: 'MAIL_REFUSED', detail: expect.stringContaining('mailbox') }]);
  });

  it.each([
    { name: 'no mail', body: { mails: [] } },
    { name: 'an empty mail', body: { mails: [''] } },
    { name: 'what is not base64', body: { mails: ['From: a@b.example'] } },
  ])('refuses a batch with $name', async ({ body }) => {
    expect((await shop.product.post('/api/v1/mail/batch', body)).status).toBe(400);
  });

  it('documents its routes in OpenAPI 3.1, without a token', async () => {
    const { status, body } = await call<{
      openapi: string;
      paths: Record<string, Record<string, { responses: object }>>;
    }>(shop.product.http, '/api/openapi.json');
    expect(status).toBe(200);
    expect(body.openapi).toMatch(/^3\.1\./);
    const routes = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { responses }]) => {
        expect(Object.keys(responses).length).toBeGreaterThan(0);
        return `${method} ${path}`;
      }),
    );
    expect(routes).toEqual(
      expect.arrayContaining([
        'post /api/v1/mail',
        'post /api/v1/mail/batch',
        'get /api/v1/cases',
        'get /api/v1/cases/{number}',
        'get /api/v1/reviews',
        'post /api/v1/reviews/{id}/claim',
        'post /api/v1/reviews/{id}/release',
        'post /api/v1/reviews/{id}/decide',
        'get /api/v1/outbox',
        'get /api/v1/stream',
        'get /healthz',
        'get /readyz',
      ]),
    );
  });

  it('tells what changes, live, and never what was said', async () => {
    const { address, small } = shop.next();
    const headers = { authorization: `Bearer ${shop.product.token}` };
    const stop = new AbortController();
    const response = await fetch(new URL('/api/v1/stream', shop.product.http), { headers, signal: stop.signal });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    let seen = '';
    const reading = (async () => {
      for await (const chunk of response.body ?? []) seen += Buffer.from(chunk).toString();
    })().catch(() => undefined);
    await shop.product.send({ from: address, subject: 'Bonjour', text: whereIs(small) });
    for (const topic of ['mail.received', 'mail.understood', 'reply.requested', 'reply.sent', 'case.changed'])
      await eventually(`${topic} is streamed`, async () => seen.includes(`event: ${topic}\n`) || undefined);
    stop.abort();
    await reading;
    expect(seen).not.toContain(address);
    expect(seen).not.toContain(small);
  });
});

describe('Probes and metrics', () => {
  it.each(['/healthz', '/readyz'])('%s answers without a token, on both addresses', async (path) => {
    expect((await call(shop.product.http, path)).status).toBe(200);
    expect((await call(shop.product.metrics, path)).status).toBe(200);
  });

  it('count mails in Prometheus’ format and hold no customer data', async () => {
    const { address, small } = shop.next();
    await shop.product.send({ from: address, subject: 'Bonjour', text: whereIs(small) });
    await shop.product.idle();
    const text = await shop.product.metricsText();
    expect(text).toMatch(/^facteur_messages_received_total\{.*channel="smtp".*\} [1-9]/m);
    expect(text).toMatch(/^# TYPE facteur_\w+ (counter|gauge|histogram)$/m);
    expect(text).not.toMatch(/@courriel|CMD-2026|\[?[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]\]?/);
  });
});
