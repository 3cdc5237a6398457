/** Serves the built application with the played API, under the security policy that it is meant for. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import type { FakeApi } from '../app/testing/fake-api.ts';

/** The strictest policy under which the application works. */
export const POLICY =
  "default-src 'none'; script-src 'self'; style-src-elem 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** A grey pixel, for attachments. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mOcVl//HwAFqgKUQm3EWgAAAABJRU5ErkJggg==',
  'base64',
);

export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

export async function serve(folder: URL, api: FakeApi): Promise<Served> {
  const server = createServer((request, response) => {
    // A page that is closed breaks off what it was about to say.
    handle(folder, api, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(folder: URL, api: FakeApi, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  response.setHeader('Content-Security-Policy', POLICY);
  if (pathname === '/api/v1/stream') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('retry: 2000\n\n');
  } else if (pathname.includes('/attachments/') && !pathname.endsWith('/text')) {
    response.writeHead(200, { 'Content-Type': 'image/png' }).end(PIXEL);
  } else if (pathname.startsWith('/api/v1/')) {
    const body = await readBody(request);
    const answer = api.answer(
      request.method ?? 'GET',
      decodeURIComponent(pathname.slice('/api/v1'.length)),
      searchParams,
      body,
    );
    response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer.body));
  } else {
    await sendFile(folder, pathname, response);
  }
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return request.headers['content-type'] === 'application/json' && text !== '' ? JSON.parse(text) : {};
}

/** An address without a file's ending is a page of the application. */
async function sendFile(folder: URL, pathname: string, response: ServerResponse): Promise<void> {
  const file = extname(pathname) === '' ? 'index.html' : pathname.slice(1);
  try {
    const content = await readFile(new URL(file, folder));
    response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(content);
  } catch {
    response.writeHead(404).end();
  }
}
