import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@facteur/primitives';
import { afterEach, describe, expect, it } from '@jest/globals';
import { openSmtpListener, type SmtpListener } from './listener.ts';
import type { SmtpListenerOptions, SmtpMail } from './options.ts';
import { type Client, dial } from './testing/dial.ts';
import { selfSigned } from './testing/self-signed.ts';

const open: SmtpListener[] = [];
const folders: string[] = [];
const received: SmtpMail[] = [];
afterEach(async () => {
  for (const listener of open.splice(0)) await listener.close();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
  received.length = 0;
});

async function listen(options: Partial<SmtpListenerOptions> = {}): Promise<number> {
  const listener = await openSmtpListener({
    protocol: 'lmtp',
    host: '127.0.0.1',
    port: 0,
    accepts: (address) => address.endsWith('@boutique.example'),
    receive: async (mail) => {
      received.push(mail);
    },
    ...options,
  });
  open.push(listener);
  return listener.port;
}

async function socketFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'facteur-lmtp-'));
  folders.push(folder);
  return join(folder, 'lmtp.sock');
}

/** Greets, and names sender and recipients, which are all accepted. */
async function begin(client: Client, ...recipients: string[]): Promise<void> {
  await client.say('LHLO relay.example');
  await client.say('MAIL FROM:<c@client.example>');
  for (const recipient of recipients) expect(await client.say(`RCPT TO:<${recipient}>`)).toMatch(/^250/);
  expect(await client.say('DATA')).toMatch(/^354/);
}

/** Ends DATA, and gives so many answers. */
async function end(client: Client, answers: number): Promise<string[]> {
  const all = [await client.say('Subject: x\r\n\r\nx\r\n.')];
  while (all.length < answers) all.push(await client.reply());
  return all;
}

const [SAV, ADV, PRO] = ['sav@boutique.example', 'adv@boutique.example', 'pro@boutique.example'];

describe('The listener by LMTP', () => {
  it('greets with LHLO alone, and says its size limit', async () => {
    const client = await dial(await listen({ maxBytes: 1000 }));
    expect(await client.say('EHLO relay.example')).toMatch(/^500/);
    expect(await client.say('HELO relay.example')).toMatch(/^500/);
    expect(await client.say('LHLO relay.example')).toMatch(/^250[ -]SIZE 1000$/m);
  });

  it('answers once for each recipient, and takes the mail once for all', async () => {
    const client = await dial(await listen());
    await begin(client, SAV, ADV);
    expect(await end(client, 2)).toEqual([expect.stringMatching(/^250/), expect.stringMatching(/^250/)]);
    expect(await client.say('QUIT')).toMatch(/^221/);
    expect(received.map(({ to, helo }) => ({ to, helo }))).toEqual([{ to: [SAV, ADV], helo: 'relay.example' }]);
  });

  it('answers each RCPT, also of an address that was named twice', async () => {
    const client = await dial(await listen());
    await begin(client, SAV, SAV, ADV);
    expect(await end(client, 3)).toHaveLength(3);
    expect(await client.say('QUIT')).toMatch(/^221/);
    expect(received.map(({ to }) => to)).toEqual([[SAV, ADV]]);
  });

  it('forgets the recipients of a transaction that was given up', async () => {
    const client = await dial(await listen());
    await client.say('LHLO relay.example');
    await client.say('MAIL FROM:<c@client.example>');
    await client.say(`RCPT TO:<${PRO}>`);
    await client.say('RSET');
    await begin(client, SAV);
    await end(client, 1);
    // An answer too many would come before this one's.
    expect(await client.say('QUIT')).toMatch(/^221/);
    expect(received.map(({ to }) => to)).toEqual([[SAV]]);
  });

  it('refuses recipients that are not ours in the session, and needs one that is', async () => {
    const client = await dial(await listen());
    await client.say('LHLO relay.example');
    await client.say('MAIL FROM:<c@client.example>');
    expect(await client.say('RCPT TO:<autre@ailleurs.example>')).toMatch(/^550 5\.1\.1 /);
    expect(await client.say('DATA')).toMatch(/^503/);
  });

  it('refuses one recipient and takes the others', async () => {
    const tried: (readonly string[])[] = [];
    const receive = async ({ to }: SmtpMail): Promise<void> => {
      tried.push(to);
      if (to.includes(ADV)) throw new AppError('STORE_UNAVAILABLE', 'x', { retry: 'later' });
      if (to.includes(PRO)) throw new AppError('MAIL_REFUSED', 'x');
    };
    const client = await dial(await listen({ receive }));
    await begin(client, SAV, ADV, PRO);
    expect(await end(client, 3)).toEqual([
      expect.stringMatching(/^250/),
      expect.stringMatching(/^451 4\.3\.0 /),
      expect.stringMatching(/^554 5\.6\.0 /),
    ]);
    expect(tried).toEqual([[SAV, ADV, PRO], [SAV], [ADV], [PRO]]);
  });

  it('refuses a mail above the limit once for each recipient', async () => {
    const client = await dial(await listen({ maxBytes: 100 }));
    await begin(client, SAV, ADV);
    client.write(`${'x'.repeat(78)}\r\n`.repeat(3));
    expect(await end(client, 2)).toEqual([expect.stringMatching(/^552 /), expect.stringMatching(/^552 /)]);
    expect(received).toEqual([]);
  });

  it('offers STARTTLS when it has a certificate', async () => {
    const client = await dial(await listen({ tls: selfSigned() }));
    expect(await client.say('LHLO relay.example')).toContain('STARTTLS');
    expect(await client.say('STARTTLS')).toMatch(/^220/);
  });

  it('names its own setting when the port is taken', async () => {
    const port = await listen();
    await expect(listen({ port })).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: expect.stringContaining('FACTEUR_LMTP_PORT'),
    });
  });
});

