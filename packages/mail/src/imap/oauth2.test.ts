/** Signing in with an access token, against a server that says yes to everything. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { connectImap } from './connect.ts';

let server: Server;
let heard: string[];
let sockets: Socket[];
/** What the server says to a sign-in. */
let verdict: string;

beforeEach(async () => {
  [heard, sockets, verdict] = [[], [], 'OK [CAPABILITY IMAP4rev1] welcome'];
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.write('* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2] hello\r\n');
    socket.on('data', (bytes: Buffer) => {
      for (const line of bytes.toString().split('\r\n').filter(Boolean)) {
        heard.push(line);
        const [tag, command] = line.split(' ');
        socket.write(`${tag} ${command === 'AUTHENTICATE' ? verdict : 'OK done'}\r\n`);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  server.close();
  await once(server, 'close');
});

const connect = (accessToken: string) =>
  connectImap({
    ...{ host: '127.0.0.1', port: (server.address() as AddressInfo).port, tls: 'none', user: 'sav@x.example' },
    credential: async () => ({ accessToken }),
  });

it('gives the token as XOAUTH2 asks for it, and no password', async () => {
  await (await connect('t0ken')).close();
  const proof =
    heard
      .find((line) => line.includes('AUTHENTICATE XOAUTH2'))
      ?.split(' ')
      .at(-1) ?? '';
  expect(Buffer.from(proof, 'base64').toString()).toBe('user=sav@x.example\u0001auth=Bearer t0ken\u0001\u0001');
  expect(heard.join('\n')).not.toMatch(/LOGIN/);
});

it('tells of a token that has run out without repeating it', async () => {
  verdict = 'NO [AUTHENTICATIONFAILED] expired';
  const failure = await connect('t0ken').catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'IMAP_LOGIN_REFUSED', retry: 'later' });
  const all = JSON.stringify(failure, Object.getOwnPropertyNames(failure));
  expect(all).not.toMatch(/t0ken/);
  expect(all).not.toContain(Buffer.from('t0ken').toString('base64').slice(0, 6));
});
