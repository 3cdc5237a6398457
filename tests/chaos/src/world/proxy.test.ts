import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { connect } from 'node:net';
import { seededRandom } from '@facteur/primitives/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../eventually.ts';
import { drawnFates, openTcpProxy, type TcpProxy } from './proxy.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A server that counts what it was asked, behind a proxy. */
async function serve(answer: RequestListener = (_request, response) => void response.end('done')) {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    answer(request, response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const proxy = await openTcpProxy({ host: '127.0.0.1', port });
  closers.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  closers.push(() => proxy.close());
  return { proxy, port, asked: () => asked };
}

/** Each over a connection of its own. */
const ask = async ({ port }: TcpProxy): Promise<string> => {
  const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } });
  return response.text();
};

describe('a proxy', () => {
  it('carries requests and answers, also large ones', async () => {
    const large = 'x'.repeat(3_000_000);
    const { proxy } = await serve((_request, response) => void response.end(large));
    expect(await ask(proxy)).toBe(large);
  });

  it('loses an answer after the work was done', async () => {
    const { proxy, asked } = await serve();
    const end = proxy.befall(() => 'lose');
    await expect(ask(proxy)).rejects.toThrow();
    expect(asked()).toBe(1);
    end();
    expect(await ask(proxy)).toBe('done');
  });

  it('delays an answer after the work was done', async () => {
    const { proxy, asked } = await serve();
    proxy.befall(() => ({ lateMs: 60_000 }));
    const caller = new AbortController();
    const url = `http://127.0.0.1:${proxy.port}/`;
    const answer = fetch(url, { signal: caller.signal });
    await eventually('the server is asked', 5_000, async () => asked() === 1 || undefined);
    caller.abort();
    await expect(answer).rejects.toThrow(/abort/);
  });

  it('refuses connections while it is cut, and leads on afterwards', async () => {
    const { proxy, asked } = await serve();
    const mend = proxy.cut('refuse');
    await expect(ask(proxy)).rejects.toThrow();
    expect(asked()).toBe(0);
    mend();
    expect(await ask(proxy)).toBe('done');
  });

  it('breaks what is open when it refuses', async () => {
    const { proxy } = await serve();
    const socket = connect(proxy.port, '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    const closed = once(socket, 'close');
    await eventually('the proxy has it', 5_000, async () => {
      proxy.cut('refuse');
      return socket.destroyed || undefined;
    });
    await closed;
  });

  it('lets nothing through in silence, and all of it afterwards', async () => {
    const { proxy, asked } = await serve();
    const mends = [proxy.cut('silence'), proxy.cut('silence')];
    const first = ask(proxy);
    // Another connection of the same moment would have come through by the time that this one did.
    const { proxy: other } = await serve();
    await ask(other);
    expect(asked()).toBe(0);
    for (const mend of mends) mend();
    expect(await first).toBe('done');
  });

  it('leads to another address when told, and nowhere without one', async () => {
    const { proxy, asked } = await serve();
    const other = await serve((_request, response) => void response.end('other'));
    proxy.lead({ host: '127.0.0.1', port: other.port });
    expect(await ask(proxy)).toBe('other');
    proxy.lead(undefined);
    await expect(ask(proxy)).rejects.toThrow();
    expect(asked()).toBe(0);
  });
});

describe('drawnFates', () => {
  it('gives their share of answers a fate', () => {
    const fate = drawnFates(seededRandom(1), 0.25, 'lose');
    const lost = Array.from({ length: 1_000 }, fate).filter((each) => each === 'lose');
    expect(lost.length).toBeGreaterThan(200);
    expect(lost.length).toBeLessThan(300);
  });
});
