import { connect } from 'node:net';
import { AppError } from '@facteur/primitives';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { openSmtpListener, type SmtpListener } from './listener.ts';
import type { SmtpListenerOptions, SmtpMail } from './options.ts';
import { type Client, dial } from './testing/dial.ts';
import { selfSigned } from './testing/self-signed.ts';

let open: SmtpListener | undefined;
const received: SmtpMail[] = [];
afterEach(async () => {
  await open?.close();
  open = undefined;
  received.length = 0;
});

async function listen(options: Partial<SmtpListenerOptions> = {}): Promise<number> {
  open = await openSmtpListener({
    host: '127.0.0.1',
    port: 0,
    accepts: (address) => address.endsWith('@boutique.example'),
    receive: async (mail) => {
      received.push(mail);
    },
    ...options,
  });
  return open.port;
}

/** Greets, names sender and one good recipient, begins DATA. */
async function begin(port: number): Promise<Client> {
  const client = await dial(port);
  await client.say('EHLO client.example');
  await client.say('MAIL FROM:<c@client.example>');
  await client.say('RCPT TO:<sav@boutique.example>');
  expect(await client.say('DATA')).toMatch(/^354/);
  return client;
}

describe('openSmtpListener', () => {
  it('takes a mail with its envelope, as its bytes were', async () => {
    const port = await listen();
    const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true, name: 'client.example' });
    const raw = 'Subject: x\r\n\r\n.a line with a dot\r\nété\r\n';
    await transport.sendMail({ raw, envelope: { from: '', to: ['sav+tag@boutique.example', 'b@boutique.example'] } });
    expect(received).toEqual([
      {
        raw: Buffer.from(raw),
        from: '',
        to: ['sav+tag@boutique.example', 'b@boutique.example'],
        remoteAddress: '127.0.0.1',
        helo: 'client.example',
      },
    ]);
  });

  it('says 250 only when the mail has been taken over', async () => {
    let takeOver = (): void => {};
    const taken = new Promise<void>((resolve) => {
      takeOver = resolve;
    });
    let begun = (): void => {};
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const receive = (): Promise<void> => {
      begun();
      return taken;
    };
    const port = await listen({ receive });
    const client = await begin(port);
    let answer: string | undefined;
    const replied = client.say('Subject: x\r\n\r\nx\r\n.').then((reply) => {
      answer = reply;
    });
    await hasBegun;
    // A whole exchange with another client: time enough for an answer that came too early.
    await (await dial(port)).say('NOOP');
    expect(answer).toBeUndefined();
    takeOver();
    await replied;
    expect(answer).toMatch(/^250/);
  });

  it('refuses recipients that are not ours, and offers neither AUTH nor STARTTLS', async () => {
    const client = await dial(await listen({ maxBytes: 1000 }));
    const hello = await client.say('EHLO client.example');
    expect(hello).toContain('SIZE 1000');
    expect(hello).not.toMatch(/AUTH|STARTTLS|XCLIENT|DSN/);
    await client.say('MAIL FROM:<c@client.example>');
    expect(await client.say('RCPT TO:<autre@ailleurs.example>')).toMatch(/^550 5\.1\.1 /);
    expect(await client.say('AUTH PLAIN AGEAYg==')).toMatch(/^5\d\d/);
    expect(await client.say('SHELL')).toMatch(/^5\d\d/);
  });

  it('asks for another try when it cannot tell whether a recipient is ours', async () => {
    const client = await dial(await listen({ accepts: () => JSON.parse('') }));
    await client.say('EHLO client.example');
    await client.say('MAIL FROM:<c@client.example>');
    expect(await client.say('RCPT TO:<sav@boutique.example>')).toMatch(/^451 4\.3\.0 /);
  });

  it('takes a mail over STARTTLS when it has a certificate', async () => {
    const tls = selfSigned();
    const port = await listen({ tls });
    const transport = createTransport({ host: 'localhost', port, requireTLS: true, tls: { ca: tls.cert } });
    await transport.sendMail({ raw: 'Subject: x\r\n\r\nx\r\n', envelope: { from: '', to: ['sav@boutique.example'] } });
    expect(received).toHaveLength(1);
  });

  it('refuses a mail above the limit, announced or not', async () => {
    const port = await listen({ maxBytes: 1000 });
    const announced = await dial(port);
    await announced.say('EHLO client.example');
    expect(await announced.say('MAIL FROM:<c@client.example> SIZE=1001')).toMatch(/^552 /);
    const silent = await begin(port);
    expect(await silent.say(`${`${'x'.repeat(80)}\r\n`.repeat(100)}.`)).toMatch(/^552 5\.3\.4 /);
    expect(await silent.say('NOOP')).toMatch(/^250/);
    expect(received).toEqual([]);
  });

  it('answers 452 while unfinished mails fill the memory they may have', async () => {
    const port = await listen({ maxBytes: 1000, maxBytesInFlight: 1500 });
    const [first, second] = [await begin(port), await begin(port)];
    first.write(`${'x'.repeat(898)}\r\n`);
    expect(await second.say(`${'x'.repeat(898)}\r\n.`)).toMatch(/^452 4\.3\.1 /);
    expect(await first.say('.')).toMatch(/^250/);
  });

  it.each([
    { failure: new AppError('STORE_UNAVAILABLE', 'x', { retry: 'later' }), reply: /^451 4\.3\.0 / },
    { failure: new AppError('DISK_FULL', 'x', { retry: 'later' }), reply: /^452 4\.3\.1 / },
    { failure: new AppError('MAIL_REFUSED', 'x'), reply: /^554 5\.6\.0 / },
    { failure: new TypeError('secret detail'), reply: /^451 4\.3\.0 (?!.*secret)/ },
  ])('answers $reply when taking over fails with $failure.name $failure.code', async ({ failure, reply }) => {
    const logged: unknown[] = [];
    const port = await listen({
      receive: () => Promise.reject(failure),
      log: (_message, details) => logged.push(details),
    });
    const client = await begin(port);
    expect(await client.say('Subject: x\r\n\r\nx\r\n.')).toMatch(reply);
    expect(logged).toEqual([{ code: expect.any(String), reason: failure.message }]);
  });

  it('turns clients away above the limit', async () => {
    const port = await listen({ maxConnections: 1 });
    await dial(port);
    const socket = connect(port, '127.0.0.1').setEncoding('utf8');
    const greeting = await new Promise((resolve) => socket.once('data', resolve));
    expect(greeting).toMatch(/^421/);
  });

  it('names port and setting when the port is taken', async () => {
    const port = await listen();
    const again = openSmtpListener({ host: '127.0.0.1', port, accepts: () => true, receive: async () => {} });
    await expect(again).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: expect.stringMatching(new RegExp(`${port}.*FACTEUR_SMTP_PORT`)),
    });
  });

  it('ends the running transaction before it closes, and sends idle clients away', async () => {
    let takeOver = (): void => {};
    let begun = (): void => {};
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const taken = new Promise<void>((resolve) => {
      takeOver = resolve;
    });
    const receive = (): Promise<void> => {
      begun();
      return taken;
    };
    const port = await listen({ receive });
    const listener = open;
    const idle = await dial(port);
    const client = await begin(port);
    const answer = client.say('Subject: x\r\n\r\nx\r\n.');
    await hasBegun;
    const closing = listener?.close();
    takeOver();
    expect(await answer).toMatch(/^250/);
    expect(await idle.reply()).toMatch(/^421/);
    await closing;
    open = undefined;
  });
});
