import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { expect, it } from '@jest/globals';
import { identityOf } from '../guard/processes.mjs';
import { describeReal } from './describe-real.ts';
import { postfixHere, startPostfix } from './postfix-server.ts';
import { requireGreeting } from './require-greeting.ts';

const NOWHERE = { routes: {}, relay: { host: '127.0.0.1', port: 9 } };

describeReal('a Postfix of one’s own', await postfixHere(), () => {
  it('greets while it runs, also after SIGKILL and a restart, and leaves no process', async () => {
    const server = await startPostfix(NOWHERE);
    const { host, port } = server.at;
    await requireGreeting(host, port, '220 ');
    await server.kill();
    await server.restart();
    await requireGreeting(host, port, '220 relay.example ESMTP Postfix');
    const pid = server.pid();
    await server.stop();
    expect(identityOf(pid)).toBeUndefined();
    await expect(requireGreeting(host, port, '220 ')).rejects.toThrow(/ECONNREFUSED/);
  });

  it('hands mails of a routed domain to its place, and all others to the relay', async () => {
    const [place, relay] = [await mailSink(), await mailSink()];
    const server = await startPostfix({
      routes: { 'boutique.example': `smtp:[127.0.0.1]:${place.port}` },
      relay: { host: '127.0.0.1', port: relay.port },
    });
    try {
      for (const to of ['sav@boutique.example', 'claire@courriel.example']) await submit(server.at.port, to);
      expect(await Promise.all([place.first, relay.first])).toEqual([
        'RCPT TO:<sav@boutique.example>',
        'RCPT TO:<claire@courriel.example>',
      ]);
    } finally {
      await server.stop();
      for (const sink of [place, relay]) sink.close();
    }
  });
});

/** A server that agrees to everything; `first` is the first recipient that it is told. */
async function mailSink() {
  let told = (_line: string): void => {};
  const first = new Promise<string>((resolve) => {
    told = resolve;
  });
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('220 sink.example\r\n');
    const lines = createInterface(socket).on('error', () => undefined);
    lines.on('line', (line) => {
      if (line.startsWith('RCPT')) told(line);
      if (!line.startsWith('.') && !/^(?:EHLO|MAIL|RCPT|DATA|QUIT)/.test(line)) return;
      socket.write(line === 'DATA' ? '354 go on\r\n' : '250 fine\r\n');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, first, close: () => server.close() };
}

/** Hands over a mail, line by line. */
async function submit(port: number, to: string): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  const answers = createInterface(socket.on('error', () => undefined))[Symbol.asyncIterator]();
  const lines = [
    'EHLO test.example',
    'MAIL FROM:<c@client.example>',
    `RCPT TO:<${to}>`,
    'DATA',
    'Subject: x\r\n\r\nx\r\n.',
  ];
  for (const line of ['', ...lines]) {
    if (line !== '') socket.write(`${line}\r\n`);
    for (;;) {
      const answer = String((await answers.next()).value);
      expect(answer).toMatch(/^[23]/);
      if (answer[3] === ' ') break;
    }
  }
  socket.destroy();
}
