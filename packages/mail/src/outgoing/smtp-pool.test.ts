/** The kept connections, against a server that behaves as real ones do. */
import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { selfSigned } from '../smtp/testing/self-signed.ts';
import { openSmtpOut } from './smtp-out.ts';
import { sampleMail } from './testing/mail-out-contract.ts';

const closers: (() => Promise<void>)[] = [];
let sessions: Set<string>;
let arrived: string[];
let sockets: Set<Socket>;
beforeEach(() => {
  [sessions, arrived, sockets] = [new Set(), [], new Set()];
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A server with these handlers; gives its address and what counts its mails. */
async function serve(options: SMTPServerOptions): Promise<string> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 1_000,
    onData(stream, { id, secure }, done) {
      sessions.add(id);
      stream.resume().once('end', () => {
        arrived.push(secure ? 'encrypted' : 'plain');
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  const listener = server.listen(0, '127.0.0.1');
  listener.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => listener.once('listening', resolve));
  closers.push(() => new Promise((resolve) => server.close(() => resolve())));
  const address = listener.address();
  return `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

function open(url: string) {
  const out = openSmtpOut({ url, timeoutMs: 5_000 });
  closers.push(() => out.close());
  return out;
}

const mail = (n: number) => sampleMail({ id: `mail-${n}`, messageId: `<${n}@boutique.example>` });
const refusal = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });
const gone = async (socket: Socket): Promise<void> => {
  if (!socket.closed) await new Promise<void>((resolve) => socket.once('close', () => resolve()));
};

describe('kept connections', () => {
  it('carry one mail after the other', async () => {
    const out = open(`smtp://${await serve({})}`);
    for (let n = 0; n < 10; n += 1) await out.send(mail(n));
    expect({ mails: arrived.length, connections: sessions.size }).toEqual({ mails: 10, connections: 1 });
  });

  it('are no more than five, however many mails leave at once', async () => {
    const out = open(`smtp://${await serve({})}`);
    await Promise.all(Array.from({ length: 30 }, (_, n) => out.send(mail(n))));
    expect(arrived).toHaveLength(30);
    expect(sessions.size).toBeLessThanOrEqual(5);
  });

  it('that the server closed while nothing left are replaced', async () => {
    const out = open(`smtp://${await serve({ socketTimeout: 300 })}`);
    await out.send(mail(1));
    await Promise.all([...sockets].map(gone));
    await out.send(mail(2));
    expect({ mails: arrived.length, connections: sessions.size }).toEqual({ mails: 2, connections: 2 });
  });

  it('that break between two mails are replaced', async () => {
    const out = open(`smtp://${await serve({})}`);
    await out.send(mail(1));
    for (const socket of sockets) socket.destroy();
    await out.send(mail(2));
    expect({ mails: arrived.length, connections: sessions.size }).toEqual({ mails: 2, connections: 2 });
  });

  it('that have carried their share (421) are replaced, and no mail waits for that or leaves twice', async () => {
    const share = 3;
    const carried = new Map<string, number>();
    const url = await serve({
      onMailFrom(_address, { id }, done) {
        const count = (carried.get(id) ?? 0) + 1;
        carried.set(id, count);
        done(count > share ? refusal(421, '4.7.0 Too many messages in this connection') : null);
      },
    });
    const out = open(`smtp://${url}`);
    for (let n = 0; n < 10; n += 1) await out.send(mail(n));
    await Promise.all(Array.from({ length: 20 }, (_, n) => out.send(mail(100 + n))));
    expect(arrived).toHaveLength(30);
    expect(sessions.size).toBeGreaterThanOrEqual(10);
  });

  it('give up a server that says 421 to everything, to try later', async () => {
    const url = await serve({ onMailFrom: (_address, _session, done) => done(refusal(421, '4.3.2 shutting down')) });
    await expect(open(`smtp://${url}`).send(mail(1))).rejects.toMatchObject({
      ...{ code: 'SMTP_UNREACHABLE', retry: 'later', details: { reply: 421, status: '4.3.2' } },
    });
  });
});

