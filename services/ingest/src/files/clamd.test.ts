/** The client against a server that says what a test wants; `clamd-real.test.ts` asks the real one. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { systemClock } from '@facteur/primitives';
import { afterEach, describe, expect, it } from '@jest/globals';
import { scan, type Verdict } from './clamd.ts';

let server: Server | undefined;
const sockets = new Set<Socket>();
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  if (server) await new Promise((resolve) => server?.close(resolve));
  server = undefined;
});

/** Answers what `behave` wants. */
async function listening(behave: (socket: Socket) => void): Promise<number> {
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    behave(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const ask = (port: number, content = Buffer.from('bonjour')): Promise<Verdict> =>
  scan({ host: '127.0.0.1', port }, content, { clock: systemClock, withinMs: 10_000 });
const answering = (answer: string) => (socket: Socket) => void socket.once('data', () => socket.end(answer));

describe('clamd', () => {
  it('gets the command, the file in pieces with their lengths, and a length of 0', async () => {
    const got: Buffer[] = [];
    const port = await listening((socket) => {
      socket.on('data', (chunk: Buffer) => {
        got.push(chunk);
        if (Buffer.concat(got).subarray(-4).equals(Buffer.alloc(4))) socket.end('stream: OK\0');
      });
    });
    const content = Buffer.alloc(300 * 1024, 'x');
    expect(await ask(port, content)).toEqual({ is: 'clean' });
    const all = Buffer.concat(got);
    expect(all.subarray(0, 10).toString()).toBe('zINSTREAM\0');
    const first = all.readUInt32BE(10);
    const second = all.readUInt32BE(14 + first);
    expect([first + second, all.length]).toEqual([content.length, 10 + 4 + first + 4 + second + 4]);
  });

  it.each([
    {
      name: 'knows it',
      answer: 'stream: Eicar-Test-Signature FOUND\0',
      expected: { is: 'infected', name: 'Eicar-Test-Signature' },
    },
    {
      name: 'gives a name that is no text',
      answer: 'stream: a\u0007b FOUND\0',
      expected: { is: 'infected', name: 'a?b' },
    },
    {
      name: 'finds it too large',
      answer: 'INSTREAM size limit exceeded. ERROR\0',
      expected: { is: 'unchecked', reason: 'INSTREAM size limit exceeded. ERROR', isAway: false },
    },
    {
      name: 'says nothing',
      answer: '',
      expected: { is: 'unchecked', reason: 'hung up without an answer', isAway: false },
    },
    {
      name: 'says half an answer',
      answer: 'stream: O',
      expected: { is: 'unchecked', reason: 'hung up without an answer', isAway: false },
    },
    {
      name: 'is something else',
      answer: 'HTTP/1.1 400 Bad Request\0',
      expected: { is: 'unchecked', reason: 'HTTP/1.1 400 Bad Request', isAway: false },
    },
    {
      name: 'says OK of something else',
      answer: 'stream: OK FOUND ERROR\0',
      expected: { is: 'unchecked', reason: 'OK FOUND ERROR', isAway: false },
    },
  ])('that $name', async ({ answer, expected }) => {
    expect(await ask(await listening(answering(answer)))).toEqual(expected);
  });

  it('that is not there is away', async () => {
    const port = await listening(() => undefined);
    await new Promise((resolve) => server?.close(resolve));
    server = undefined;
    expect(await ask(port)).toMatchObject({ is: 'unchecked', isAway: true });
  });

  it('that takes the connection and never answers is given up', async () => {
    const port = await listening(() => undefined);
    // The connection's own limit is cut short by the connection; the other one is over at once.
    const clock = {
      now: () => 0,
      wait: (ms: number, signal?: AbortSignal) => (ms === 10_000 ? Promise.resolve() : systemClock.wait(ms, signal)),
    };
    const verdict = await scan({ host: '127.0.0.1', port }, Buffer.from('x'), { clock, withinMs: 10_000 });
    expect(verdict).toEqual({ is: 'unchecked', reason: 'no answer in time', isAway: false });
  });

  it('whose machine does not answer is given up', async () => {
    const port = await listening(() => undefined);
    const clock = { now: () => 0, wait: () => Promise.resolve() };
    const verdict = await scan({ host: '127.0.0.1', port }, Buffer.from('x'), { clock, withinMs: 10_000 });
    expect(verdict).toEqual({ is: 'unchecked', reason: 'no connection in time', isAway: true });
  });
});
