import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildApp, type Listening, listen, route, tokenSignIn } from '@facteur/http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { forwarder, ownerOf, type Peers } from './forward.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

describe('a request', () => {
  it.each([
    ['/api/v1/mail', 'ingest'],
    ['/api/v1/mail/batch', 'ingest'],
    ['/api/v1/openings', 'ingest'],
    ['/api/v1/openings-of-others', 'human-handoff'],
    ['/api/v1/outbox', 'reply-composer'],
    ['/api/v1/journeys/remboursement/publish', 'journey-orchestrator'],
    ['/api/v1/nlu/proposals', 'intent-classification'],
    ['/api/v1/dead-letters/intent-classification-learning/UVMU-9A4U-F/drop', 'intent-classification'],
    ['/api/v1/cases/UVMU-9A4U-F', 'human-handoff'],
    ['/api/v1/stream', 'human-handoff'],
    ['/', 'human-handoff'],
    ['/api/v1/dead-letters/journey-orchestrator/UVMU-9A4U-F/replay', 'journey-orchestrator'],
    ['/api/v1/dead-letters/human-handoff-cases/UVMU-9A4U-F/drop', 'human-handoff'],
    ['/api/v1/dead-letters', undefined],
    ['/api/v1/status', undefined],
    ['/healthz', undefined],
    ['/sign-in', undefined],
    ['/api/v1/sign-in', undefined],
    ['/api/v1/me', undefined],
    ['/api/v1/people/p1/invitation', undefined],
    ['/invitation/abc', undefined],
    ['/api/v1/mentions', 'human-handoff'],
    ['/api/v1/dead-letters/nobody/x/replay', undefined],
  ])('for %s belongs to %s', (path, owner) => {
    expect(ownerOf(path)).toBe(owner);
  });
});

/** A process with the hand-off only, whose ingest is at `peer`. */
async function frontOf(peers: Peers): Promise<Listening> {
  const routes = [
    route({ method: 'get', path: '/api/v1/cases', summary: 'x', role: 'reader', handle: async () => ({ here: true }) }),
  ];
  const signIn = tokenSignIn('a-token-of-the-admin');
  const app = buildApp({ routes, signIn, version: '1', before: forwarder(['human-handoff'], peers) });
  const front = await listen(app, { host: '127.0.0.1', port: 0, setting: 'X' });
  closers.push(() => front.close());
  return front;
}

async function peerOf(answer: Parameters<typeof createServer>[1] & object): Promise<{ url: string; server: Server }> {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(
    async () => void server.closeAllConnections(),
    async () => void server.close(),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

describe('a process without a service', () => {
  it('passes its requests on, with body, query and credentials, and gives its answer back', async () => {
    const { url } = await peerOf((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const seen = { url: request.url, by: request.headers.authorization, body: Buffer.concat(chunks).toString() };
        response.writeHead(201, { 'content-type': 'application/json', 'x-from': 'ingest' }).end(JSON.stringify(seen));
      });
    });
    const front = await frontOf({ ingest: url });
    const answer = await fetch(`${front.url}/api/v1/mail?channel=api`, {
      method: 'POST',
      headers: { authorization: 'Bearer theirs' },
      body: 'From: a',
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-from')).toBe('ingest');
    expect(await answer.json()).toEqual({ url: '/api/v1/mail?channel=api', by: 'Bearer theirs', body: 'From: a' });
  });

  it('answers what it serves itself', async () => {
    const front = await frontOf({ 'human-handoff': 'http://127.0.0.1:9' });
    const answer = await fetch(`${front.url}/api/v1/cases`, {
      headers: { authorization: 'Bearer a-token-of-the-admin' },
    });
    expect(await answer.json()).toEqual({ here: true });
  });

  it('names the service and the setting when it does not know where that runs', async () => {
    const front = await frontOf({});
    const answer = await fetch(`${front.url}/api/v1/outbox`);
    const { detail } = (await answer.json()) as { detail: string };
    expect(answer.status).toBe(404);
    expect(detail).toContain('reply-composer');
    expect(detail).toContain('FACTEUR_PEERS');
  });

  it('says that a peer does not answer, to be tried again', async () => {
    const { url, server } = await peerOf(() => undefined);
    server.close();
    const front = await frontOf({ ingest: url });
    const answer = await fetch(`${front.url}/api/v1/mail`, { method: 'POST', body: 'x' });
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({
      status: 503,
      body: { code: 'NOT_RUNNING' },
    });
  });

  it('breaks off an answer that the peer broke off', async () => {
    const { url } = await peerOf((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half', () => response.destroy());
    });
    const front = await frontOf({ 'reply-composer': url });
    const answer = await fetch(`${front.url}/api/v1/outbox`);
    await expect(answer.text()).rejects.toThrow();
  });

  it('ends a stream at the peer when the reader goes', async () => {
    let gone: () => void;
    const ended = new Promise<void>((resolve) => {
      gone = resolve;
    });
    const { url } = await peerOf((_request, response) => {
      response.once('close', () => gone());
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': here\n\n');
    });
    const front = await frontOf({ 'reply-composer': url });
    const reader = httpRequest(`${front.url}/api/v1/outbox`);
    reader.end();
    const [response] = (await once(reader, 'response')) as [IncomingMessage];
    await once(response, 'data');
    reader.destroy();
    await ended;
  });
});