describe('The listener on a socket file', () => {
  it('takes a mail whose client has no address, and removes the file in the end', async () => {
    const path = await socketFile();
    expect(await listen({ path })).toBe(0);
    const client = await dial(path);
    await begin(client, SAV);
    expect(await end(client, 1)).toEqual([expect.stringMatching(/^250/)]);
    expect(received.map(({ remoteAddress }) => remoteAddress)).toEqual(['']);
    client.socket.destroy();
    await open.pop()?.close();
    expect(existsSync(path)).toBe(false);
  });

  it('replaces a file that a killed process left behind', async () => {
    const path = await socketFile();
    leaveBehind(path);
    await listen({ path });
    expect(await (await dial(path)).say('LHLO relay.example')).toMatch(/^250/);
  });

  it('leaves a file alone on which another process listens', async () => {
    const path = await socketFile();
    await listen({ path });
    await expect(listen({ path })).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: expect.stringContaining(path),
    });
    expect(await (await dial(path)).say('LHLO relay.example')).toMatch(/^250/);
  });

  it('names a folder that is not there', async () => {
    const path = join(await socketFile(), 'deeper.sock');
    await expect(listen({ path })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});

/** A process that listened and is gone, without node's tidying up. */
function leaveBehind(path: string): void {
  const program = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`;
  expect(spawnSync(process.execPath, ['-e', program]).signal).toBe('SIGKILL');
}

describe('The listener and proxies', () => {
  const HEADER = 'PROXY TCP4 203.0.113.9 192.0.2.1 40000 25\r\n';

  async function remoteOf(options: Partial<SmtpListenerOptions>, first: string): Promise<string | undefined> {
    const client = await dial(await listen({ protocol: 'smtp', ...options }), first);
    await client.say('EHLO client.example');
    await client.say('MAIL FROM:<c@client.example>');
    await client.say(`RCPT TO:<${SAV}>`);
    await client.say('DATA');
    await client.say('Subject: x\r\n\r\nx\r\n.');
    return received[0]?.remoteAddress;
  }

  it.each([
    {
      name: 'believes the header of a proxy that is named',
      proxies: ['127.0.0.1'],
      first: HEADER,
      remote: '203.0.113.9',
    },
    {
      name: 'takes a proxy’s own address for no client’s',
      proxies: ['127.0.0.1'],
      first: 'PROXY UNKNOWN\r\n',
      remote: '',
    },
    { name: 'needs no header of anybody else', proxies: ['192.0.2.7'], first: '', remote: '127.0.0.1' },
  ])('$name', async ({ proxies, first, remote }) => {
    expect(await remoteOf({ proxies }, first)).toBe(remote);
  });

  it.each([
    { name: 'without proxies', proxies: [] },
    { name: 'with others than this one', proxies: ['192.0.2.7'] },
  ])('takes no header for anything but a wrong command: $name', async ({ proxies }) => {
    const client = await dial(await listen({ protocol: 'smtp', proxies }));
    expect(await client.say(HEADER.trimEnd())).toMatch(/^5\d\d/);
    expect(await client.say('EHLO client.example')).toMatch(/^250/);
  });

  it('refuses a proxy that begins without a header', async () => {
    const socket = connect(await listen({ protocol: 'smtp', proxies: ['127.0.0.1'] }), '127.0.0.1').setEncoding('utf8');
    socket.write('EHLO client.example\r\n');
    const [answer] = await once(socket, 'data');
    expect(answer).toMatch(/^\* BAD/);
    socket.destroy();
  });

  it.each(['*', 'proxy.example', ''])('refuses «%s» as the name of a proxy', async (proxy) => {
    await expect(listen({ proxies: [proxy] })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});
