import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { openSmtpListener } from '../smtp/index.ts';
import type { MailOut, Refusal } from './mail-out.ts';
import { openSmtpOut } from './smtp-out.ts';
import { describeMailOutContract, sampleMail } from './testing/mail-out-contract.ts';

describeMailOutContract('SMTP', async () => {
  const mails: Buffer[] = [];
  const listener = await openSmtpListener({
    host: '127.0.0.1',
    port: 0,
    accepts: () => true,
    receive: async ({ raw }) => {
      mails.push(raw);
    },
  });
  const out = openSmtpOut({ url: `smtp://127.0.0.1:${listener.port}` });
  return {
    out,
    arrived: async () => mails,
    dispose: async () => {
      await out.close();
      await listener.close();
    },
  };
});

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A sender to a server with these handlers. */
async function sender(options: SMTPServerOptions): Promise<MailOut> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    ...options,
  });
  const socket = server.listen(0, '127.0.0.1');
  await new Promise<void>((resolve) => socket.once('listening', resolve));
  const address = socket.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const out = openSmtpOut({ url: `smtp://127.0.0.1:${port}`, timeoutMs: 5000 });
  closers.push(
    () => new Promise((resolve) => server.close(resolve)),
    () => out.close(),
  );
  return out;
}

const reply = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });

describe('openSmtpOut', () => {
  it.each([
    {
      at: 'recipient',
      code: 550,
      text: '5.1.1 unknown',
      expected: { code: 'SMTP_REFUSED', retry: 'never', details: { status: '5.1.1', reply: 550 } },
    },
    {
      at: 'recipient',
      code: 450,
      text: '4.2.1 greylisted',
      expected: { code: 'SMTP_UNREACHABLE', retry: 'later', details: { status: '4.2.1' } },
    },
    {
      at: 'content',
      code: 554,
      text: '5.7.1 spam',
      expected: { code: 'SMTP_REFUSED', retry: 'never', details: { status: '5.7.1' } },
    },
    {
      at: 'content',
      code: 552,
      text: '5.3.4 too big',
      expected: { code: 'SMTP_REFUSED', retry: 'never', message: expect.stringContaining('larger than it takes') },
    },
    { at: 'content', code: 452, text: '4.3.1 full', expected: { code: 'SMTP_UNREACHABLE', retry: 'later' } },
    { at: 'greeting', code: 554, text: 'go away', expected: { code: 'SMTP_UNREACHABLE', retry: 'later' } },
  ])('a $code at the $at gives $expected.code', async ({ at, code, text, expected }) => {
    const failure = reply(code, text);
    const out = await sender({
      onConnect: (_session, done) => done(at === 'greeting' ? failure : null),
      onRcptTo: (_address, _session, done) => done(at === 'recipient' ? failure : null),
      onData: (stream, _session, done) => {
        stream.resume().once('end', () => done(at === 'content' ? failure : null));
      },
    });
    await expect(out.send(sampleMail())).rejects.toMatchObject(expected);
  });

  it('lets a recipient that may be accepted later decide, and tells of a refused copy', async () => {
    const answers: Record<string, Error | null> = {
      'later@x.example': reply(450, '4.2.1 later'),
      'never@x.example': reply(550, '5.1.1 never'),
      'good@x.example': null,
    };
    const out = await sender({
      onRcptTo: ({ address }, _session, done) => done(answers[address] ?? null),
      onData: (stream, _session, done) => {
        stream.resume().once('end', () => done());
      },
    });
    const [later, never, good] = Object.keys(answers).map((address) => ({ address }));
    const refused: Refusal[] = [];
    const send = (to: typeof later, cc: typeof later): Promise<void> =>
      out.send(sampleMail({ to: to ? [to] : [], cc: cc ? [cc] : [] }), (recipients) => refused.push(...recipients));
    await expect(send(later, never)).rejects.toMatchObject({ code: 'SMTP_UNREACHABLE', retry: 'later' });
    await expect(send(never, good)).rejects.toMatchObject({
      code: 'SMTP_REFUSED',
      details: { refused: 1, recipients: 2 },
    });
    expect(refused).toEqual([]);
    await send(good, never);
    expect(refused).toEqual([{ address: 'never@x.example', reply: '550 5.1.1' }]);
  });

  it('gives the envelope its own sender', async () => {
    const senders: unknown[] = [];
    const out = await sender({
      onMailFrom: ({ address }, _session, done) => {
        senders.push(address);
        done();
      },
      onData: (stream, _session, done) => {
        stream.resume().once('end', () => done());
      },
    });
    await out.send(sampleMail());
    await out.send(sampleMail({ envelopeFrom: 'bounce+1@boutique.example' }));
    expect(senders).toEqual(['sav@boutique.example', 'bounce+1@boutique.example']);
  });

  it('says that nobody listens, and that a server stays silent', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const slow = openSmtpOut({ url: `smtp://127.0.0.1:${port}`, timeoutMs: 50 });
    await expect(slow.send(sampleMail())).rejects.toMatchObject({ code: 'SMTP_UNREACHABLE', retry: 'later' });
    await slow.close();
    await new Promise((resolve) => silent.close(resolve));
    const nobody = openSmtpOut({ url: `smtp://127.0.0.1:${port}` });
    await expect(nobody.send(sampleMail())).rejects.toMatchObject({ code: 'SMTP_UNREACHABLE', retry: 'later' });
    await nobody.close();
  });

  it.each([{ url: 'mail.example' }, { url: 'http://mail.example' }, { url: '' }])(
    'refuses the address "$url"',
    ({ url }) => {
      expect(() => openSmtpOut({ url })).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
    },
  );
});