describe('some recipients of a mail', () => {
  const address = (name: string) => ({ address: `${name}@x.example` });
  /** Answers to each recipient in turn; the last holds. Notes who got which mail. */
  async function to(answers: Record<string, readonly (number | undefined)[]>) {
    const got: string[] = [];
    const asked = new Map<string, number>();
    const url = await serve({
      onRcptTo({ address: name }, _session, done) {
        const [user = ''] = name.split('@');
        const times = asked.get(user) ?? 0;
        asked.set(user, times + 1);
        const code = (answers[user] ?? []).at(Math.min(times, (answers[user]?.length ?? 1) - 1));
        done(code === undefined ? null : refusal(code, `${String(code)[0]}.1.1 no <${name}>`));
      },
      onData(stream, { envelope }, done) {
        stream.resume().once('end', () => {
          got.push(...envelope.rcptTo.map((one) => one.address.split('@')[0] ?? ''));
          done();
        });
      },
    });
    return { out: open(`smtp://${url}`), got };
  }

  it('are told when they are refused, with the code and nobody’s address in it', async () => {
    const { out, got } = await to({ copy: [550], blind: [451] });
    const told: unknown[] = [];
    const copies = { cc: [address('copy')], bcc: [address('blind'), address('other')] };
    await out.send(sampleMail({ to: [address('customer')], ...copies }), (refused) => told.push(...refused));
    expect(got).toEqual(['customer', 'other']);
    expect(told).toEqual([
      { address: 'copy@x.example', reply: '550 5.1.1' },
      { address: 'blind@x.example', reply: '451 4.1.1' },
    ]);
  });

  it('get it once, when the others can only be reached later', async () => {
    const { out, got } = await to({ late: [450, 450, undefined] });
    const both = sampleMail({ to: [address('late')], cc: [address('copy')] });
    await expect(out.send(both)).rejects.toMatchObject({ code: 'SMTP_UNREACHABLE', retry: 'later' });
    await expect(out.send(both)).rejects.toMatchObject({ code: 'SMTP_UNREACHABLE', retry: 'later' });
    await out.send(both);
    expect(got).toEqual(['copy', 'late']);
    await out.send(both);
    expect(got).toEqual(['copy', 'late', 'late', 'copy']);
  });

  it('are enough for it to have left, when one of several it is addressed to is refused for good', async () => {
    const { out, got } = await to({ never: [550] });
    const told: unknown[] = [];
    await out.send(sampleMail({ to: [address('never'), address('good')] }), (refused) => told.push(...refused));
    expect(got).toEqual(['good']);
    expect(told).toEqual([{ address: 'never@x.example', reply: '550 5.1.1' }]);
  });

  it('are known whatever the case of their domain, and get it once when named twice', async () => {
    const { out, got } = await to({ never: [550] });
    await expect(out.send(sampleMail({ to: [{ address: 'never@X.Example' }] }))).rejects.toMatchObject({
      code: 'SMTP_REFUSED',
    });
    await out.send(sampleMail({ to: [{ address: 'good@X.Example' }], cc: [address('good')] }));
    expect(got).toEqual(['good']);
  });
});

describe('signing in and encrypting', () => {
  const tls = selfSigned();
  const trusting = 'tls.rejectUnauthorized=false';
  const withAuth = (password: string): Promise<string> =>
    serve({
      ...{ ...tls, disabledCommands: [], authMethods: ['PLAIN', 'LOGIN'] },
      onAuth({ username, password: given }, _session, done) {
        if (given === password) done(null, { user: username });
        else done(refusal(535, '5.7.8 Bad credentials'));
      },
    });

  it('encrypts where the server can, and signs in', async () => {
    const out = open(`smtp://bot:s3cret@${await withAuth('s3cret')}/?requireTLS=true&${trusting}`);
    await out.send(mail(1));
    expect(arrived).toEqual(['encrypted']);
  });

  it('says that the password is wrong, and which setting has it, without quoting it', async () => {
    const out = open(`smtp://bot:wr0ng@${await withAuth('s3cret')}/?${trusting}`);
    const failure = await out.send(mail(1)).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'SMTP_UNREACHABLE',
      retry: 'later',
      message: 'The SMTP server refused the sign-in (535 5.7.8): check user and password in FACTEUR_SMTP_URL',
    });
    expect(arrived).toEqual([]);
  });

  it('sends nothing in the clear where encryption is required', async () => {
    const out = open(`smtp://${await serve({})}/?requireTLS=true`);
    await expect(out.send(mail(1))).rejects.toMatchObject({
      ...{ code: 'SMTP_UNREACHABLE', retry: 'later' },
      message: expect.stringContaining('STARTTLS'),
    });
    expect(arrived).toEqual([]);
  });

  it('trusts no certificate that nobody vouches for', async () => {
    const out = open(`smtp://${await withAuth('s3cret')}`);
    await expect(out.send(mail(1))).rejects.toMatchObject({ message: expect.stringContaining('certificate') });
    expect(arrived).toEqual([]);
  });
});
