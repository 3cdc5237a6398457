/** Tokens by a refresh token, against a token server on the loopback. */
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fakeClock } from '@facteur/primitives/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type AccessTokens, openAccessTokens } from './access-tokens.ts';

const SECRETS = ['r3fresh', 'cl1ent', 'renew3d', 't0ken'];
let server: Server;
/** What was asked, as names and values. */
let asked: Record<string, string>[];
let answer: (response: ServerResponse) => void;
let clock: ReturnType<typeof fakeClock>;
let configured: { refreshToken: string; clientSecret?: string };
let rotations: number;

const json = (status: number, body: unknown) => (response: ServerResponse) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const granted = (token: string, more: object = {}) => json(200, { access_token: token, expires_in: 3600, ...more });

beforeEach(async () => {
  [asked, rotations, clock] = [[], 0, fakeClock()];
  configured = { refreshToken: 'r3fresh', clientSecret: 'cl1ent' };
  answer = granted('t0ken');
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    asked.push(Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())));
    answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const tokens = (path = '/token'): AccessTokens =>
  openAccessTokens({
    grant: {
      tokenUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
      clientId: 'facteur',
      scope: 'imap',
      secrets: async () => configured,
    },
    clock,
    rotated: () => {
      rotations += 1;
    },
  });

async function failureOf(source: AccessTokens): Promise<Error> {
  const failure = await source.token().catch((error: unknown) => error);
  const all = JSON.stringify(failure, Object.getOwnPropertyNames(failure));
  for (const secret of SECRETS) expect(all).not.toContain(secret);
  return failure as Error;
}

describe('access tokens', () => {
  it('are asked for as the standard says', async () => {
    expect(await tokens().token()).toBe('t0ken');
    expect(asked).toEqual([
      {
        ...{ grant_type: 'refresh_token', refresh_token: 'r3fresh', scope: 'imap' },
        ...{ client_id: 'facteur', client_secret: 'cl1ent' },
      },
    ]);
  });

  it('are fetched once for all who ask, and again before they run out', async () => {
    const source = tokens();
    expect(await Promise.all([source.token(), source.token(), source.token()])).toEqual(Array(3).fill('t0ken'));
    await clock.advance(3_479_000);
    await source.token();
    expect(asked).toHaveLength(1);
    answer = granted('t0ken-2');
    await clock.advance(1_000);
    expect(await source.token()).toBe('t0ken-2');
    expect(asked).toHaveLength(2);
  });

  it('are fetched anew when the mail server refuses the one at hand, and only then', async () => {
    const source = tokens();
    await source.token();
    source.refused('another');
    await source.token();
    expect(asked).toHaveLength(1);
    source.refused('t0ken');
    await source.token();
    expect(asked).toHaveLength(2);
  });

  it.each([
    { name: 'a refused grant', given: json(400, { error: 'invalid_grant' }), message: /invalid_grant/ },
    { name: 'a refused client', given: json(401, { error: 'invalid_client' }), message: /invalid_client/ },
    { name: 'a server that repeats secrets', given: json(400, { error: 'r3fresh cl1ent' }), message: /status 400/ },
  ])('$name is a failed sign-in', async ({ given, message }) => {
    answer = given;
    const failure = await failureOf(tokens());
    expect(failure).toMatchObject({
      code: 'IMAP_LOGIN_REFUSED',
      retry: 'later',
      message: expect.stringMatching(message),
    });
  });

  it.each([
    { name: 'a server in trouble', given: json(503, { error: 'r3fresh' }) },
    { name: 'no JSON', given: (response: ServerResponse) => void response.end('<html>r3fresh') },
    { name: 'no token', given: json(200, {}) },
    { name: 'a token that breaks the sign-in', given: granted('a\u0001b') },
    { name: 'a connection that ends', given: (response: ServerResponse) => void response.destroy() },
    { name: 'an answer without end', given: (response: ServerResponse) => void response.end('x'.repeat(70_000)) },
    {
      name: 'another address',
      given: (response: ServerResponse) => void response.writeHead(307, { location: '/elsewhere' }).end(),
    },
  ])('$name is tried again later, and nothing is told elsewhere', async ({ given }) => {
    answer = given;
    const source = tokens();
    expect(await failureOf(source)).toMatchObject({ code: 'IMAP_UNREACHABLE', retry: 'later' });
    expect(asked).toHaveLength(1);
    answer = granted('t0ken');
    expect(await source.token()).toBe('t0ken');
  });

  it('are not waited for without end', async () => {
    let heard: () => void = () => undefined;
    const asking = new Promise<void>((resolve) => {
      heard = resolve;
    });
    answer = () => heard();
    const failing = failureOf(tokens());
    await asking;
    await clock.advance(10_000);
    expect(await failing).toMatchObject({ code: 'IMAP_UNREACHABLE', message: expect.stringContaining('10000 ms') });
  });
});

describe('a refresh token that the server replaces', () => {
  it('is told once, and used until the configured one changes', async () => {
    answer = granted('t0ken', { refresh_token: 'renew3d', expires_in: 1 });
    const source = tokens();
    await source.token();
    expect(rotations).toBe(1);
    await clock.advance(1_000);
    await source.token();
    expect(rotations).toBe(1);
    configured = { refreshToken: 'other' };
    await clock.advance(1_000);
    answer = granted('t0ken');
    await source.token();
    expect(asked.map((form) => form.refresh_token)).toEqual(['r3fresh', 'renew3d', 'other']);
    expect(asked.at(-1)).not.toHaveProperty('client_secret');
  });

  it('gives way to the configured one when it is refused', async () => {
    answer = granted('t0ken', { refresh_token: 'renew3d', expires_in: 1 });
    const source = tokens();
    await source.token();
    await clock.advance(1_000);
    answer = json(400, { error: 'invalid_grant' });
    await failureOf(source);
    answer = granted('t0ken');
    await source.token();
    expect(asked.map((form) => form.refresh_token)).toEqual(['r3fresh', 'renew3d', 'r3fresh']);
  });
});
